package dev.symbolon.infra.stream;

import dev.symbolon.infra.log.CommitPublisher;
import dev.symbolon.infra.log.StoredCommit;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends commits to Kafka: every event to {@code symbolon.events} in its tenant's partition, and those that the catalogue
 * marks to {@code symbolon.control} again. Nothing here waits for an answer.
 */
public final class RelayToKafka implements CommitPublisher {
    private final String bootstrap;
    private final KafkaProducer<byte[], byte[]> events;

    /** Apart from the other, so that what is taken away is never late behind a backlog, and given up on soon. */
    private final KafkaProducer<byte[], byte[]> control;

    private volatile boolean topicsExist;

    public RelayToKafka(String bootstrap, String node) {
        this.bootstrap = bootstrap;
        this.events = producer(node + "-relay", 2, 5_000, 30_000, 32 << 20);
        this.control = producer(node + "-control", 0, 1_000, 2_000, 4 << 20);
    }

    private KafkaProducer<byte[], byte[]> producer(
            String name, int lingerMillis, int requestMillis, int deliveryMillis, long bufferBytes) {
        Properties settings = new Properties();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, name);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, lingerMillis);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, requestMillis);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryMillis);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferBytes);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 << 10);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        // Partitions by key alone: a tenant's events are in one partition, whatever the load on the brokers.
        settings.put(ProducerConfig.PARTITIONER_ADPATIVE_PARTITIONING_ENABLE_CONFIG, false);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void publish(StoredCommit commit, Consumer<@Nullable Throwable> done) {
        try {
            ensureTopics();
        } catch (IllegalStateException e) {
            done.accept(e);
            return;
        }
        byte[] key = CloudEventMessages.ascii(commit.tenant().value());
        int copies = (int) commit.events().stream().filter(e -> e.control()).count();
        Answers answers = new Answers(commit.events().size() + copies, done);
        for (int i = 0; i < commit.events().size(); i++) {
            send(events, CloudEventMessages.event(RelayTopics.EVENTS, key, commit, i), answers);
            if (commit.events().get(i).control()) {
                send(control, CloudEventMessages.event(RelayTopics.CONTROL, key, commit, i), answers);
            }
        }
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> message, Answers answers) {
        try {
            producer.send(message, (_, failure) -> answers.one(failure));
        } catch (RuntimeException e) {
            answers.one(e);
        }
    }

    /** Tells a commit done when Kafka has answered for each of its messages. */
    private static final class Answers {
        private final AtomicInteger open;
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private final Consumer<@Nullable Throwable> done;

        Answers(int open, Consumer<@Nullable Throwable> done) {
            this.open = new AtomicInteger(open);
            this.done = done;
        }

        void one(@Nullable Throwable failed) {
            if (failed != null) {
                failure.set(failed);
            }
            if (open.decrementAndGet() == 0) {
                done.accept(failure.get());
            }
        }
    }

    /** At the first message: a node starts, and issues, while Kafka is away. */
    private void ensureTopics() {
        if (topicsExist) {
            return;
        }
        synchronized (this) {
            if (topicsExist) {
                return;
            }
            try {
                RelayTopics.ensure(bootstrap);
                topicsExist = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            } catch (ExecutionException | TimeoutException | RuntimeException e) {
                throw new IllegalStateException("the topics can't be made now", e);
            }
        }
    }

    @Override
    public void close() {
        events.close(Duration.ofSeconds(2));
        control.close(Duration.ofSeconds(2));
    }
}
