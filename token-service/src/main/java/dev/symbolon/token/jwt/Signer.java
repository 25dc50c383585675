package dev.symbolon.token.jwt;

import dev.symbolon.admission.jwt.CryptoProvider;
import dev.symbolon.admission.jwt.TokenType;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.signingkey.KeyId;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.SecureDigestAlgorithm;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.security.PrivateKey;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Makes signed tokens. */
public final class Signer {
    /** A key that may sign now. */
    public record Key(KeyId id, SigningAlgorithm algorithm, PrivateKey half) {
        @Override
        public String toString() {
            return "Key[" + id.value() + "]";
        }
    }

    private static final JsonWriter JSON = new JsonWriter();

    private final CryptoProvider crypto;
    private final Timer timer;

    public Signer(CryptoProvider crypto, MeterRegistry meters) {
        this.crypto = crypto;
        this.timer = Timer.builder("symbolon.signatures")
                .description("Tokens made and signed: what the algorithm costs, whoever issues")
                .register(meters);
    }

    /** @param claims in the order in which they shall appear; times in seconds */
    public String sign(TokenType type, Key key, Map<String, Object> claims) {
        long from = System.nanoTime();
        String token = signed(type, key, claims);
        timer.record(System.nanoTime() - from, TimeUnit.NANOSECONDS);
        return token;
    }

    private String signed(TokenType type, Key key, Map<String, Object> claims) {
        JwtBuilder token = Jwts.builder()
                .header()
                .type(type.header())
                .keyId(key.id().value())
                .and()
                .claims(claims)
                .json(JSON)
                .b64Url(Base64Url::new)
                .signWith(key.half(), algorithm(key.algorithm()));
        crypto.provider().ifPresent(token::provider);
        return token.compact();
    }

    private static SecureDigestAlgorithm<PrivateKey, ?> algorithm(SigningAlgorithm algorithm) {
        return switch (algorithm) {
            case ES256 -> Jwts.SIG.ES256;
            case RS256 -> Jwts.SIG.RS256;
        };
    }
}
