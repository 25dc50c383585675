package dev.symbolon.infra.stream;

import dev.symbolon.infra.decision.Freshness;
import dev.symbolon.infra.log.ControlLog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the control topic: what it takes away is forgotten here at once, and who was heard decides whether what is
 * remembered counts (see {@link HeardWriters} for what that is worth). What the topic can't tell, before it was read and
 * while it is away, the store does.
 */
public final class ControlView implements Freshness, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlView.class);
    private static final TopicPartition PARTITION = new TopicPartition(RelayTopics.CONTROL, 0);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long REGISTER_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** So often the store is read though nobody asks, so that whoever has to ask needn't read much. */
    private static final long STORE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final String bootstrap;
    private final Supplier<Set<String>> register;
    private final ControlEvents events;
    private final ControlFromStore store;
    private final OwnBeats own;
    private final HeardWriters writers = new HeardWriters(System::nanoTime);
    private final Thread reader;
    private final Thread registerReader;
    private final Thread storeReader;
    private volatile boolean closing;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> polling;

    /** Where reading goes on after a fault; −1 before the first record. Of the reading thread alone. */
    private long next = -1;

    ControlView(
            String bootstrap,
            Supplier<Set<String>> register,
            ControlLog log,
            ControlEvents events,
            OwnBeats own,
            MeterRegistry meters) {
        this.bootstrap = bootstrap;
        this.register = register;
        this.events = events;
        this.store = new ControlFromStore(log, events, writers);
        this.own = own;
        this.reader = Thread.ofPlatform().daemon().name("control-view").unstarted(this::read);
        this.registerReader =
                Thread.ofPlatform().daemon().name("writer-register").unstarted(this::readRegister);
        this.storeReader =
                Thread.ofPlatform().daemon().name("control-from-store").unstarted(this::readStore);
        Gauge.builder("symbolon.control.fresh", this, view -> view.fresh() ? 1 : 0)
                .description("whether decisions may rest on what this node remembers")
                .register(meters);
        Gauge.builder("symbolon.control.unreadable", writers, HeardWriters::unreadableCount)
                .description("control events that can't be read; any but 0 makes every decision ask the store")
                .register(meters);
    }

    public void start() {
        reader.start();
        registerReader.start();
        storeReader.start();
    }

    @Override
    public boolean fresh() {
        return writers.fresh();
    }

    /** Whether it has been filled from the store once. */
    public boolean filled() {
        return writers.storeWasRead();
    }

    @Override
    public boolean refreshed() {
        return fresh() || store.readUnlessFresh();
    }

    @Override
    public boolean catchUp() {
        return store.read();
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(registerReader);
        LockSupport.unpark(storeReader);
        KafkaConsumer<byte[], byte[]> waiting = polling;
        if (waiting != null) {
            waiting.wakeup();
        }
        LockSupport.unpark(reader);
        try {
            reader.join(TimeUnit.SECONDS.toMillis(5));
            registerReader.join(TimeUnit.SECONDS.toMillis(5));
            storeReader.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readRegister() {
        while (!closing) {
            long began = System.nanoTime();
            try {
                writers.register(register.get(), began);
            } catch (RuntimeException e) {
                // Not to know who writes is not to be fresh: the age of the last reading says so.
                LOG.debug("the register of writers can't be read: {}", e.toString());
            }
            LockSupport.parkNanos(REGISTER_NANOS);
        }
    }

    /** Until the first time soon again: before that nothing counts. */
    private void readStore() {
        while (!closing) {
            LockSupport.parkNanos(store.read() ? STORE_NANOS : PAUSE_NANOS);
        }
    }

    private void read() {
        boolean topics = false;
        while (!closing) {
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                polling = consumer;
                if (!topics) {
                    RelayTopics.await(bootstrap);
                    topics = true;
                }
                consumer.assign(List.of(PARTITION));
                begin(consumer);
                while (!closing) {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                        take(record);
                        next = record.offset() + 1;
                    }
                }
            } catch (WakeupException e) {
                // Somebody is closing this.
            } catch (OffsetOutOfRangeException e) {
                LOG.warn("control events were missed: everything remembered is dropped");
                next = -1;
            } catch (RuntimeException e) {
                LOG.warn("the control topic is away: {}", e.toString());
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void begin(KafkaConsumer<byte[], byte[]> consumer) {
        if (next >= 0) {
            consumer.seek(PARTITION, next);
            return;
        }
        consumer.seekToEnd(List.of(PARTITION));
        next = consumer.position(PARTITION);
        // What was remembered before this place may have been taken away without being heard.
        writers.startOver();
        events.forgetStates();
        LockSupport.unpark(storeReader);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (CloudEventMessages.HEARTBEAT.equals(StreamRecord.typeOf(record))) {
            beat(record);
        } else {
            event(record);
        }
    }

    private void beat(ConsumerRecord<byte[], byte[]> record) {
        try {
            WriterBeatRecord beat = WriterBeatRecord.read(record.value());
            writers.beat(beat, own.sentAt(beat.name()));
            own.heard(beat.name());
        } catch (RuntimeException e) {
            // Its writer counts as silent.
            LOG.warn("no beat at {}@{}: {}", RelayTopics.CONTROL, record.offset(), e.toString());
        }
    }

    private void event(ConsumerRecord<byte[], byte[]> record) {
        try {
            events.apply(StreamRecord.read(record));
        } catch (RuntimeException e) {
            LOG.error("a control event can't be read; from now on every decision asks the store", e);
            writers.unreadable();
        }
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 5_000);
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
        return settings;
    }
}
