package dev.symbolon.core.identifier;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** SHA-256 of a 256-bit secret's text, in base64url: what the log keeps of a code, token or client secret. */
public record SecretHash(String value) implements Identifier {

    /** The hash of a secret as it was presented, whatever its form. */
    public static SecretHash of(String presented) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(presented.getBytes(StandardCharsets.UTF_8));
            return new SecretHash(Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether both are the same hash, in time that doesn't depend on where they differ. */
    public boolean matches(SecretHash other) {
        return MessageDigest.isEqual(
                value.getBytes(StandardCharsets.US_ASCII), other.value.getBytes(StandardCharsets.US_ASCII));
    }
}
