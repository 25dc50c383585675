package dev.symbolon.infra.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.Await;
import dev.symbolon.infra.log.Samples;
import dev.symbolon.infra.log.TestStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Kafka is told to be done is in the store's journal by then: it isn't read a second time. */
final class KeptOffsetsTest {
    private static final TopicPartition PARTITION = new TopicPartition(RelayTopics.EVENTS, 0);
    private static final long END = 7;

    private final StreamNode node = new StreamNode(TestStore.freshDatabase());
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private volatile Supplier<Set<TenantId>> journal = Set::of;
    private final AssignedPartitions partitions = new AssignedPartitions(
            new LaneWork(
                    LaneSettings.STANDARD,
                    node.store,
                    _ -> true,
                    _ -> {
                        throw new IllegalStateException("no tenant is followed here");
                    },
                    () -> journal.get(),
                    new ProjectionMetrics(node.meters)),
            new OpenedCells(
                    node.cells,
                    new TenantsInStore(node.cells),
                    new BuiltPartitions(node.cells, "g" + Samples.fresh(), Set.of()),
                    _ -> {}));

    @BeforeEach
    void assign() {
        consumer.updatePartitions(
                RelayTopics.EVENTS, List.of(new PartitionInfo(RelayTopics.EVENTS, 0, null, new Node[0], new Node[0])));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, END));
        consumer.subscribe(List.of(RelayTopics.EVENTS), partitions.listener(consumer));
        consumer.rebalance(List.of(PARTITION));
        tickUntilKept(END);
    }

    @AfterEach
    void close() {
        node.close();
    }

    private void tickUntilKept(long offset) {
        Await.until("offset " + offset + " is kept", () -> {
            partitions.tick(consumer);
            return kept() == offset;
        });
    }

    private long kept() {
        OffsetAndMetadata kept = consumer.committed(Set.of(PARTITION)).get(PARTITION);
        return kept == null ? -1 : kept.offset();
    }

    @Test
    void an_offset_is_kept_once_the_journal_has_what_stands_before_it() {
        CountDownLatch written = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        journal = () -> {
            calls.incrementAndGet();
            try {
                written.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return Set.of();
        };
        partitions.passed(0, 41);
        Await.until("the journal is asked", () -> {
            partitions.tick(consumer);
            return calls.get() == 1;
        });
        partitions.tick(consumer);
        partitions.tick(consumer);
        assertThat(kept()).isEqualTo(END);

        written.countDown();
        tickUntilKept(42);
    }

    @Test
    void an_offset_is_not_kept_while_a_cell_with_rows_of_its_partition_does_not_answer() {
        AtomicInteger calls = new AtomicInteger();
        journal = () -> {
            calls.incrementAndGet();
            return Set.of(Samples.aTenant());
        };
        List<Long> seen = new ArrayList<>();
        partitions.passed(0, 41);
        Await.until("the journal was asked three times", () -> {
            seen.add(kept());
            partitions.tick(consumer);
            return calls.get() >= 3;
        });
        assertThat(seen).containsOnly(END);

        journal = Set::of;
        tickUntilKept(42);
    }

    @Test
    void an_offset_whose_journal_failed_is_not_kept_and_tried_again() {
        AtomicInteger calls = new AtomicInteger();
        journal = () -> {
            if (calls.incrementAndGet() <= 2) {
                throw new IllegalStateException("the store is away");
            }
            return Set.of();
        };
        List<Long> seen = new ArrayList<>();
        partitions.passed(0, 41);
        Await.until("the journal has failed twice", () -> {
            seen.add(kept());
            partitions.tick(consumer);
            return calls.get() >= 2;
        });
        assertThat(seen).containsOnly(END);

        tickUntilKept(42);
    }

    @Test
    void who_gives_a_partition_away_journals_first_and_keeps_nothing_if_that_fails() {
        List<Long> before = new ArrayList<>();
        journal = () -> {
            before.add(kept());
            return Set.of();
        };
        partitions.passed(0, 41);
        listener().onPartitionsRevoked(List.of(PARTITION));
        assertThat(before).containsExactly(END);
        assertThat(kept()).isEqualTo(42);

        consumer.rebalance(List.of(PARTITION));
        journal = () -> {
            throw new IllegalStateException("the store is away");
        };
        partitions.passed(0, 99);
        listener().onPartitionsRevoked(List.of(PARTITION));
        assertThat(kept()).isEqualTo(42);

        consumer.rebalance(List.of(PARTITION));
        journal = () -> Set.of(Samples.aTenant());
        partitions.passed(0, 99);
        listener().onPartitionsRevoked(List.of(PARTITION));
        assertThat(kept()).as("a cell doesn't answer").isEqualTo(42);
    }

    private ConsumerRebalanceListener listener() {
        return partitions.listener(consumer);
    }
}
