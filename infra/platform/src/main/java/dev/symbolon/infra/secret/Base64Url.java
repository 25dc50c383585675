package dev.symbolon.infra.secret;

import java.util.Base64;
import java.util.Optional;

/** Base64url without padding (RFC 4648 §5), with exactly one text for any bytes. */
final class Base64Url {

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The bytes; empty for text that {@link #encode} never writes, such as one with stray bits in its last character. */
    static Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Base64Url() {}
}
