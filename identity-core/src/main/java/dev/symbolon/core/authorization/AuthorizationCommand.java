package dev.symbolon.core.authorization;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Orders to an authorization request. */
public sealed interface AuthorizationCommand<R> extends Command<R> {
    TenantId tenant();

    AuthorizationId authorization();

    @Override
    default StreamId target() {
        return StreamId.of(tenant(), StreamType.AUTHORIZATION, authorization());
    }

    /**
     * A checked request, the person whose it is, and what is to become of it, as one commit: requested, signed in,
     * approved (with the consent, where it was given now) and code or tokens issued; or denied; and the session's use,
     * where the last one on record is old. A request is decided once.
     */
    record Decide(
            TenantId tenant,
            AuthorizationId authorization,
            RequestedAuthorization request,
            SignedInPerson person,
            Verdict verdict,
            Instant at)
            implements AuthorizationCommand<AuthorizationOutcome> {
        @Override
        public Set<StreamId> begins() {
            return verdict instanceof Verdict.Approve approval
                            && approval.inFront().isPresent()
                    ? Set.of(
                            target(),
                            StreamId.of(
                                    tenant,
                                    StreamType.GRANT,
                                    approval.inFront().get().grant()))
                    : Set.of(target());
        }
    }

    /**
     * Spends a code on a new grant, or on the one that began with the code's own answer, in one commit.
     *
     * @param presentedBy  the client, authenticated as its kind asks
     * @param codeVerifier RFC 7636 §4.5
     * @param tokens       what it is spent on; grant and its life count where the grant begins now
     */
    record Redeem(
            TenantId tenant,
            AuthorizationId authorization,
            SecretHash code,
            ClientId presentedBy,
            Optional<String> redirectUri,
            Optional<String> codeVerifier,
            PreparedTokens tokens,
            Instant at)
            implements AuthorizationCommand<Redemption> {
        @Override
        public Set<StreamId> begins() {
            return Set.of(StreamId.of(tenant, StreamType.GRANT, tokens.grant()));
        }
    }
}
