package dev.symbolon.core.grant;

import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Orders to a grant. One that comes of a code begins with the code's redemption. */
public sealed interface GrantCommand extends Command<Outcome> {
    TenantId tenant();

    GrantId grant();

    @Override
    default StreamId target() {
        return StreamId.of(tenant(), StreamType.GRANT, grant());
    }

    /** Begins a grant that no code led to, with its first tokens, as one commit. */
    record Issue(Grants.New access, IssuedToken accessToken, Optional<IssuedToken> idToken, Instant at)
            implements GrantCommand {
        @Override
        public TenantId tenant() {
            return access.tenant();
        }

        @Override
        public GrantId grant() {
            return access.grant();
        }

        @Override
        public Set<StreamId> begins() {
            return Set.of(target());
        }
    }

    record Revoke(TenantId tenant, GrantId grant, String reason, Instant at) implements GrantCommand {}
}
