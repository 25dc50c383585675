package dev.symbolon.admission.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.signingkey.KeyId;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParserBuilder;
import io.jsonwebtoken.Jwts;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/** Verifies access tokens of ours. A verified one is remembered by its hash, for the signature costs the most. */
public final class Verifier {
    private static final JsonReader JSON = new JsonReader();

    private record Seen(SecretHash token, KeyId key) {}

    private final CryptoProvider crypto;
    private final Cache<Seen, AccessTokenClaims> verified = Caffeine.newBuilder()
            .maximumSize(20_000)
            .expireAfterWrite(Duration.ofMinutes(5))
            .build();

    public Verifier(CryptoProvider crypto) {
        this.crypto = crypto;
    }

    /**
     * The claims, if the key made that signature and the token hasn't expired; who it is for is the caller's to check.
     *
     * @param key the public half of the key that the token names, which is the tenant's own and published
     */
    public Optional<AccessTokenClaims> verify(UnverifiedToken token, PublicKey key, Instant now) {
        Seen seen = new Seen(SecretHash.of(token.text()), token.key());
        AccessTokenClaims known = verified.getIfPresent(seen);
        if (known == null) {
            known = check(token, key, now).orElse(null);
            if (known == null) {
                return Optional.empty();
            }
            verified.put(seen, known);
        }
        return Optional.of(known).filter(claims -> now.isBefore(claims.expiresAt()));
    }

    private Optional<AccessTokenClaims> check(UnverifiedToken token, PublicKey key, Instant now) {
        JwtParserBuilder parser = Jwts.parser().json(JSON).verifyWith(key).clock(() -> Date.from(now));
        crypto.provider().ifPresent(parser::provider);
        try {
            Claims claims = parser.build().parseSignedClaims(token.text()).getPayload();
            return Optional.of(AccessTokenClaims.of(claims));
        } catch (JwtException | IllegalArgumentException | NullPointerException _) {
            return Optional.empty();
        }
    }

    /** What an ID token says, if the key made that signature; even of one that has expired, which is still a hint. */
    public Optional<IdTokenClaims> idToken(UnverifiedToken token, PublicKey key) {
        JwtParserBuilder parser = Jwts.parser().json(JSON).verifyWith(key).clock(() -> Date.from(Instant.EPOCH));
        crypto.provider().ifPresent(parser::provider);
        try {
            return Optional.of(IdTokenClaims.of(
                    parser.build().parseSignedClaims(token.text()).getPayload()));
        } catch (JwtException | IllegalArgumentException | NullPointerException _) {
            return Optional.empty();
        }
    }
}
