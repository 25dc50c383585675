package dev.symbolon.admission.access;

import dev.symbolon.admission.jwt.AccessTokenClaims;
import dev.symbolon.admission.jwt.PublicHalves;
import dev.symbolon.admission.jwt.TokenType;
import dev.symbolon.admission.jwt.UnverifiedToken;
import dev.symbolon.admission.jwt.Verifier;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.grant.GrantState;
import dev.symbolon.core.revocation.Holder;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.signingkey.KeyRingId;
import dev.symbolon.core.signingkey.KeyRingState;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.core.tenant.TenantStatus;
import dev.symbolon.core.user.UserId;
import dev.symbolon.core.user.UserState;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.ports.revocation.Revocations;
import java.time.Instant;
import java.util.Optional;

/**
 * The one check of access tokens: signed by a published key of the tenant, not expired, and not revoked. Answered from
 * memory, for a token that was never seen before too: what the revocation view doesn't know to be void stands.
 */
public final class AccessTokens {
    private final PublicHalves keys;
    private final Verifier verifier;
    private final Revocations revocations;

    public AccessTokens(PublicHalves keys, Verifier verifier, Revocations revocations) {
        this.keys = keys;
        this.verifier = verifier;
        this.revocations = revocations;
    }

    /**
     * The claims of a token that counts now; who may use or see it is the caller's to check.
     *
     * @param issuer the issuer that the reading's tenant is
     */
    public Optional<AccessTokenClaims> standing(Reading reading, String issuer, String token, Instant now) {
        return UnverifiedToken.parse(token, TokenType.ACCESS_TOKEN)
                .flatMap(unverified -> verified(reading, issuer, unverified, now))
                .filter(claims -> stands(reading, claims));
    }

    /**
     * The claims of a token by which a session of ours began, as long as what the token stood for stands. How long the
     * session lasts is the caller's; the token itself may have expired meanwhile.
     */
    public Optional<AccessTokenClaims> lasting(Reading reading, String issuer, String token, Instant began) {
        return UnverifiedToken.parse(token, TokenType.ACCESS_TOKEN)
                .flatMap(unverified -> verified(reading, issuer, unverified, began))
                .filter(claims -> standsByStates(reading, claims));
    }

    /** Whose it is; a pairwise name is told by the grant, from memory where that was used lately. */
    public static Optional<UserId> person(Reading reading, AccessTokenClaims claims) {
        return claims.pairwise()
                ? reading.state(GrantState.FOLD, claims.grant())
                        .flatMap(grant -> grant.origin().subject())
                : claims.person();
    }

    /** With which session it ends; the grant tells that too where the client knows its person by another name. */
    private static Optional<SessionId> session(Reading reading, AccessTokenClaims claims) {
        if (!claims.endsWithSession()) {
            return Optional.empty();
        }
        return claims.pairwise()
                ? reading.state(GrantState.FOLD, claims.grant())
                        .flatMap(grant -> grant.origin().session())
                : claims.session().map(SessionId::new);
    }

    private Optional<AccessTokenClaims> verified(Reading reading, String issuer, UnverifiedToken token, Instant now) {
        return key(reading, token, now)
                .flatMap(key -> verifier.verify(token, keys.of(reading.tenant(), key), now))
                .filter(claims -> claims.issuer().equals(issuer));
    }

    /** The tenant's own key of that name and algorithm, while it is published. */
    private static Optional<KeyRingState.Key> key(Reading reading, UnverifiedToken token, Instant now) {
        return reading.state(KeyRingState.FOLD, KeyRingId.ONLY)
                .flatMap(ring -> ring.keys().stream()
                        .filter(key -> key.id().equals(token.key())
                                && key.algorithm() == token.algorithm()
                                && key.publishedAt(now))
                        .findFirst());
    }

    private boolean stands(Reading reading, AccessTokenClaims claims) {
        Holder holder =
                new Holder(reading.tenant(), claims.client(), person(reading, claims), session(reading, claims));
        return claims.id()
                .clock()
                .map(issued -> switch (revocations.ask(holder, claims.grant(), issued)) {
                    case STANDS -> true;
                    case VOID -> false;
                    case UNKNOWN -> standsByStates(reading, claims);
                })
                // Not of this platform's making, whoever signed it.
                .orElse(false);
    }

    /** What the view can't tell is asked of everybody concerned. */
    private static boolean standsByStates(Reading reading, AccessTokenClaims claims) {
        return reading.state(TenantState.FOLD, reading.tenant())
                        .filter(tenant -> tenant.status() == TenantStatus.ACTIVE)
                        .flatMap(tenant -> reading.state(ClientState.FOLD, claims.client())
                                .filter(ClientState::active)
                                .flatMap(client -> reading.state(GrantState.FOLD, claims.grant())
                                        .filter(grant -> !grant.revoked())
                                        .filter(grant -> GrantEnds.of(reading, tenant, client, grant)
                                                .isEmpty())))
                        .isPresent()
                && person(reading, claims)
                        .map(user -> reading.state(UserState.FOLD, user)
                                .filter(state -> state.status() == UserState.Status.ACTIVE)
                                .isPresent())
                        .orElse(true);
    }
}
