package dev.symbolon.infra.log;

import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog.Appended;
import dev.symbolon.infra.mongo.MongoCells;
import dev.symbolon.infra.stream.RelayToKafka;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A node in a JVM of its own, which writes for all it is worth until it is killed, or until its input ends. */
public final class ChildNode {
    private static final int WRITERS = 8;

    /** Arguments: URI, brokers, tenant, file for acknowledgements, lease in milliseconds. */
    public static void main(String[] arguments) throws Exception {
        Path acknowledgements = Path.of(arguments[3]);
        TenantId tenant = new TenantId(arguments[2]);
        MongoCells cells = MongoCells.open(arguments[0], Map.of());
        RelayToKafka relay = new RelayToKafka(arguments[1], "child");
        MongoCommitLog log = MongoCommitLog.open(
                cells,
                new LogOptions("child", Duration.ofMillis(Long.parseLong(arguments[4])), relay, () -> {}),
                new SimpleMeterRegistry());
        for (int i = 0; i < WRITERS; i++) {
            // Half of them fight for one stream that all children share.
            StreamId stream = i % 2 == 0
                    ? new StreamId(tenant, StreamType.GRANT, "shared")
                    : new StreamId(tenant, StreamType.GRANT, "own" + Samples.fresh());
            Thread.ofVirtual().start(() -> write(log, stream, acknowledgements));
        }
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // Only the end counts.
        }
        log.close();
        relay.close();
        cells.close();
        System.exit(0);
    }

    private static void write(MongoCommitLog log, StreamId stream, Path acknowledgements) {
        long next = 0;
        while (true) {
            NewCommit commit = Samples.aCommit(Samples.anEvent(stream, next));
            try {
                switch (log.append(commit)) {
                    case Appended.Stored stored -> {
                        Files.write(
                                acknowledgements,
                                List.of(commit.id() + " " + stored.position()),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.APPEND);
                        next++;
                    }
                    case Appended.SlotTaken _ ->
                        next += log.stream(stream, next, 1_000).size();
                    case Appended.WriterRenewed _ ->
                        next += log.stream(stream, next, 1_000).size();
                    case Appended.ClaimTaken _ -> throw new AssertionError();
                }
            } catch (CommitLog.LogUnavailableException e) {
                unavailable(acknowledgements, e);
                next += log.stream(stream, next, 1_000).size();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private static void unavailable(Path acknowledgements, CommitLog.LogUnavailableException why) {
        try {
            Files.write(
                    acknowledgements,
                    List.of("unavailable: " + why + ", by " + why.getCause()),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private ChildNode() {}
}
