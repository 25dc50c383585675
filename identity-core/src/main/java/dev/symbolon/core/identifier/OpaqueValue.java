package dev.symbolon.core.identifier;

import java.util.Optional;

/**
 * A code, refresh token or session cookie as it travels: {@code <stream id>.<secret>}. It locates its stream, so that
 * spending it needs no secondary index; only the secret's hash is stored.
 */
public record OpaqueValue(String streamId, String secret) {
    private static final int SECRET_LENGTH = 43;

    /** Parses exactly what {@link #reveal()} prints; anything else, longer or shorter, is empty. */
    public static Optional<OpaqueValue> parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 1 || dot > 64 || text.length() - dot - 1 != SECRET_LENGTH) {
            return Optional.empty();
        }
        String id = text.substring(0, dot);
        String secret = text.substring(dot + 1);
        return Identifier.wellFormed(id) && canonical(secret)
                ? Optional.of(new OpaqueValue(id, secret))
                : Optional.empty();
    }

    public SecretHash secretHash() {
        return SecretHash.of(secret);
    }

    /** The text that is handed out; never logged. */
    public String reveal() {
        return streamId + "." + secret;
    }

    @Override
    public String toString() {
        return streamId + ".…";
    }

    private static boolean canonical(String secret) {
        for (int i = 0; i < secret.length(); i++) {
            char c = secret.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_')) {
                return false;
            }
        }
        return true;
    }
}
