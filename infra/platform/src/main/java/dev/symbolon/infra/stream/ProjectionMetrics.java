package dev.symbolon.infra.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What the projections tell of themselves. */
final class ProjectionMetrics {
    private final Timer delay;
    private final Timer[] legs = new Timer[Leg.values().length];
    private final DistributionSummary batches;
    private final Counter replayed;
    private final Counter malformed;
    private final MultiGauge partitionLag;
    private final MultiGauge tenantBacklog;
    private final MultiGauge tenantLag;
    private final AtomicInteger rebuilding = new AtomicInteger();
    private final Counter rebuilt;

    /** The way of a commit into the views, by the wall clocks of the nodes that it passes. */
    private enum Leg {
        /** From the decision's clock through group commit and outbox to the producer. */
        COMMIT,
        /** From the producer to the poll. */
        KAFKA,
        /** From the poll until its tenant's turn. */
        QUEUE,
        /** Rows and checkpoint. */
        WRITE
    }

    ProjectionMetrics(MeterRegistry registry) {
        delay = timer("symbolon.projection.delay")
                .description("from a commit's clock until its rows are written")
                .register(registry);
        for (Leg leg : Leg.values()) {
            legs[leg.ordinal()] = timer("symbolon.projection.leg")
                    .description("what that delay consists of")
                    .tag("leg", leg.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        batches = DistributionSummary.builder("symbolon.projection.batch")
                .description("events written together")
                .register(registry);
        replayed = Counter.builder("symbolon.projection.replayed")
                .description("commits read from the store")
                .register(registry);
        malformed = Counter.builder("symbolon.projection.malformed")
                .description("records on Kafka whose headers can't be read")
                .register(registry);
        rebuilt = Counter.builder("symbolon.projection.rebuilt")
                .description("commits brought into a rebuild")
                .register(registry);
        partitionLag = MultiGauge.builder("symbolon.projection.lag")
                .description("records behind the end of the partition")
                .register(registry);
        tenantBacklog = MultiGauge.builder("symbolon.projection.tenant.backlog")
                .description("records queued for a tenant, the longest queues only")
                .register(registry);
        tenantLag = MultiGauge.builder("symbolon.projection.tenant.lag")
                .description(
                        "age of the oldest event in the store that a tenant's views lack, of those farthest behind")
                .baseUnit("milliseconds")
                .register(registry);
        Gauge.builder("symbolon.projection.rebuilding", rebuilding, AtomicInteger::get)
                .description("rebuilds under way")
                .register(registry);
    }

    void watch(MeterRegistry registry, Supplier<Number> queued, Supplier<Number> catchingUp, Supplier<Number> parked) {
        Gauge.builder("symbolon.projection.backlog", queued)
                .description("records queued for all tenants")
                .register(registry);
        Gauge.builder("symbolon.projection.catching.up", catchingUp)
                .description("tenants that are being read from the store")
                .register(registry);
        Gauge.builder("symbolon.projection.parked", parked)
                .description("streams that a view has stopped following")
                .register(registry);
    }

    void written(List<StreamRecord> batch, long takenMillis) {
        batches.record(batch.size());
        long now = System.currentTimeMillis();
        for (StreamRecord record : batch) {
            if (record.last()) {
                delay.record(Math.max(0, now - record.clock().millis()), TimeUnit.MILLISECONDS);
                passed(Leg.COMMIT, record.clock().millis(), record.sentMillis());
                passed(Leg.KAFKA, record.sentMillis(), record.receivedMillis());
                passed(Leg.QUEUE, record.receivedMillis(), takenMillis);
                passed(Leg.WRITE, takenMillis, now);
            }
        }
    }

    private void passed(Leg leg, long fromMillis, long toMillis) {
        legs[leg.ordinal()].record(Math.max(0, toMillis - fromMillis), TimeUnit.MILLISECONDS);
    }

    void replayed(int commits) {
        replayed.increment(commits);
    }

    void malformed() {
        malformed.increment();
    }

    void rebuildBegan() {
        rebuilding.incrementAndGet();
    }

    void rebuilt(int commits) {
        rebuilt.increment(commits);
    }

    void rebuildEnded() {
        rebuilding.decrementAndGet();
    }

    void lag(Map<Integer, Long> byPartition) {
        partitionLag.register(rows(byPartition, "partition"), true);
    }

    void backlog(Map<String, Integer> byTenant) {
        tenantBacklog.register(rows(byTenant, "tenant"), true);
    }

    void behind(Map<String, Long> millisByTenant) {
        tenantLag.register(rows(millisByTenant, "tenant"), true);
    }

    private static Timer.Builder timer(String name) {
        return Timer.builder(name)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(30));
    }

    private static List<MultiGauge.Row<?>> rows(Map<?, ? extends Number> values, String tag) {
        return values.entrySet().stream()
                .<MultiGauge.Row<?>>map(
                        entry -> MultiGauge.Row.of(Tags.of(tag, entry.getKey().toString()), entry.getValue()))
                .toList();
    }
}
