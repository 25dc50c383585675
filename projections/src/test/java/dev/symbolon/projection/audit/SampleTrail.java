package dev.symbolon.projection.audit;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.ConsentEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.Envelope;
import dev.symbolon.core.event.EventCatalogue;
import dev.symbolon.core.event.EventId;
import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What goes on in a hotel, as many events of it as a test asks for: always the same ones for the same seed. */
public final class SampleTrail {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final byte[] BYTES = "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    private final TenantId tenant;
    private final Random random;
    private final int users;
    private final int clients;
    private long made;
    private long clock = HybridTime.atMillis(BEGIN.toEpochMilli()).value();

    public SampleTrail(TenantId tenant, long seed, int users, int clients) {
        this.tenant = tenant;
        this.random = new Random(seed);
        this.users = users;
        this.clients = clients;
    }

    public List<RecordedEvent> next(int count) {
        List<RecordedEvent> events = new ArrayList<>(count);
        while (events.size() < count) {
            // One commit holds one to three events, which share its clock.
            int together = Math.min(1 + random.nextInt(3), count - events.size());
            clock += 1 + random.nextInt(1_000_000);
            String correlation = "request-" + made;
            for (int i = 0; i < together; i++) {
                events.add(recorded(event(), correlation));
            }
        }
        return events;
    }

    private DomainEvent event() {
        UserId user = new UserId("user" + skewed(users));
        ClientId client = new ClientId("client" + skewed(clients));
        Instant at = new HybridTime(clock).instant();
        return switch (random.nextInt(20)) {
            case 0 -> new SessionEvent.Ended(tenant, new SessionId("session" + made), user, "signed-out", at);
            case 1 -> new GrantEvent.RefreshReused(tenant, new GrantId("grant" + made / 20), 3, client, at);
            case 2, 3, 4 -> new ConsentEvent.Withdrawn(tenant, user, client, "by-user", at);
            default -> new SessionEvent.Used(tenant, new SessionId("session" + made / 50), at);
        };
    }

    /** A few make most of the noise. */
    private int skewed(int bound) {
        return (int) (bound * Math.pow(random.nextDouble(), 4));
    }

    private RecordedEvent recorded(DomainEvent event, String correlation) {
        long number = made++;
        EventCatalogue.Entry entry = EventCatalogue.of(event.getClass());
        Actor actor =
                number % 7 == 0 ? new Actor.Operator(new UserId("operator" + number % 3)) : new Actor.Platform("test");
        return new RecordedEvent(
                new Envelope(
                        new EventId("event" + number),
                        entry.name(),
                        entry.version(),
                        event.stream(),
                        number,
                        new HybridTime(clock),
                        actor,
                        correlation,
                        Optional.empty(),
                        List.of(),
                        Optional.empty()),
                event,
                "commit" + number,
                new Position(tenant, "w", 1, number),
                BYTES,
                new byte[32]);
    }
}
