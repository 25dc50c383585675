package dev.symbolon.infra.stream;

import com.mongodb.MongoException;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.decision.Freshness;
import dev.symbolon.infra.log.ControlLog;
import dev.symbolon.infra.mongo.CellNotSetException;
import dev.symbolon.infra.mongo.Cells;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
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
 * Knows what was taken away. The control topic says so at once, and is hurried news only: whether what is remembered counts
 * is judged by when the tenant's cell was read last (see {@link CellControl}), so that nothing rests on the topic being
 * there, being whole, or being readable. A cell that is away leaves the others' tenants as they were.
 */
public final class ControlView implements Freshness, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlView.class);
    private static final TopicPartition PARTITION = new TopicPartition(RelayTopics.CONTROL, 0);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long CLOSING_MILLIS = TimeUnit.SECONDS.toMillis(5);

    private final String bootstrap;
    private final Cells cells;
    private final ControlEvents events;
    private final Map<String, CellControl> byCell;
    private final Thread reader;
    private volatile boolean closing;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> polling;

    /** Where reading goes on after a fault; −1 before the first record. Of the reading thread alone. */
    private long next = -1;

    /** @param logs by cell: what the store says */
    ControlView(
            String bootstrap,
            Cells cells,
            Function<String, ControlLog> logs,
            ControlEvents events,
            MeterRegistry meters) {
        this.bootstrap = bootstrap;
        this.cells = cells;
        this.events = events;
        Map<String, CellControl> controls = new HashMap<>();
        cells.byName()
                .keySet()
                .forEach(name -> controls.put(name, new CellControl(name, logs.apply(name), events, System::nanoTime)));
        this.byCell = Map.copyOf(controls);
        this.reader = Thread.ofPlatform().daemon().name("control-view").unstarted(this::read);
        byCell.values().forEach(cell -> cell.measure(meters));
        Gauge.builder("symbolon.control.listening", this, view -> view.listens() ? 1 : 0)
                .description(
                        "whether the control topic's broker is there; without it, what others take away is known when the"
                                + " store is read next")
                .register(meters);
    }

    public void start() {
        reader.start();
        byCell.values().forEach(CellControl::start);
    }

    @Override
    public boolean fresh(TenantId tenant) {
        CellControl cell = of(tenant);
        return cell != null && cell.fresh();
    }

    /** Whether the control topic's broker is there, so that what others take away is known at once. */
    public boolean listens() {
        KafkaConsumer<byte[], byte[]> consumer = polling;
        return consumer != null
                && consumer.metrics().values().stream()
                        .anyMatch(metric -> metric.metricName().name().equals("connection-count")
                                && metric.metricName().group().equals("consumer-metrics")
                                && metric.metricValue() instanceof Double count
                                && count > 0);
    }

    /** Whether every cell's store could be read when that was last tried. */
    public boolean readable() {
        return byCell.values().stream().allMatch(CellControl::readable);
    }

    /**
     * Whether it has been filled from the store once. A cell that doesn't answer isn't waited for, unless it is the default
     * one: until it does, nothing counts of what is remembered of its tenants.
     */
    public boolean filled() {
        return byCell.entrySet().stream()
                .allMatch(cell -> cell.getValue().filled()
                        || !cell.getKey().equals(Cells.DEFAULT)
                                && cell.getValue().away());
    }

    @Override
    public boolean refreshed(TenantId tenant) {
        CellControl cell = of(tenant);
        return cell != null && cell.refreshed();
    }

    @Override
    public boolean catchUp(TenantId tenant) {
        CellControl cell = of(tenant);
        return cell != null && cell.catchUp();
    }

    /** Null where that isn't known, or isn't a cell of this node: nothing is heard from there. */
    private @Nullable CellControl of(TenantId tenant) {
        try {
            return byCell.get(cells.nameOf(tenant));
        } catch (MongoException | CellNotSetException e) {
            return null;
        }
    }

    @Override
    public void close() {
        closing = true;
        byCell.values().forEach(CellControl::beginClosing);
        KafkaConsumer<byte[], byte[]> waiting = polling;
        if (waiting != null) {
            waiting.wakeup();
        }
        LockSupport.unpark(reader);
        try {
            reader.join(CLOSING_MILLIS);
            for (CellControl cell : byCell.values()) {
                cell.join(CLOSING_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
                LOG.warn("control events were missed; the store has them");
                next = -1;
            } catch (RuntimeException e) {
                LOG.warn("the control topic is away: {}", e.toString());
                LockSupport.parkNanos(PAUSE_NANOS);
            } finally {
                polling = null;
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
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            events.apply(StreamRecord.read(record));
        } catch (RuntimeException e) {
            LOG.error("no control event at {}@{}; the store says what it was", RelayTopics.CONTROL, record.offset(), e);
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
