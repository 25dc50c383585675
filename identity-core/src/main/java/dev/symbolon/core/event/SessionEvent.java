package dev.symbolon.core.event;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.session.Standing;
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
     * @param standing what it rests on; empty where an earlier release wrote it
     */
    @EventType(name = "session.started", version = 2)
    record Started(
            TenantId tenant,
            SessionId session,
            UserId user,
            SecretHash secret,
            List<String> amr,
            String acr,
            Personal address,
            Personal userAgent,
            Optional<Standing> standing,
            Instant at,
            Instant expiresAt)
            implements SessionEvent, AboutSubject {
        @Override
        public Optional<UserId> subject() {
            return Optional.of(user);
        }
    }

    /** Its person gave the password that counted, and chose another: the session goes on by that, and no other does. */
    @EventType(name = "session.confirmed", version = 1, control = true)
    record Confirmed(TenantId tenant, SessionId session, long passwords, Instant at) implements SessionEvent {}

    /** The session was in use; written at most every five minutes. */
    @EventType(name = "session.used", version = 1)
    record Used(TenantId tenant, SessionId session, Instant at) implements SessionEvent {}

    /** The client was given something in this session, for the first time: it is told when the session ends. */
    @EventType(name = "session.client-joined", version = 1)
    record ClientJoined(TenantId tenant, SessionId session, ClientId client, Instant at) implements SessionEvent {}

    /**
     * The person signed out: what these clients had by the session, and not for the person's absence, is over.
     *
     * @param initiator    the client that asked for it, where one did
     * @param clients      all that had joined
     * @param backChannel  those of them that are sent a logout token
     * @param frontChannel those of them that the browser was shown in a frame
     */
    @EventType(name = "session.signed-out", version = 1)
    record SignedOut(
            TenantId tenant,
            SessionId session,
            UserId user,
            Optional<ClientId> initiator,
            List<ClientId> clients,
            List<ClientId> backChannel,
            List<ClientId> frontChannel,
            Instant at)
            implements SessionEvent {}

    /** A client was sent a logout token; {@code answer} is what came of it after so many tries, as a stable word. */
    @EventType(name = "session.client-notified", version = 1)
    record ClientNotified(TenantId tenant, SessionId session, ClientId client, String answer, int tries, Instant at)
            implements SessionEvent {}

    /** The session is over: signed out, replaced by a new sign-in, or ended by an admin. */
    @EventType(name = "session.ended", version = 1, control = true, voids = true)
    record Ended(TenantId tenant, SessionId session, UserId user, String reason, Instant at) implements SessionEvent {}
}
