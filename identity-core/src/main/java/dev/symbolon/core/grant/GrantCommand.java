package dev.symbolon.core.grant;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Orders to a grant. One that comes of a code begins with the code's redemption. */
public sealed interface GrantCommand<R> extends Command<R> {
    TenantId tenant();

    GrantId grant();

    @Override
    default StreamId target() {
        return StreamId.of(tenant(), StreamType.GRANT, grant());
    }

    /** Begins a grant that no code led to, with its first tokens, as one commit. */
    record Issue(Grants.New access, IssuedToken accessToken, Optional<IssuedToken> idToken, Instant at)
            implements GrantCommand<Outcome> {
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

    /**
     * Uses a refresh token, in one commit: the first use makes its successor the newest link, a retry moments later gets
     * the same one, any other ends the family.
     *
     * @param generation  which link it is; its secret is known to be genuine
     * @param presentedBy the client, authenticated as its kind asks
     * @param successor   the link after it
     * @param retry       how long a lost answer may be asked for again
     */
    record Refresh(
            TenantId tenant,
            GrantId grant,
            long generation,
            SecretHash presented,
            ClientId presentedBy,
            RefreshGeneration successor,
            IssuedToken accessToken,
            Optional<IssuedToken> idToken,
            Duration retry,
            Instant at)
            implements GrantCommand<Refreshing> {}

    record Revoke(TenantId tenant, GrantId grant, String reason, Instant at) implements GrantCommand<Outcome> {}
}
