package dev.symbolon.token.logout;

import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.session.SessionState;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.ports.decision.Spent;
import dev.symbolon.ports.stream.ControlTidings;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has clients told of sessions that were ended elsewhere, by an admin: every node hears of it, and the first to take it up
 * sends the notices. One that dies meanwhile leaves a logout whose notices have no answer in the log.
 */
final class EndedElsewhere implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EndedElsewhere.class);

    /** What is older was read from the log, and told long ago. */
    private static final Duration FRESH = Duration.ofMinutes(2);

    private static final String KIND = "logout-notices";

    private final Decisions decisions;
    private final Tenants tenants;
    private final Spent spent;
    private final BackChannel backChannel;
    private final Randomness randomness;
    private final HybridClock clock;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("ended-elsewhere").factory());

    EndedElsewhere(
            ControlTidings tidings,
            Decisions decisions,
            Tenants tenants,
            Spent spent,
            BackChannel backChannel,
            Randomness randomness,
            HybridClock clock) {
        this.decisions = decisions;
        this.tenants = tenants;
        this.spent = spent;
        this.backChannel = backChannel;
        this.randomness = randomness;
        this.clock = clock;
        tidings.listen(this::heard);
    }

    private void heard(DomainEvent event) {
        if (event instanceof SessionEvent.Ended ended
                && !SigningOut.REASONS.contains(ended.reason())
                && ended.at().isAfter(clock.now().instant().minus(FRESH))
                && !threads.isShutdown()) {
            threads.execute(() -> {
                try (Correlation _ = Correlation.begin(randomness)) {
                    tell(ended);
                }
            });
        }
    }

    private void tell(SessionEvent.Ended ended) {
        try {
            Optional<SignedOff> off = decisions.decide(ended.tenant(), reading -> signedOff(reading, ended));
            if (off.isEmpty() || off.get().backChannel().isEmpty()) {
                return;
            }
            ServedTenant tenant = tenants.named(decisions.glance(ended.tenant(), EndedElsewhere::slug));
            Instant forgotten = clock.now().instant().plus(FRESH.multipliedBy(2));
            if (spent.spend(ended.tenant(), KIND, ended.session().value(), forgotten)) {
                backChannel.tell(tenant, off.get());
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "The clients of session {} weren't told of its end",
                    ended.session().value(),
                    e);
        }
    }

    /** Empty when whoever ended it tells its clients, and when it was only replaced. */
    private static Optional<SignedOff> signedOff(Reading reading, SessionEvent.Ended ended) {
        return reading.state(SessionState.FOLD, ended.session())
                .filter(session -> session.ended() && !session.signedOut() && !session.replaced())
                .map(session -> new SignedOff(session, clients(reading, session), List.of()));
    }

    private static List<ClientState> clients(Reading reading, SessionState session) {
        return session.clients().stream()
                .sorted(Comparator.comparing(ClientId::value))
                .flatMap(client -> reading.state(ClientState.FOLD, client).stream())
                .filter(ClientState::active)
                .filter(client -> client.metadata().logout().backChannel().isPresent())
                .toList();
    }

    private static String slug(Reading reading) {
        return reading.state(TenantState.FOLD, reading.tenant())
                .orElseThrow()
                .slug()
                .value();
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
