package dev.symbolon.core.identifier;

import java.util.Base64;

/** 256 secret bits, in memory only: what is kept is {@link #hash()}. Printing one shows nothing. */
public final class Secret {
    private final byte[] bytes;

    public Secret(byte[] bytes) {
        if (bytes.length != 32) {
            throw new IllegalArgumentException("a secret has 256 bits");
        }
        this.bytes = bytes.clone();
    }

    /** The 43 characters of base64url that leave the server once. */
    public String reveal() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public SecretHash hash() {
        return SecretHash.of(reveal());
    }

    @Override
    public String toString() {
        return "Secret[…]";
    }
}
