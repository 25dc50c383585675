package dev.symbolon.projection.http;

import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.core.audit.AuditReadingCommand;
import dev.symbolon.core.audit.AuditReadingId;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.projection.auditor.Auditor;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/**
 * Whoever reads leaves a trace: one event for each half an hour in which somebody reads a tenant from one address, written
 * before the first answer. What can't be written down isn't answered.
 */
@Component
final class Readings {
    private static final Duration SESSION = Duration.ofMinutes(30);
    private static final int REMEMBERED = 10_000;

    private final Decisions decisions;
    private final Randomness randomness;
    private final HybridClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Reader, Reading> open = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Reader, Reading> eldest) {
            return size() > REMEMBERED;
        }
    };

    Readings(Decisions decisions, Randomness randomness, HybridClock clock) {
        this.decisions = decisions;
        this.randomness = randomness;
        this.clock = clock;
    }

    private record Reader(Actor actor, TenantId tenant, String address) {}

    private record Reading(AuditReadingId id, Instant until) {}

    /** The session that this question belongs to. */
    AuditReadingId of(Auditor auditor, TenantId tenant, String address, String via, List<String> filters) {
        Reader reader = new Reader(auditor.actor(), tenant, address);
        Instant now = clock.now().instant();
        lock.lock();
        try {
            Reading known = open.get(reader);
            if (known == null || !now.isBefore(known.until())) {
                known = new Reading(begin(reader, via, filters, now), now.plus(SESSION));
                open.put(reader, known);
            }
            return known.id();
        } finally {
            lock.unlock();
        }
    }

    private AuditReadingId begin(Reader reader, String via, List<String> filters, Instant now) {
        AuditReadingCommand command = new AuditReadingCommand(
                reader.tenant(),
                new AuditReadingId(randomness.identifier()),
                via,
                filters,
                Personal.of(reader.address()),
                now);
        Outcome outcome = decisions.decide(
                reader.tenant(),
                reading -> reading.commit(command, Origin.of(reader.actor(), Correlation.current()))
                        .outcome());
        return switch (outcome) {
            case Outcome.Done _, Outcome.Unchanged _ -> command.reading();
            case Outcome.Refused refused -> throw new IllegalStateException(refused.reason());
        };
    }
}
