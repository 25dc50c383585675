package dev.symbolon.core.event;

import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One browser's sign-in. */
public sealed interface SessionEvent extends DomainEvent {
    SessionId session();

    @Override
    default StreamId stream() {
        return StreamId.of(tenant(), StreamType.SESSION, session());
    }

    /**
     * A person signed in; the browser holds the secret.
     *
     * @param amr methods used (RFC 8176)
     * @param acr authentication context class that they reach
     */
    @EventType(name = "session.started", version = 1)
    record Started(
            TenantId tenant,
            SessionId session,
            UserId user,
            SecretHash secret,
            List<String> amr,
            String acr,
            Personal address,
            Personal userAgent,
            Instant at,
            Instant expiresAt)
            implements SessionEvent, AboutSubject {
        @Override
        public Optional<UserId> subject() {
            return Optional.of(user);
        }
    }

    /** The session was in use; written at most every five minutes. */
    @EventType(name = "session.used", version = 1)
    record Used(TenantId tenant, SessionId session, Instant at) implements SessionEvent {}

    /** The session is over: signed out, replaced by a new sign-in, or ended by an admin. */
    @EventType(name = "session.ended", version = 1, control = true)
    record Ended(TenantId tenant, SessionId session, UserId user, String reason, Instant at) implements SessionEvent {}
}
