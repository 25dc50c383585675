package dev.symbolon.infra.decision;

import dev.symbolon.core.event.Basis;
import dev.symbolon.core.event.Claim;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog;
import dev.symbolon.infra.log.NewCommit;
import dev.symbolon.infra.log.StoredCommit;
import dev.symbolon.infra.log.StoredEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A log in memory that keeps slots and claims as the real one does. */
final class InMemoryCommitLog implements CommitLog {
    private final Map<StreamId, List<LoggedEvent>> streams = new HashMap<>();
    private final Map<String, StreamId> claims = new HashMap<>();
    private final Map<StreamId, Snapshot> snapshots = new HashMap<>();
    private final List<StoredCommit> commits = new ArrayList<>();

    @Override
    public synchronized Appended append(NewCommit commit) {
        Set<StreamId> taken = new HashSet<>();
        Map<StreamId, Long> next = new HashMap<>();
        for (StoredEvent event : commit.events()) {
            long expected =
                    next.getOrDefault(event.stream(), (long) of(event.stream()).size());
            if (event.sequence() < expected) {
                taken.add(event.stream());
            } else if (event.sequence() > expected) {
                throw new IllegalStateException("a hole in " + event.stream());
            }
            next.put(event.stream(), expected + 1);
        }
        if (!taken.isEmpty()) {
            return new Appended.SlotTaken(taken);
        }
        for (NewCommit.ClaimChange change : commit.claims()) {
            if (change.claim() instanceof Claim.Taken claim && claims.containsKey(key(commit.tenant(), claim))) {
                return new Appended.ClaimTaken(claim.kind(), claim.name());
            }
        }
        Position position = new Position(commit.tenant(), "memory", 1, commits.size());
        for (StoredEvent event : commit.events()) {
            streams.computeIfAbsent(event.stream(), _ -> new ArrayList<>())
                    .add(new LoggedEvent(event, commit.id(), commit.clock(), position));
        }
        for (NewCommit.ClaimChange change : commit.claims()) {
            switch (change.claim()) {
                case Claim.Taken claim -> claims.put(key(commit.tenant(), claim), change.holder());
                case Claim.Released claim -> claims.remove(key(commit.tenant(), claim));
            }
        }
        commits.add(new StoredCommit(commit.id(), commit.tenant(), commit.clock(), position, commit.events()));
        return new Appended.Stored(position);
    }

    @Override
    public synchronized List<LoggedEvent> stream(StreamId stream, long fromSequence, int limit) {
        List<LoggedEvent> events = of(stream);
        int from = (int) Math.min(fromSequence, events.size());
        return List.copyOf(events.subList(from, Math.min(events.size(), from + limit)));
    }

    @Override
    public synchronized Set<StreamId> advanced(TenantId tenant, Collection<Basis> known) {
        Set<StreamId> advanced = new HashSet<>();
        for (Basis basis : known) {
            if (of(basis.stream()).size() > basis.sequence() + 1) {
                advanced.add(basis.stream());
            }
        }
        return advanced;
    }

    @Override
    public synchronized Optional<StreamId> holder(TenantId tenant, String kind, String name) {
        return Optional.ofNullable(claims.get(tenant.value() + "/" + kind + ":" + name));
    }

    @Override
    public Optional<Requested> claiming(TenantId tenant, String kind, String name) {
        throw new UnsupportedOperationException("not asked for here");
    }

    @Override
    public List<StoredCommit> commits(TenantId tenant, HybridTime afterClock, String afterId, int limit) {
        throw new UnsupportedOperationException("not asked for here");
    }

    @Override
    public List<StoredCommit> newest(TenantId tenant, int limit) {
        throw new UnsupportedOperationException("not asked for here");
    }

    @Override
    public synchronized Optional<Snapshot> snapshot(StreamId stream, int stateVersion) {
        return Optional.ofNullable(snapshots.get(stream)).filter(kept -> kept.stateVersion() == stateVersion);
    }

    @Override
    public synchronized void keepSnapshot(Snapshot snapshot) {
        snapshots.put(snapshot.stream(), snapshot);
    }

    @Override
    public void close() {}

    synchronized void forgetSnapshots() {
        snapshots.clear();
    }

    synchronized List<StoredCommit> commits() {
        return List.copyOf(commits);
    }

    private List<LoggedEvent> of(StreamId stream) {
        return streams.getOrDefault(stream, List.of());
    }

    private static String key(TenantId tenant, Claim claim) {
        return tenant.value() + "/" + claim.kind() + ":" + claim.name();
    }
}
