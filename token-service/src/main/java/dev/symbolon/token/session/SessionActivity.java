package dev.symbolon.token.session;

import dev.symbolon.core.event.Actor;
import dev.symbolon.core.session.SessionCommand;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.session.SessionState;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.token.http.Exchange;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down that a session is in use, at most every five minutes: beside the request that used it, whose one commit
 * doesn't depend on this one.
 */
public final class SessionActivity {
    private static final Logger LOG = LoggerFactory.getLogger(SessionActivity.class);
    private static final int MOST_AT_ONCE = 64;

    private final Decisions decisions;
    private final Set<SessionId> underway = ConcurrentHashMap.newKeySet();

    public SessionActivity(Decisions decisions) {
        this.decisions = decisions;
    }

    /** What isn't written now is written with the next use. */
    public void used(TenantId tenant, SessionState session, Instant now) {
        boolean due = session.usedAt().plus(SessionState.ACTIVITY_GRAIN).isBefore(now);
        if (due && underway.size() < MOST_AT_ONCE && underway.add(session.session())) {
            Origin origin = Origin.of(new Actor.User(session.user()), Exchange.correlation());
            Thread.startVirtualThread(() -> write(new SessionCommand.Use(tenant, session.session(), now), origin));
        }
    }

    private void write(SessionCommand.Use use, Origin origin) {
        try {
            decisions.decide(
                    use.tenant(), reading -> reading.commit(use, origin).outcome());
        } catch (RuntimeException e) {
            LOG.warn("A session's use wasn't written down; its next one will be", e);
        } finally {
            underway.remove(use.session());
        }
    }
}
