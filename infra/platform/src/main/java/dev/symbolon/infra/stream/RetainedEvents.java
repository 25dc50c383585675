package dev.symbolon.infra.stream;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.StoredCommit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A tenant's events as Kafka still has them: from its first commit on, or not at all. Kafka drops the oldest records
 * first, and no event of a tenant is sent long before its first commit was decided; so if a record from before that
 * moment is there, and that commit too, everything is.
 */
final class RetainedEvents {
    /** Nodes' clocks may differ; far more than that is never needed. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private static final Duration POLL = Duration.ofMillis(250);
    private static final int BATCH = 500;

    private final String bootstrap;
    private final Duration patience;

    RetainedEvents(String bootstrap, Duration patience) {
        this.bootstrap = bootstrap;
        this.patience = patience;
    }

    /** Whether Kafka has the whole log of a tenant. */
    sealed interface Reach {
        /** At that offset or after it. */
        record From(long offset) implements Reach {}

        record Gone(String why) implements Reach {}
    }

    /** Takes the tenant's records of a batch, and the offset up to which that is all of them. */
    interface Batches {
        void take(List<StreamRecord> records, long next);
    }

    /** Kafka hasn't all records that it had. */
    static final class IncompleteException extends RuntimeException {
        IncompleteException(String why) {
            super(why);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }

    Reach reach(TenantId tenant, Optional<StoredCommit> first) {
        if (first.isEmpty()) {
            return new Reach.Gone("the tenant has no log yet");
        }
        Instant begin = first.get().clock().instant();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            TopicPartition partition = assigned(consumer, tenant);
            long oldest = offset(consumer.beginningOffsets(List.of(partition)), partition);
            long end = offset(consumer.endOffsets(List.of(partition)), partition);
            if (oldest > 0 && oldest < end) {
                Instant kept = Instant.ofEpochMilli(
                        next(consumer, partition, oldest).iterator().next().timestamp());
                if (kept.isAfter(begin.minus(MARGIN))) {
                    return new Reach.Gone(
                            "Kafka has nothing from before %s; the tenant's log begins on %s".formatted(kept, begin));
                }
            }
            OffsetAndTimestamp since = consumer.offsetsForTimes(
                            Map.of(partition, begin.minus(MARGIN).toEpochMilli()))
                    .get(partition);
            long from = since == null ? end : since.offset();
            return has(consumer, partition, tenant, first.get().id(), from, end)
                    ? new Reach.From(from)
                    : new Reach.Gone(
                            "Kafka doesn't have the commit of %s with which the tenant's log begins".formatted(begin));
        } catch (KafkaException | OutOfPatienceException e) {
            return new Reach.Gone("Kafka doesn't answer: " + e.getMessage());
        }
    }

    /** Everything from that offset to where the partition ends now. */
    void read(TenantId tenant, long from, Batches batches) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            TopicPartition partition = assigned(consumer, tenant);
            long end = offset(consumer.endOffsets(List.of(partition)), partition);
            if (end < from) {
                throw new IncompleteException("the topic was made anew");
            }
            long next = from;
            while (next < end) {
                List<StreamRecord> records = new ArrayList<>();
                for (ConsumerRecord<byte[], byte[]> record : next(consumer, partition, next)) {
                    if (of(tenant, record)) {
                        records.add(read(record));
                    }
                }
                next = consumer.position(partition);
                batches.take(records, next);
            }
        } catch (OffsetOutOfRangeException e) {
            throw new IncompleteException("Kafka's retention was faster");
        }
    }

    private boolean has(
            KafkaConsumer<byte[], byte[]> consumer,
            TopicPartition partition,
            TenantId tenant,
            String commit,
            long from,
            long end) {
        long deadline = System.nanoTime() + patience.toNanos();
        long next = from;
        while (next < end) {
            if (System.nanoTime() - deadline >= 0) {
                throw new OutOfPatienceException("the beginning of the log wasn't found");
            }
            for (ConsumerRecord<byte[], byte[]> record : next(consumer, partition, next)) {
                if (of(tenant, record) && StreamRecord.commitOf(record).equals(commit)) {
                    return true;
                }
            }
            next = consumer.position(partition);
        }
        return false;
    }

    /** The records from there on; the consumer's position passes them. */
    private ConsumerRecords<byte[], byte[]> next(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long from) {
        if (consumer.position(partition) != from) {
            consumer.seek(partition, from);
        }
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() - deadline < 0) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                return records;
            }
        }
        throw new OutOfPatienceException("nothing came");
    }

    private static StreamRecord read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return StreamRecord.read(record);
        } catch (RuntimeException e) {
            throw new IncompleteException("the record at %d can't be read: %s".formatted(record.offset(), e));
        }
    }

    private static boolean of(TenantId tenant, ConsumerRecord<byte[], byte[]> record) {
        return Arrays.equals(record.key(), tenant.value().getBytes(StandardCharsets.UTF_8));
    }

    private static TopicPartition assigned(KafkaConsumer<byte[], byte[]> consumer, TenantId tenant) {
        int partitions = consumer.partitionsFor(RelayTopics.EVENTS).size();
        TopicPartition partition = new TopicPartition(RelayTopics.EVENTS, TenantPartition.of(tenant, partitions));
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        return partition;
    }

    private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return Objects.requireNonNull(offsets.get(partition));
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** It took too long to tell. */
    private static final class OutOfPatienceException extends RuntimeException {
        OutOfPatienceException(String what) {
            super(what + " in time");
        }
    }
}
