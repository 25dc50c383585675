package dev.symbolon.core.session;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Orders to a sign-in session. */
public sealed interface SessionCommand extends Command<Outcome> {
    TenantId tenant();

    SessionId session();

    @Override
    default StreamId target() {
        return StreamId.of(tenant(), StreamType.SESSION, session());
    }

    /**
     * The right password was given: one commit over the new session, the credential (whose count of failures starts
     * anew, and whose hash may be remade) and the browser's session before, which ends.
     *
     * @param rehash a hash of the same password under the policy's newer parameters
     */
    record Start(
            TenantId tenant,
            SessionId session,
            UserId user,
            SecretHash secret,
            List<String> amr,
            String acr,
            Personal address,
            Personal userAgent,
            boolean knownDevice,
            Optional<Personal> rehash,
            Optional<SessionId> replaces,
            Instant expiresAt,
            Instant at)
            implements SessionCommand {
        @Override
        public Set<StreamId> begins() {
            return Set.of(target());
        }
    }

    /**
     * The person signs out: the session ends, as one commit with who had joined it and how they are told.
     *
     * @param initiator the client that asked for it, where one did
     */
    record SignOut(
            TenantId tenant,
            SessionId session,
            String reason,
            Optional<ClientId> initiator,
            List<ClientId> backChannel,
            List<ClientId> frontChannel,
            Instant at)
            implements SessionCommand {}

    /** What came of telling a client that the session is over; noted once for each. */
    record NoteNotice(TenantId tenant, SessionId session, ClientId client, String answer, int tries, Instant at)
            implements SessionCommand {}

    /**
     * The person has a new password: it is set, and their other sessions end, in one commit.
     *
     * @param session the one in which it is changed, which goes on
     * @param hash    PHC string of Argon2id
     * @param others  those that end, each with the clients that are sent a logout token
     */
    record ChangePassword(
            TenantId tenant, SessionId session, UserId user, Personal hash, List<Other> others, Instant at)
            implements SessionCommand {
        /** A session elsewhere. */
        public record Other(SessionId session, List<ClientId> backChannel) {}
    }

    record End(TenantId tenant, SessionId session, String reason, Instant at) implements SessionCommand {}
}
