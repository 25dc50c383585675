package dev.symbolon.infra.stream;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.mongo.CellNotSetException;
import dev.symbolon.infra.mongo.Cells;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the views of quiet tenants were looked after, cell by cell. One that doesn't answer when partitions are assigned is
 * opened later: a thread of its own asks whether it is back, so that the polling thread, which opens it then, waits for
 * nobody. Until then nothing is noted of it, and it holds what must not count as done. Only the default cell is waited for.
 */
final class OpenedCells {
    private static final Logger LOG = LoggerFactory.getLogger(OpenedCells.class);
    private static final long PATIENCE_MILLIS = 3_000;
    private static final long NOTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Cells cells;
    private final TenantsInStore tenants;
    private final BuiltPartitions built;
    private final Consumer<MongoDatabase> prepare;
    private final Set<String> prepared = new HashSet<>();

    /** Partitions of which some views are being built, by cell. Of the polling thread alone, as all but {@link #away}. */
    private final Map<String, Set<Integer>> building = new HashMap<>();

    private long nextNoteNanos = System.nanoTime();

    private final Map<String, CompletableFuture<Boolean>> asking = new HashMap<>();

    /** What is to be opened in cells that don't answer. */
    private final ConcurrentMap<String, Unopened> away = new ConcurrentHashMap<>();

    /**
     * @param partitions those assigned that weren't looked at
     * @param anew       those of them that Kafka can tell nothing about, so that they are built from the store again
     */
    private record Unopened(Set<Integer> partitions, Set<Integer> anew) {
        Unopened and(Unopened more) {
            Set<Integer> all = new HashSet<>(partitions);
            all.addAll(more.partitions);
            Set<Integer> allAnew = new HashSet<>(anew);
            allAnew.addAll(more.anew);
            return new Unopened(Set.copyOf(all), Set.copyOf(allAnew));
        }

        Unopened without(Set<Integer> dropped) {
            Set<Integer> left = new HashSet<>(partitions);
            left.removeAll(dropped);
            Set<Integer> leftAnew = new HashSet<>(anew);
            leftAnew.removeAll(dropped);
            return new Unopened(Set.copyOf(left), Set.copyOf(leftAnew));
        }
    }

    OpenedCells(Cells cells, TenantsInStore tenants, BuiltPartitions built, Consumer<MongoDatabase> prepare) {
        this.cells = cells;
        this.tenants = tenants;
        this.built = built;
        this.prepare = prepare;
    }

    /**
     * Has every tenant started whose views may have to be built.
     *
     * @param start is told of each, and whether it is built anew
     */
    void open(Set<Integer> partitions, int count, Set<Integer> anew, BiConsumer<TenantId, Boolean> start) {
        Unopened wanted = new Unopened(partitions, anew);
        cells.byName().keySet().forEach(cell -> {
            try {
                open(cell, wanted, count, start);
            } catch (MongoException e) {
                if (cell.equals(Cells.DEFAULT)) {
                    throw e;
                }
                later(cell, wanted, e);
            }
        });
    }

    private void open(String cell, Unopened wanted, int count, BiConsumer<TenantId, Boolean> start) {
        if (!prepared.contains(cell)) {
            prepare.accept(database(cell));
            prepared.add(cell);
        }
        Set<Integer> unbuilt = built.open(cell, wanted.partitions, count);
        unbuilt.addAll(wanted.anew);
        if (unbuilt.isEmpty()) {
            return;
        }
        for (TenantId tenant : tenants.in(cell)) {
            int partition = TenantPartition.of(tenant, count);
            if (unbuilt.contains(partition)) {
                start.accept(tenant, wanted.anew.contains(partition));
            }
        }
        building.computeIfAbsent(cell, _ -> new HashSet<>()).addAll(unbuilt);
    }

    private void later(String cell, Unopened wanted, MongoException why) {
        if (away.put(
                        cell,
                        away.getOrDefault(cell, new Unopened(Set.of(), Set.of()))
                                .and(wanted))
                == null) {
            LOG.warn(
                    "cell {} doesn't answer: the views of its tenants are opened when it is back: {}",
                    cell,
                    why.toString());
        }
    }

    /** Opens what has come back. */
    void retry(int count, BiConsumer<TenantId, Boolean> start) {
        away.forEach((cell, wanted) -> {
            CompletableFuture<Boolean> asked = asking.get(cell);
            if (asked == null || asked.isDone() && !asked.join()) {
                asking.put(cell, CompletableFuture.supplyAsync(() -> answers(cell), Thread::startVirtualThread));
            } else if (asked.isDone()) {
                asking.remove(cell);
                reopen(cell, wanted, count, start);
            }
        });
    }

    private void reopen(String cell, Unopened wanted, int count, BiConsumer<TenantId, Boolean> start) {
        try {
            open(cell, wanted, count, start);
            // Its tenants have lanes by now, which hold whatever isn't done.
            away.remove(cell);
            LOG.info("cell {} is back: the views of its tenants are opened", cell);
        } catch (MongoException e) {
            LOG.debug("cell {} is away again: {}", cell, e.toString());
        }
    }

    private boolean answers(String cell) {
        try {
            database(cell).withTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).runCommand(new Document("ping", 1));
            return true;
        } catch (MongoException e) {
            return false;
        }
    }

    /** Whether something is built that is to be noted when all of it is. */
    boolean building() {
        return !building.isEmpty() && System.nanoTime() - nextNoteNanos >= 0;
    }

    /** Notes what is built. What can't be noted now costs nothing but a look at it at the next start: there is time. */
    void note(int count) {
        building.entrySet().removeIf(cell -> {
            try {
                built.note(cell.getKey(), cell.getValue(), count);
                return true;
            } catch (MongoException e) {
                if (cell.getKey().equals(Cells.DEFAULT)) {
                    throw e;
                }
                LOG.debug("what is built in cell {} can't be noted yet: {}", cell.getKey(), e.toString());
                nextNoteNanos = System.nanoTime() + NOTE_NANOS;
                return false;
            }
        });
    }

    /** Throws until the tenant's cell is opened: what is noted there of other releases' views has to be forgotten before. */
    void requireOpened(TenantId tenant) {
        if (away(tenant)) {
            throw new IllegalStateException("its cell doesn't answer");
        }
    }

    /** Whether the tenant's cell isn't opened yet. */
    boolean away(TenantId tenant) {
        return !away.isEmpty() && away.containsKey(cellOf(tenant));
    }

    /** Whether a tenant that is met before its cell is opened has to be built anew. */
    boolean anew(TenantId tenant, int partition) {
        if (away.isEmpty()) {
            return false;
        }
        Unopened unopened = away.get(cellOf(tenant));
        return unopened != null && unopened.anew.contains(partition);
    }

    /** Of these nothing may be told to be done: Kafka would go on behind what some tenant's views lack. */
    Set<Integer> unkept() {
        Set<Integer> unkept = new HashSet<>();
        away.values().forEach(unopened -> unkept.addAll(unopened.anew));
        return unkept;
    }

    void drop(Set<Integer> partitions) {
        building.values().forEach(numbers -> numbers.removeAll(partitions));
        away.replaceAll((_, unopened) -> unopened.without(partitions));
        away.values().removeIf(unopened -> unopened.partitions.isEmpty());
    }

    /** The default one where that can't be found out: it is the one that isn't in order, then. */
    private String cellOf(TenantId tenant) {
        try {
            return cells.nameOf(tenant);
        } catch (MongoException | CellNotSetException e) {
            return Cells.DEFAULT;
        }
    }

    private MongoDatabase database(String cell) {
        return Objects.requireNonNull(cells.byName().get(cell));
    }
}
