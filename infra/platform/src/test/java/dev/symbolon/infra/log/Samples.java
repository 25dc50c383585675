package dev.symbolon.infra.log;

import dev.symbolon.core.event.Claim;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Commits to start from; ids are unique in a JVM and, by the run's start, between runs. */
public final class Samples {
    private static final AtomicLong IDS = new AtomicLong();
    private static final String RUN = Long.toString(System.nanoTime() & Long.MAX_VALUE, 36);
    private static final AtomicLong CLOCK = new AtomicLong();

    public static TenantId aTenant() {
        return new TenantId("tenant" + fresh());
    }

    public static StreamId aStream(TenantId tenant) {
        return new StreamId(tenant, StreamType.GRANT, "grant" + fresh());
    }

    public static String fresh() {
        return RUN + IDS.incrementAndGet();
    }

    public static HybridTime now() {
        return new HybridTime(CLOCK.updateAndGet(last -> Math.max(
                last + 1, HybridTime.atMillis(System.currentTimeMillis()).value())));
    }

    public static StoredEvent anEvent(StreamId stream, long sequence) {
        return anEvent(
                stream,
                sequence,
                "{\"id\":\"" + fresh() + "\",\"stream\":\"" + stream + "\",\"sequence\":" + sequence + "}",
                false);
    }

    public static StoredEvent aControlEvent(StreamId stream, long sequence) {
        return anEvent(stream, sequence, "{\"id\":\"" + fresh() + "\"}", true);
    }

    public static StoredEvent anEvent(StreamId stream, long sequence, String json, boolean control) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new StoredEvent("grant.issued", 1, control, stream, sequence, bytes, sha256(bytes));
    }

    /** A control event of that catalogue name. */
    public static StoredEvent anEventOf(String type, StreamId stream, long sequence) {
        byte[] bytes = ("{\"id\":\"" + fresh() + "\"}").getBytes(StandardCharsets.UTF_8);
        return new StoredEvent(type, 1, true, stream, sequence, bytes, sha256(bytes));
    }

    public static NewCommit aCommit(StoredEvent... events) {
        return new NewCommit(
                "commit" + fresh(), events[0].stream().tenant(), now(), List.of(events), List.of(), Optional.empty());
    }

    public static NewCommit taking(NewCommit commit, String kind, String name) {
        return with(commit, new Claim.Taken(kind, name));
    }

    public static NewCommit releasing(NewCommit commit, String kind, String name) {
        return with(commit, new Claim.Released(kind, name));
    }

    private static NewCommit with(NewCommit commit, Claim claim) {
        List<NewCommit.ClaimChange> claims = new ArrayList<>(commit.claims());
        claims.add(new NewCommit.ClaimChange(claim, commit.events().getFirst().stream()));
        return new NewCommit(
                commit.id(), commit.tenant(), commit.clock(), commit.events(), claims, commit.requestHash());
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Samples() {}
}
