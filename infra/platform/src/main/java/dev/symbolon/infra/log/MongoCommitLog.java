package dev.symbolon.infra.log;

import dev.symbolon.core.event.Basis;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.infra.mongo.OncePerCell;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The event store on MongoDB: for each cell a writer of its own. */
public final class MongoCommitLog implements CommitLog {
    /** What a message of the stream may hold with its headers, a little under a megabyte. */
    private static final int EVENT_BYTES = 900_000;

    private static final int COMMIT_BYTES = 8 << 20;
    private static final int COMMIT_SLOTS = 2_000;

    private final Cells cells;
    private final StoredEventsReader reader;
    private final Map<String, OpeningCell> logs = new LinkedHashMap<>();
    private final OncePerCell opening;

    private MongoCommitLog(Cells cells, Function<String, CellLog> open) {
        this.cells = cells;
        this.reader = new StoredEventsReader(cells);
        cells.names().forEach(cell -> logs.put(cell, new OpeningCell()));
        this.opening = OncePerCell.begin(
                cells,
                "its tenants are answered with 503",
                cell -> Objects.requireNonNull(logs.get(cell)).open(open.apply(cell)));
    }

    /**
     * Makes the indexes where they are missing, registers a writer in every cell, and begins: in the default cell before this
     * returns, and in another when that answers.
     */
    public static MongoCommitLog open(Cells cells, LogOptions options, MeterRegistry meters) {
        return new MongoCommitLog(
                cells,
                cell -> new CellLog(
                        cell, Objects.requireNonNull(cells.byName().get(cell)), options, new LogMeters(meters, cell)));
    }

    @Override
    public Appended append(NewCommit commit) {
        check(commit);
        return of(commit.tenant()).append(commit);
    }

    /** What is refused here could never be relayed, or would break the tenant's bounds: a bug, not a refusal. */
    private static void check(NewCommit commit) {
        long bytes = 0;
        for (StoredEvent event : commit.events()) {
            if (!event.stream().tenant().equals(commit.tenant())) {
                throw new IllegalArgumentException("a commit never spans tenants");
            }
            if (event.bytes().length > EVENT_BYTES) {
                throw new IllegalArgumentException("an event has at most " + EVENT_BYTES + " bytes");
            }
            bytes += event.bytes().length;
        }
        if (commit.events().isEmpty()
                || bytes > COMMIT_BYTES
                || commit.events().size() + commit.claims().size() > COMMIT_SLOTS) {
            throw new IllegalArgumentException("a commit has at least one event, at most " + COMMIT_BYTES
                    + " bytes, and at most " + COMMIT_SLOTS + " events and claims");
        }
    }

    @Override
    public List<LoggedEvent> stream(StreamId stream, long fromSequence, int limit) {
        return reader.stream(stream, fromSequence, limit);
    }

    @Override
    public Set<StreamId> advanced(TenantId tenant, Collection<Basis> known) {
        // By cell: a decision of a tenant may also rely on its entry in the register, which is the system's.
        Map<CellLog, List<String>> next = new HashMap<>();
        for (Basis basis : known) {
            next.computeIfAbsent(of(basis.stream().tenant()), _ -> new ArrayList<>())
                    .add(basis.stream().slot(basis.sequence() + 1));
        }
        return StoredEventsReader.reading(() -> {
            Set<StreamId> advanced = new HashSet<>();
            next.forEach((cell, slots) -> advanced.addAll(cell.store().occupied(slots)));
            return advanced;
        });
    }

    @Override
    public Optional<StreamId> holder(TenantId tenant, String kind, String name) {
        return StoredEventsReader.reading(() -> of(tenant).claims().holder(tenant, kind, name));
    }

    @Override
    public Optional<Requested> claiming(TenantId tenant, String kind, String name) {
        String slot = Slots.claim(Slots.claimStream(tenant, kind, name), 0);
        return StoredEventsReader.reading(() -> of(tenant).store().withSlots(List.of(slot)).stream()
                .findFirst()
                .map(commit -> new Requested(commit.stored(), Objects.requireNonNull(commit.requestHash()))));
    }

    @Override
    public List<StoredCommit> commits(TenantId tenant, HybridTime afterClock, String afterId, int limit) {
        return reader.commits(tenant, afterClock, afterId, limit);
    }

    @Override
    public List<StoredCommit> newest(TenantId tenant, int limit) {
        return reader.newest(tenant, limit);
    }

    /** What every node must hear of from that cell. */
    public ControlLog controlOf(String cell) {
        return new ControlOf(() -> opened(cell));
    }

    private record ControlOf(Supplier<CellLog> log) implements ControlLog {
        @Override
        public HybridTime settled() {
            return StoredEventsReader.reading(() -> log.get().settled());
        }

        @Override
        public void control(HybridTime after, Consumer<StoredCommit> each) {
            StoredEventsReader.reading(() -> {
                log.get().control(after, found -> each.accept(found.stored()));
                return true;
            });
        }

        @Override
        public void voiding(HybridTime after, Consumer<StoredCommit> each) {
            StoredEventsReader.reading(() -> {
                log.get().store().voiding(after, found -> each.accept(found.stored()));
                return true;
            });
        }
    }

    @Override
    public Optional<Snapshot> snapshot(StreamId stream, int stateVersion) {
        return StoredEventsReader.reading(() -> of(stream.tenant()).snapshots().newest(stream, stateVersion));
    }

    @Override
    public void keepSnapshot(Snapshot snapshot) {
        of(snapshot.stream().tenant()).snapshots().keep(snapshot);
    }

    /** Whether commits are taken in every cell that was opened; once false, it stays so. */
    public boolean writes() {
        return logs.values().stream().flatMap(cell -> cell.log().stream()).allMatch(CellLog::writes);
    }

    /** Why the stores of these cells take no writes now, in a word or two. */
    public Map<String, String> refusals() {
        Map<String, String> refusals = new LinkedHashMap<>();
        logs.forEach((name, cell) -> cell.log()
                .ifPresentOrElse(
                        log -> log.refusal().ifPresent(refusal -> refusals.put(name, refusal.summary())),
                        () -> refusals.put(name, "not opened yet")));
        return refusals;
    }

    private CellLog of(TenantId tenant) {
        return opened(StoredEventsReader.reading(() -> cells.nameOf(tenant)));
    }

    private CellLog opened(String cell) {
        return Objects.requireNonNull(logs.get(cell))
                .log()
                .orElseThrow(() -> new LogUnavailableException(
                        "cell " + cell + " isn't opened yet",
                        opening.failure(cell).orElseGet(IllegalStateException::new)));
    }

    @Override
    public void close() {
        opening.close();
        logs.values().forEach(OpeningCell::close);
    }
}
