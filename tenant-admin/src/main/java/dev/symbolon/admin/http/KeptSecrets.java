package dev.symbolon.admin.http;

import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.secret.ShownSecrets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Secrets that were shown once, for the day in which the same request may come again: under a key made from the
 * Idempotency-Key, which isn't kept.
 */
@Component
final class KeptSecrets {
    private static final Duration KEPT = Duration.ofHours(24);
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final ShownSecrets shown;
    private final Randomness randomness;

    KeptSecrets(ShownSecrets shown, Randomness randomness) {
        this.shown = shown;
        this.randomness = randomness;
    }

    /** After the commit, so that of several tries the one that counts is kept. */
    void keep(Call call, TenantId tenant, Optional<String> secret) {
        if (secret.isPresent() && call.once().isPresent()) {
            byte[] nonce = randomness.bytes(NONCE);
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, call, nonce, secret.get().getBytes(StandardCharsets.UTF_8));
            byte[] all = ByteBuffer.allocate(NONCE + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            shown.keep(tenant, name(call), all, call.at().plus(KEPT));
        }
    }

    /** @param committed about when it was kept */
    Optional<String> kept(Call call, TenantId tenant, Instant committed) {
        return shown.kept(tenant, name(call), committed.plus(KEPT), call.at()).map(all -> {
            byte[] nonce = Arrays.copyOf(all, NONCE);
            byte[] sealed = Arrays.copyOfRange(all, NONCE, all.length);
            return new String(cipher(Cipher.DECRYPT_MODE, call, nonce, sealed), StandardCharsets.UTF_8);
        });
    }

    private static String name(Call call) {
        return call.once().orElseThrow().claim();
    }

    private static byte[] cipher(int mode, Call call, byte[] nonce, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(
                    call.idempotencyKey().orElseThrow().getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            byte[] key = mac.doFinal(("symbolon shown secret " + name(call)).getBytes(StandardCharsets.UTF_8));
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
