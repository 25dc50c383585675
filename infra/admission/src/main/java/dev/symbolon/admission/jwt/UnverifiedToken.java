package dev.symbolon.admission.jwt;

import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.core.signingkey.KeyId;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A token in the exact form of ours, of which nothing is believed yet. Its header has {@code alg}, {@code kid} and
 * {@code typ} and no more: {@code none}, HMAC, {@code jku}, {@code x5u}, {@code jwk}, {@code crit} and {@code zip} end
 * here (RFC 8725 §3.1), at the cost of one small parse.
 */
public record UnverifiedToken(String text, KeyId key, SigningAlgorithm algorithm) {
    private static final int LONGEST = 8 * 1024;
    private static final int LONGEST_HEADER = 256;
    private static final Set<String> MEMBERS = Set.of("alg", "kid", "typ");

    public static Optional<UnverifiedToken> parse(String text, TokenType expected) {
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        if (text.length() > LONGEST
                || first < 1
                || first > LONGEST_HEADER
                || second < first + 2
                || second == text.length() - 1
                || text.indexOf('.', second + 1) >= 0) {
            return Optional.empty();
        }
        return part(text.substring(0, first))
                .filter(header -> header.keySet().equals(MEMBERS))
                .filter(header -> expected.header().equals(header.get("typ")))
                .flatMap(header -> of(text, header));
    }

    /** Who it says it was made for; fit for no more than choosing who may be told that it isn't valid. */
    public Optional<String> claimedClient() {
        return claimed("client_id");
    }

    /** Who it says made it; fit for no more than choosing whose keys are to verify that. */
    public Optional<String> claimedIssuer() {
        return claimed("iss");
    }

    private Optional<String> claimed(String name) {
        int first = text.indexOf('.');
        return part(text.substring(first + 1, text.indexOf('.', first + 1)))
                .flatMap(claims -> claims.get(name) instanceof String value ? Optional.of(value) : Optional.empty());
    }

    private static Optional<UnverifiedToken> of(String text, Map<String, Object> header) {
        Optional<SigningAlgorithm> algorithm = algorithm(header.get("alg"));
        return header.get("kid") instanceof String kid && Identifier.wellFormed(kid)
                ? algorithm.map(known -> new UnverifiedToken(text, new KeyId(kid), known))
                : Optional.empty();
    }

    private static Optional<SigningAlgorithm> algorithm(@Nullable Object name) {
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            if (algorithm.name().equals(name)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    private static Optional<Map<String, Object>> part(String encoded) {
        try {
            return Optional.of(StrictJson.readObject(Base64.getUrlDecoder().decode(encoded)));
        } catch (IllegalArgumentException | JacksonException _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "UnverifiedToken[" + key.value() + "]";
    }
}
