package dev.symbolon.infra.stream;

import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.UnrelayedCommits;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.infra.view.EarlierEvents;
import dev.symbolon.infra.view.MongoViews;
import dev.symbolon.infra.view.ParkedStream;
import dev.symbolon.ports.view.Projection;
import dev.symbolon.ports.view.RegisteredProjections;
import dev.symbolon.ports.view.View;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps all registered projections of this process up to date: one consumer for all of them, one queue per tenant, each
 * event decoded once. Rows are written before checkpoints, both are in the journal before Kafka has its offsets.
 */
public final class ProjectionRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectionRunner.class);
    private static final Duration POLL = Duration.ofMillis(250);
    /** Records gather on the broker for so long, the longer the more there are: fewer, fuller fetches and batches. */
    private static final long GATHER_FEW_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long GATHER_MANY_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
    private static final int MANY = 40;

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final Properties consumerSettings;
    private final MongoViews views;
    private final RegisteredProjections registered;
    private final AssignedPartitions partitions;
    private final ProjectionMetrics metrics;
    private final LaneWork work;
    private final Unheard unheard;
    private final RetainedEvents retained;
    private final Thread thread;
    private volatile boolean closing;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;

    ProjectionRunner(
            Subscription subscription,
            MongoViews views,
            RegisteredProjections registered,
            StoreReader store,
            Cells cells,
            LaneSettings settings,
            MeterRegistry registry) {
        this.consumerSettings = subscription.settings();
        this.retained = new RetainedEvents(subscription.bootstrap(), settings.patience());
        this.views = views;
        this.registered = registered;
        this.metrics = new ProjectionMetrics(registry);
        Set<String> unfollowed = registered.unfollowed();
        Predicate<String> followed = type -> !unfollowed.contains(type);
        EarlierEvents earlier = (stream, from, until) -> store.between(stream, from, until, followed);
        OpenedCells opened = new OpenedCells(
                cells,
                new TenantsInStore(cells),
                new BuiltPartitions(cells, subscription.group(), views()),
                cell -> views.prepare(registered, cell));
        this.work = new LaneWork(
                settings,
                store,
                followed,
                tenant -> {
                    opened.requireOpened(tenant);
                    return views.open(tenant, registered.projections(), earlier, InstantSource.system());
                },
                views::journal,
                metrics);
        this.partitions = new AssignedPartitions(work, opened);
        this.unheard = new Unheard(
                new UnrelayedCommits(cells),
                partitions::follows,
                views,
                registered.projections().stream().<View<?>>map(Projection::view).toList());
        metrics.watch(registry, work::queued, partitions::catchingUp, views::parkedCount);
        this.thread = Thread.ofPlatform().name("projections").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Of the tenants that this process follows. */
    Rebuilding rebuilding() {
        return new Rebuilding(partitions, work, retained, metrics);
    }

    RetainedEvents retained() {
        return retained;
    }

    /** The views' names, as operators and metrics know them. */
    List<String> views() {
        return registered.projections().stream()
                .map(projection -> MongoViews.nameOf(projection.view()))
                .toList();
    }

    /** Tries a parked stream again in every view; whether it is followed now. */
    public boolean retry(StreamId stream) {
        return partitions.lane(stream.tenant()).retry(stream).join();
    }

    public List<ParkedStream> parked(TenantId tenant) {
        List<ParkedStream> parked = new ArrayList<>();
        registered.projections().forEach(projection -> parked.addAll(views.parked(projection.view(), tenant)));
        return parked;
    }

    /** Whether the consumer has its share of the partitions and every tenant of them is built. */
    public boolean ready() {
        return partitions.assigned() && partitions.catchingUp() == 0;
    }

    /** Whether it goes on, or tries to; once false after the start, it stays so. */
    public boolean runs() {
        return thread.isAlive();
    }

    @Override
    public void close() {
        closing = true;
        KafkaConsumer<byte[], byte[]> waiting = consumer;
        if (waiting != null) {
            waiting.wakeup();
        }
        LockSupport.unpark(thread);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(15));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long pause = FIRST_PAUSE_MILLIS;
        boolean topics = false;
        while (!closing) {
            try {
                if (!topics) {
                    RelayTopics.await(consumerSettings.getProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG));
                    topics = true;
                }
                follow();
                pause = FIRST_PAUSE_MILLIS;
            } catch (WakeupException e) {
                // Somebody is closing this.
            } catch (FencedInstanceIdException | AuthorizationException e) {
                LOG.error("the projections stop: {}", e.toString());
                return;
            } catch (RuntimeException e) {
                LOG.warn("the projections begin again in {} ms", pause, e);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        }
    }

    private void follow() {
        try (KafkaConsumer<byte[], byte[]> polling =
                new KafkaConsumer<>(consumerSettings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer = polling;
            try {
                polling.subscribe(List.of(RelayTopics.EVENTS), partitions.listener(polling));
                long nextTick = System.nanoTime();
                while (!closing) {
                    ConsumerRecords<byte[], byte[]> records = poll(polling);
                    long polled = System.nanoTime();
                    for (ConsumerRecord<byte[], byte[]> record : records) {
                        take(record);
                    }
                    if (polled - nextTick >= 0) {
                        nextTick = polled + TICK_NANOS;
                        tick(polling);
                    }
                    if (!records.isEmpty()) {
                        LockSupport.parkNanos(records.count() < MANY ? GATHER_FEW_NANOS : GATHER_MANY_NANOS);
                    }
                }
            } finally {
                partitions.release(polling);
                consumer = null;
            }
        }
    }

    private ConsumerRecords<byte[], byte[]> poll(KafkaConsumer<byte[], byte[]> polling) {
        try {
            return polling.poll(POLL);
        } catch (OffsetOutOfRangeException e) {
            LOG.warn(
                    "Kafka has dropped what these partitions were at, they are built from the store: {}",
                    e.partitions());
            partitions.buildAnew(polling, e.partitions());
            return ConsumerRecords.empty();
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        StreamRecord read;
        try {
            read = StreamRecord.read(record);
        } catch (RuntimeException e) {
            metrics.malformed();
            Optional<TenantId> tenant = StreamRecord.tenantOf(record);
            LOG.error(
                    "no event at {}-{}@{}, of {}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    tenant.map(TenantId::value).orElse("no tenant"),
                    e.toString());
            // Whatever it was meant to be, the store has the event.
            tenant.ifPresent(
                    whose -> partitions.lost(whose, record.partition(), record.offset(), StreamRecord.clockOf(record)));
            partitions.passed(record.partition(), record.offset());
            return;
        }
        partitions.take(record.partition(), read);
    }

    private void tick(KafkaConsumer<byte[], byte[]> polling) {
        partitions.tick(polling);
        metrics.lag(partitions.lag(polling));
        metrics.backlog(Map.copyOf(partitions.backlog()));
        unheard.lookIfDue();
        metrics.behind(Map.copyOf(partitions.behind(System.currentTimeMillis(), unheard.oldestMillis())));
    }
}
