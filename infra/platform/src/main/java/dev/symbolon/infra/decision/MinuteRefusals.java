package dev.symbolon.infra.decision;

import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.RefusalEvent;
import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.core.refusal.RefusalBatchId;
import dev.symbolon.core.refusal.RefusalCommand;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.Decisions.UndecidedException;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.decision.RefusalLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers refusals in memory and writes each tenant's and reason's minute as one event, after the minute or at the close.
 * Beyond its bounds it only counts, in a meter: an anonymous caller can't make it grow.
 */
final class MinuteRefusals implements RefusalLog, AutoCloseable {
    static final int SAMPLES = 5;

    private static final int LONGEST_CODE = 31;

    private static final Logger LOG = LoggerFactory.getLogger(MinuteRefusals.class);
    private static final Origin ORIGIN = Origin.of(new Actor.Platform("refusal-log"), "refusal-log");

    private final Decisions decisions;
    private final Clock clock;
    private final String node;
    private final int limit;
    private final Counter uncounted;
    private final Map<Key, Batch> batches = new LinkedHashMap<>();

    /** Gathered and numbered, so that nothing is added any more: what may have been written is written again as it was. */
    private final Deque<RefusalCommand> waiting = new ArrayDeque<>();

    private final ReentrantLock writing = new ReentrantLock();
    private long number;

    private record Key(TenantId tenant, String refusal, Instant minute) {}

    private static final class Batch {
        private long count;
        private final List<RefusalEvent.Sample> samples = new ArrayList<>(1);
    }

    /**
     * @param node  unique for each start of each node, so that no batch is taken for another's
     * @param limit of tenant, reason and minute, those that wait to be written
     */
    MinuteRefusals(Decisions decisions, Clock clock, String node, int limit, MeterRegistry registry) {
        this.decisions = decisions;
        this.clock = clock;
        this.node = node;
        this.limit = limit;
        this.uncounted = registry.counter("symbolon.refusals.beyond.bounds");
    }

    @Override
    public void refused(TenantId tenant, String refusal, RefusalEvent.Sample sample) {
        if (refusal.length() > LONGEST_CODE || !Identifier.wellFormed(refusal)) {
            throw new IllegalArgumentException("a refusal's code is short and fixed");
        }
        Key key = new Key(tenant, refusal, minute());
        synchronized (batches) {
            Batch batch = batches.get(key);
            if (batch == null) {
                if (batches.size() + waiting.size() >= limit) {
                    uncounted.increment();
                    return;
                }
                batch = new Batch();
                batches.put(key, batch);
                // One line a minute for each reason; how often it happened is in the event.
                LOG.info("{} refuses at {}: {}", tenant.value(), sample.endpoint(), refusal);
            }
            batch.count++;
            if (batch.samples.size() < SAMPLES) {
                batch.samples.add(sample);
            }
        }
    }

    /** Writes the minutes that are over. What can't be written now waits, within the bounds. */
    void writePast() {
        write(minute());
    }

    @Override
    public void close() {
        write(Instant.MAX);
    }

    private void write(Instant before) {
        writing.lock();
        try {
            gather(before);
            for (RefusalCommand next = peek(); next != null; next = peek()) {
                RefusalCommand command = next;
                try {
                    decisions.decide(command.tenant(), reading -> reading.commit(command, ORIGIN));
                } catch (RuntimeException e) {
                    if (!(e instanceof UndecidedException undecided && undecided.told())) {
                        LOG.warn("Refusals of {} can't be written yet", command.tenant(), e);
                    }
                    return;
                }
                synchronized (batches) {
                    waiting.removeFirst();
                }
            }
        } finally {
            writing.unlock();
        }
    }

    private void gather(Instant before) {
        synchronized (batches) {
            Iterator<Map.Entry<Key, Batch>> open = batches.entrySet().iterator();
            while (open.hasNext()) {
                Map.Entry<Key, Batch> next = open.next();
                Key key = next.getKey();
                if (key.minute().isBefore(before)) {
                    open.remove();
                    waiting.addLast(new RefusalCommand(
                            key.tenant(),
                            new RefusalBatchId(key.minute().getEpochSecond() / 60 + "~" + node + "~" + ++number),
                            key.refusal(),
                            key.minute(),
                            next.getValue().count,
                            List.copyOf(next.getValue().samples),
                            clock.instant()));
                }
            }
        }
    }

    private @Nullable RefusalCommand peek() {
        synchronized (batches) {
            return waiting.peekFirst();
        }
    }

    private Instant minute() {
        return clock.instant().truncatedTo(ChronoUnit.MINUTES);
    }
}
