package dev.symbolon.core.session;

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

    record End(TenantId tenant, SessionId session, String reason, Instant at) implements SessionCommand {}
}
