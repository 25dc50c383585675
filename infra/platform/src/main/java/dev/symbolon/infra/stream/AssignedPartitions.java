package dev.symbolon.infra.stream;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The partitions that this process has, the lanes of their tenants, and how far each partition is done. */
final class AssignedPartitions {
    private static final Logger LOG = LoggerFactory.getLogger(AssignedPartitions.class);
    private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(5);
    private static final long CLOSE_PATIENCE_MILLIS = 3_000;
    private static final int SHOWN_TENANTS = 20;

    private final LaneWork work;
    private final OpenedCells cells;
    private final ConcurrentMap<TenantId, TenantLane> lanes = new ConcurrentHashMap<>();
    private final Map<Integer, Progress> progress = new ConcurrentHashMap<>();
    private volatile int partitionCount;

    /** Whether the last try to keep offsets failed. Of the polling thread alone. */
    private boolean late;

    /** Offsets of records that are in the views, once the views are in the store's journal. Of the polling thread alone. */
    private CompletableFuture<Journaled> journaling = CompletableFuture.completedFuture(Journaled.NOTHING);

    /**
     * What a look at the journal came to.
     *
     * @param offsets of partitions whose views are in it
     * @param unknown the others: some tenant's cell doesn't answer
     */
    private record Journaled(Map<TopicPartition, OffsetAndMetadata> offsets, Set<Integer> unknown) {
        static final Journaled NOTHING = new Journaled(Map.of(), Set.of());
    }

    AssignedPartitions(LaneWork work, OpenedCells cells) {
        this.work = work;
        this.cells = cells;
    }

    /** A partition's next offset, and the last one that Kafka was told. Of the polling thread alone. */
    private static final class Progress {
        private long next;
        private long committed = -1;

        Progress(long next) {
            this.next = next;
        }
    }

    ConsumerRebalanceListener listener(Consumer<?, ?> consumer) {
        return new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
                assign(consumer, assigned);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
                drop(consumer, revoked, true);
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> lost) {
                drop(consumer, lost, false);
            }
        };
    }

    private void assign(Consumer<?, ?> consumer, Collection<TopicPartition> assigned) {
        if (assigned.isEmpty()) {
            return;
        }
        partitionCount = consumer.partitionsFor(RelayTopics.EVENTS).size();
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(assigned));
        Map<TopicPartition, Long> ends = consumer.endOffsets(assigned);
        for (TopicPartition partition : assigned) {
            OffsetAndMetadata known = committed.get(partition);
            long next = known != null ? known.offset() : Objects.requireNonNull(ends.get(partition));
            // Without an offset it goes on from the end as it was before the store is read: nothing falls between.
            consumer.seek(partition, next);
            progress.put(partition.partition(), new Progress(next));
        }
        Set<Integer> unknown = assigned.stream()
                .filter(partition -> committed.get(partition) == null)
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
        cells.open(numbers(assigned), partitionCount, unknown, this::startLane);
    }

    /** Kafka's retention was faster than this group. */
    void buildAnew(Consumer<?, ?> consumer, Collection<TopicPartition> lost) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(lost);
        lanes.values().removeIf(lane -> {
            if (numbers(lost).contains(partitionOf(lane.tenant()))) {
                lane.close(CLOSE_PATIENCE_MILLIS);
                return true;
            }
            return false;
        });
        ends.forEach((partition, end) -> {
            consumer.seek(partition, end);
            progress.put(partition.partition(), new Progress(end));
        });
        cells.open(numbers(lost), partitionCount, numbers(lost), this::startLane);
    }

    /** A view that is new is built for quiet tenants too: each has its lane opened once. */
    private void startLane(TenantId tenant, boolean anew) {
        lanes.computeIfAbsent(tenant, t -> new TenantLane(t, work, anew)).start();
    }

    /** Who is met before their cell could be opened is built as they would have been then. */
    private TenantLane newLane(TenantId tenant) {
        return new TenantLane(tenant, work, cells.anew(tenant, partitionOf(tenant)));
    }

    void take(int partition, StreamRecord record) {
        // Offered before the partition moves on: a commit of offsets in between would count it as done.
        lanes.computeIfAbsent(record.tenant(), this::newLane).offer(record);
        passed(partition, record.offset());
    }

    /** A record under a tenant's name can't be read: its event comes from the store. */
    void lost(TenantId tenant, int partition, long offset, @Nullable HybridTime clock) {
        if (partitionOf(tenant) == partition) {
            lanes.computeIfAbsent(tenant, this::newLane).lost(offset, clock);
        }
    }

    void passed(int partition, long offset) {
        Progress at = progress.get(partition);
        if (at != null) {
            at.next = offset + 1;
        }
    }

    List<TenantId> followed() {
        return lanes.keySet().stream()
                .sorted(Comparator.comparing(TenantId::value))
                .toList();
    }

    boolean follows(TenantId tenant) {
        return partitionCount > 0 && progress.containsKey(partitionOf(tenant));
    }

    TenantLane lane(TenantId tenant) {
        int partition = partitionOf(tenant);
        if (!progress.containsKey(partition)) {
            throw new IllegalArgumentException(tenant.value() + " isn't followed by this process");
        }
        return lanes.computeIfAbsent(tenant, this::newLane);
    }

    boolean assigned() {
        return !progress.isEmpty();
    }

    /** Those aren't counted whose cell doesn't answer: they catch up when it does, and nobody waits for that. */
    long catchingUp() {
        return lanes.values().stream()
                .filter(lane -> lane.catchingUp() && !cells.away(lane.tenant()))
                .count();
    }

    Map<String, Integer> backlog() {
        Map<String, Integer> longest = new HashMap<>();
        lanes.values().stream()
                .filter(lane -> lane.backlog() > 0)
                .sorted(Comparator.comparingInt(TenantLane::backlog).reversed())
                .limit(SHOWN_TENANTS)
                .forEach(lane -> longest.put(lane.tenant().value(), lane.backlog()));
        return longest;
    }

    /**
     * Milliseconds since the oldest event that a tenant's views lack, of those followed lately the tenants that are farthest
     * behind.
     *
     * @param unheard since when a tenant has events that haven't come here
     */
    Map<String, Long> behind(long now, Map<TenantId, Long> unheard) {
        Map<TenantId, Long> behind = new HashMap<>();
        lanes.values().forEach(lane -> behind.put(lane.tenant(), lane.behindMillis(now)));
        unheard.forEach((tenant, since) -> behind.merge(tenant, Math.max(0, now - since), Math::max));
        Map<String, Long> longest = new HashMap<>();
        behind.entrySet().stream()
                .sorted(Map.Entry.<TenantId, Long>comparingByValue().reversed())
                .limit(SHOWN_TENANTS)
                .forEach(entry -> longest.put(entry.getKey().value(), entry.getValue()));
        return longest;
    }

    Map<Integer, Long> lag(Consumer<?, ?> consumer) {
        Map<Integer, Long> lags = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            OptionalLong lag = consumer.currentLag(partition);
            lags.put(partition.partition(), lag.orElse(0));
        }
        return lags;
    }

    void tick(Consumer<?, ?> consumer) {
        lanes.values().forEach(TenantLane::tick);
        cells.retry(partitionCount, this::startLane);
        if (cells.building() && catchingUp() == 0) {
            cells.note(partitionCount);
        }
        if (journaling.isDone()) {
            keepOffsets(consumer);
        }
        long quiet = work.settings().idle().toNanos();
        lanes.values().removeIf(lane -> {
            // Only this thread offers records, so that none can slip in between.
            boolean idle = lane.idleFor(quiet);
            if (idle) {
                lane.close(0);
            }
            return idle;
        });
    }

    /** Told once: it is tried twice a second. */
    private void keptLater(String why) {
        if (!late) {
            late = true;
            LOG.info("offsets are kept later: {}", why);
        }
    }

    /** Those that are in the journal now; and what was done since goes there, beside the polling. */
    private void keepOffsets(Consumer<?, ?> consumer) {
        if (journaling.isCompletedExceptionally()) {
            keptLater("the store doesn't answer");
            again(progress.keySet());
        } else {
            Journaled journaled = journaling.join();
            if (!journaled.unknown.isEmpty()) {
                keptLater("a cell doesn't answer that has rows of these partitions: " + journaled.unknown);
                again(journaled.unknown);
            }
            if (!journaled.offsets.isEmpty()) {
                consumer.commitAsync(journaled.offsets, (offsets, failure) -> {
                    if (failure != null) {
                        keptLater(failure.toString());
                        again(numbers(offsets.keySet()));
                    } else if (journaled.unknown.isEmpty()) {
                        late = false;
                    }
                });
            }
        }
        Map<TopicPartition, OffsetAndMetadata> done = done();
        journaling = done.isEmpty()
                ? CompletableFuture.completedFuture(Journaled.NOTHING)
                : CompletableFuture.supplyAsync(() -> journaled(done), Thread::startVirtualThread);
    }

    private Journaled journaled(Map<TopicPartition, OffsetAndMetadata> done) {
        Set<Integer> unknown = work.journal().stream().map(this::partitionOf).collect(Collectors.toSet());
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(done);
        offsets.keySet().removeIf(partition -> unknown.contains(partition.partition()));
        return new Journaled(offsets, unknown);
    }

    /** What was to be kept of these is to be kept still. */
    private void again(Set<Integer> partitions) {
        partitions.forEach(number -> Optional.ofNullable(progress.get(number)).ifPresent(at -> at.committed = -1));
    }

    /** Stops everything, and leaves Kafka with what is done. */
    void release(Consumer<?, ?> consumer) {
        drop(consumer, List.copyOf(consumer.assignment()), true);
    }

    private void drop(Consumer<?, ?> consumer, Collection<TopicPartition> partitions, boolean mayCommit) {
        Set<Integer> numbers = numbers(partitions);
        List<TenantLane> dropped = lanes.values().stream()
                .filter(lane -> numbers.contains(partitionOf(lane.tenant())))
                .toList();
        // Offsets on their way are of partitions that may be another's by then.
        journaling = CompletableFuture.completedFuture(Journaled.NOTHING);
        again(progress.keySet());
        if (mayCommit) {
            try {
                keep(consumer, journaled(done()).offsets);
            } catch (RebalanceInProgressException e) {
                LOG.info("offsets of the revoked partitions stay behind: {}", e.toString());
            } catch (RuntimeException e) {
                // Whoever has them next reads a little twice.
                LOG.warn("offsets stay behind: {}", e.toString());
            }
        }
        dropped.forEach(lane -> {
            lane.close(CLOSE_PATIENCE_MILLIS);
            lanes.remove(lane.tenant(), lane);
        });
        numbers.forEach(progress::remove);
        cells.drop(numbers);
    }

    private static void keep(Consumer<?, ?> consumer, Map<TopicPartition, OffsetAndMetadata> done) {
        try {
            consumer.commitSync(done, COMMIT_PATIENCE);
        } catch (WakeupException _) {
            // Meant for a poll that had just ended.
            consumer.commitSync(done, COMMIT_PATIENCE);
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> done() {
        Map<Integer, Long> pending = new HashMap<>();
        lanes.values().forEach(lane -> pending.merge(partitionOf(lane.tenant()), lane.oldestPending(), Math::min));
        cells.unkept().forEach(partition -> pending.put(partition, -1L));
        Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
        progress.forEach((number, at) -> {
            long upTo = Math.min(at.next, pending.getOrDefault(number, Long.MAX_VALUE));
            if (upTo >= 0 && upTo != at.committed) {
                at.committed = upTo;
                done.put(new TopicPartition(RelayTopics.EVENTS, number), new OffsetAndMetadata(upTo));
            }
        });
        return done;
    }

    private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }

    private int partitionOf(TenantId tenant) {
        return TenantPartition.of(tenant, partitionCount);
    }
}
