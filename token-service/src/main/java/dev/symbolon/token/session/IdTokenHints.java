package dev.symbolon.token.session;

import dev.symbolon.admission.jwt.IdTokenClaims;
import dev.symbolon.admission.jwt.PublicHalves;
import dev.symbolon.admission.jwt.TokenType;
import dev.symbolon.admission.jwt.UnverifiedToken;
import dev.symbolon.admission.jwt.Verifier;
import dev.symbolon.core.signingkey.KeyRingState;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.token.signingkey.SigningKeys;
import dev.symbolon.token.tenant.ServedTenant;
import java.util.Optional;

/**
 * Reads ID tokens of ours that come back as {@code id_token_hint} (OpenID Connect Core §3.1.2.1, RP-Initiated Logout §2): an
 * expired one still says who is meant, and so does one whose key has been replaced since. One that a revoked key signed
 * says nothing.
 */
public final class IdTokenHints {
    private final PublicHalves keys;
    private final Verifier verifier;

    public IdTokenHints(PublicHalves keys, Verifier verifier) {
        this.keys = keys;
        this.verifier = verifier;
    }

    /** Empty for what isn't an ID token of this tenant; for whom it was made is the caller's to check. */
    public Optional<IdTokenClaims> read(Reading reading, ServedTenant tenant, String hint) {
        return UnverifiedToken.parse(hint, TokenType.ID_TOKEN)
                .flatMap(token ->
                        key(reading, token).flatMap(key -> verifier.idToken(token, keys.of(reading.tenant(), key))))
                .filter(claims -> claims.issuer().equals(tenant.issuer()));
    }

    private static Optional<KeyRingState.Key> key(Reading reading, UnverifiedToken token) {
        return SigningKeys.ring(reading)
                .flatMap(ring -> ring.keys().stream()
                        .filter(key ->
                                !key.revoked() && key.id().equals(token.key()) && key.algorithm() == token.algorithm())
                        .findFirst());
    }
}
