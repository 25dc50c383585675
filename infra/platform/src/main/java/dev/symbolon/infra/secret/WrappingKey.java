package dev.symbolon.infra.secret;

import dev.symbolon.core.identifier.Randomness;
import java.nio.charset.StandardCharsets;
import javax.crypto.SecretKey;

/**
 * A key that wraps others by AES-256-GCM, as {@code w1.<id of this key>.<base64url>}.
 *
 * @param id which key it is: what a rotation goes by
 */
record WrappingKey(String id, SecretKey key) {

    private static final String FORM = "w1";

    String wrap(byte[] secret, String name, Randomness randomness) {
        byte[] sealed = AesGcm.seal(key, randomness.bytes(AesGcm.NONCE_BYTES), secret, bound(name));
        return FORM + "." + id + "." + Base64Url.encode(sealed);
    }

    byte[] unwrap(String wrapped, String name) {
        String[] parts = wrapped.split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(FORM)) {
            throw new UnreadableSecretException("key " + name + " is wrapped in a form that isn't known here");
        }
        if (!parts[1].equals(id)) {
            throw new UnreadableSecretException(
                    "key " + name + " was wrapped by key " + parts[1] + ", but the one at hand is " + id);
        }
        return Base64Url.decode(parts[2])
                .flatMap(ciphertext -> AesGcm.open(key, ciphertext, bound(name)))
                .orElseThrow(() -> new UnreadableSecretException("key " + name + " was altered or moved"));
    }

    private byte[] bound(String name) {
        return (FORM + " " + id + " " + name).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "WrappingKey[" + id + "]";
    }
}
