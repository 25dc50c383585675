package dev.symbolon.infra.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What one cell's log shows of itself. */
final class LogMeters {
    private final MeterRegistry registry;
    private final Tags cell;
    private final Counter commits;
    private final Counter slotConflicts;
    private final Counter claimConflicts;
    private final Counter voids;
    private final Counter takeovers;
    private final Counter lostTerms;
    private final DistributionSummary bulks;
    private final Timer appends;

    LogMeters(MeterRegistry registry, String cell) {
        this.registry = registry;
        this.cell = Tags.of("cell", cell);
        this.commits = registry.counter("symbolon.log.commits", this.cell);
        this.slotConflicts = registry.counter("symbolon.log.conflicts", this.cell.and("on", "stream"));
        this.claimConflicts = registry.counter("symbolon.log.conflicts", this.cell.and("on", "claim"));
        this.voids = registry.counter("symbolon.log.voids", this.cell);
        this.takeovers = registry.counter("symbolon.log.takeovers", this.cell.and("side", "taker"));
        this.lostTerms = registry.counter("symbolon.log.takeovers", this.cell.and("side", "taken"));
        this.bulks = registry.summary("symbolon.log.bulk.size", this.cell);
        this.appends = registry.timer("symbolon.log.append", this.cell);
    }

    void committed() {
        commits.increment();
    }

    void slotConflict() {
        slotConflicts.increment();
    }

    void claimConflict() {
        claimConflicts.increment();
    }

    void voided(int count) {
        voids.increment(count);
    }

    void tookOver() {
        takeovers.increment();
    }

    void wasTakenOver() {
        lostTerms.increment();
    }

    void bulk(int size) {
        bulks.record(size);
    }

    void appended(long startNanos) {
        appends.record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
    }

    void gauge(String name, Supplier<Number> value) {
        io.micrometer.core.instrument.Gauge.builder(name, value).tags(cell).register(registry);
    }
}
