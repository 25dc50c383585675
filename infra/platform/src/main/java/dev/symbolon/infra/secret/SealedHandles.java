package dev.symbolon.infra.secret;

import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.secret.Handles;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Handles as base64url of format (1 byte), end of life (8, milliseconds), salt (16) and AES-256-GCM text. Anybody can
 * make the platform seal as many as they like under one tenant key, so each has a key of its own, derived by the salt:
 * random nonces of 96 bits alone would have to stop at 2³² texts.
 */
final class SealedHandles implements Handles {

    private static final byte FORMAT = 1;
    private static final int SALT_BYTES = 16;
    private static final int HEADER_BYTES = 1 + Long.BYTES + SALT_BYTES;
    private static final int LONGEST = 16_384;

    private final KeyStore keys;
    private final Randomness randomness;

    SealedHandles(KeyStore keys, Randomness randomness) {
        this.keys = keys;
        this.randomness = randomness;
    }

    @Override
    public String seal(TenantId tenant, String purpose, byte[] content, Instant expiresAt) {
        byte[] header = ByteBuffer.allocate(HEADER_BYTES)
                .put(FORMAT)
                .putLong(expiresAt.toEpochMilli())
                .put(randomness.bytes(SALT_BYTES))
                .array();
        byte[] sealed = AesGcm.seal(
                derived(tenant, header), randomness.bytes(AesGcm.NONCE_BYTES), content, bound(tenant, purpose, header));
        String handle = Base64Url.encode(ByteBuffer.allocate(header.length + sealed.length)
                .put(header)
                .put(sealed)
                .array());
        if (handle.length() > LONGEST) {
            throw new IllegalArgumentException("a handle has at most " + LONGEST + " characters");
        }
        return handle;
    }

    @Override
    public Optional<byte[]> open(TenantId tenant, String purpose, String handle, Instant now) {
        if (handle.length() > LONGEST) {
            return Optional.empty();
        }
        return Base64Url.decode(handle)
                .filter(bytes -> bytes.length > HEADER_BYTES && bytes[0] == FORMAT)
                .filter(bytes -> now.toEpochMilli()
                        < ByteBuffer.wrap(bytes, 1, Long.BYTES).getLong())
                .flatMap(bytes -> {
                    byte[] header = Arrays.copyOf(bytes, HEADER_BYTES);
                    byte[] sealed = Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length);
                    return AesGcm.open(derived(tenant, header), sealed, bound(tenant, purpose, header));
                });
    }

    private SecretKey derived(TenantId tenant, byte[] header) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(keys.obtain(KeyName.ofHandles(tenant)));
            return new SecretKeySpec(mac.doFinal(header), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bound(TenantId tenant, String purpose, byte[] header) {
        byte[] text = (tenant.value() + " " + purpose).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(header.length + text.length)
                .put(header)
                .put(text)
                .array();
    }
}
