package dev.symbolon.infra.stream;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.view.UnreadableStreamException;
import dev.symbolon.ports.stream.LiveEvents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each watcher reads its tenant's partition by itself, as fast as it takes: its mark is the offset, sealed; Kafka is its
 * buffer. Their number is bounded, since each of them is a consumer.
 */
final class KafkaLiveEvents implements LiveEvents {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaLiveEvents.class);
    private static final int WATCHERS = 64;
    private static final int WATCHERS_OF_A_TENANT = 16;
    private static final int BATCH = 200;
    private static final int FETCHED_BYTES = 512 * 1024;

    private final String bootstrap;
    private final StoreReader reader;
    private final LiveMarks marks;
    private final Semaphore places = new Semaphore(WATCHERS);
    private final Map<TenantId, Integer> taken = new HashMap<>();

    KafkaLiveEvents(String bootstrap, StoreReader reader, LiveMarks marks) {
        this.bootstrap = bootstrap;
        this.reader = reader;
        this.marks = marks;
    }

    @Override
    public Watch watch(TenantId tenant, Optional<String> after) {
        if (!take(tenant)) {
            throw new TooManyWatchersException();
        }
        try {
            return new PartitionWatch(tenant, after);
        } catch (RuntimeException e) {
            leave(tenant);
            throw e;
        }
    }

    /** One tenant's listeners leave room for the others'. */
    private boolean take(TenantId tenant) {
        synchronized (taken) {
            if (taken.getOrDefault(tenant, 0) >= WATCHERS_OF_A_TENANT || !places.tryAcquire()) {
                return false;
            }
            taken.merge(tenant, 1, Integer::sum);
            return true;
        }
    }

    private void leave(TenantId tenant) {
        synchronized (taken) {
            int left = taken.getOrDefault(tenant, 1) - 1;
            if (left == 0) {
                taken.remove(tenant);
            } else {
                taken.put(tenant, left);
            }
            places.release();
        }
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCHED_BYTES);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCHED_BYTES);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        return settings;
    }

    private final class PartitionWatch implements Watch {
        private final TenantId tenant;
        private final byte[] key;
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final TopicPartition partition;
        private final boolean gap;
        private boolean closed;

        PartitionWatch(TenantId tenant, Optional<String> after) {
            this.tenant = tenant;
            this.key = tenant.value().getBytes(StandardCharsets.UTF_8);
            this.consumer = new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
            try {
                int partitions = consumer.partitionsFor(RelayTopics.EVENTS).size();
                this.partition = new TopicPartition(RelayTopics.EVENTS, TenantPartition.of(tenant, partitions));
                consumer.assign(List.of(partition));
                long end = offset(consumer.endOffsets(List.of(partition)), partition);
                long begin = offset(consumer.beginningOffsets(List.of(partition)), partition);
                Optional<Long> next =
                        after.map(mark -> marks.offset(tenant, mark)).map(seen -> seen + 1);
                // A mark beyond the end is of a topic that was made anew: then nothing is known to follow it.
                this.gap = next.filter(wanted -> wanted < begin || wanted > end).isPresent();
                consumer.seek(
                        partition,
                        next.map(wanted -> wanted > end ? begin : Math.max(wanted, begin))
                                .orElse(end));
            } catch (RuntimeException e) {
                consumer.close();
                throw e;
            }
        }

        @Override
        public List<Live> next(Duration wait) {
            List<Live> events = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
                if (Arrays.equals(record.key(), key)) {
                    read(record).ifPresent(events::add);
                }
            }
            return events;
        }

        /** What can't be read is parked by every view, and shown there. */
        private Optional<Live> read(ConsumerRecord<byte[], byte[]> record) {
            try {
                return Optional.of(new Live(marks.of(tenant, record.offset()), reader.read(StreamRecord.read(record))));
            } catch (UnreadableStreamException | IllegalArgumentException e) {
                LOG.warn("a watcher passes {}@{}: {}", record.partition(), record.offset(), e.toString());
                return Optional.empty();
            }
        }

        @Override
        public Optional<String> mark() {
            long next = consumer.position(partition);
            return next == 0 ? Optional.empty() : Optional.of(marks.of(tenant, next - 1));
        }

        @Override
        public boolean gap() {
            return gap;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                leave(tenant);
                consumer.close();
            }
        }
    }

    private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        Long offset = offsets.get(partition);
        if (offset == null) {
            throw new IllegalStateException("Kafka doesn't say where " + partition + " begins and ends");
        }
        return offset;
    }
}
