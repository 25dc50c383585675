package dev.symbolon.infra.secret;

import dev.symbolon.core.event.Personal;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.secret.PersonalData;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Seals personal data on its way into the log and opens it again. The sealed text is
 * {@code p1.<kind of key>/<name of key>.<base64url of nonce, ciphertext, tag>}; it is bound to its tenant, event, field
 * and key, so that it opens nowhere else.
 */
public final class SealedPersonalData implements PersonalData {

    private static final String FORM = "p1";

    private final KeyStore keys;
    private final Erasures erasures;
    private final Randomness randomness;

    SealedPersonalData(KeyStore keys, Erasures erasures, Randomness randomness) {
        this.keys = keys;
        this.erasures = erasures;
        this.randomness = randomness;
    }

    /**
     * Seals a field's value by its subject's key, which is durable when this returns. A value that came sealed from an
     * earlier event is opened and sealed anew, since its seal would open in no other event.
     *
     * @throws SubjectErasedException when the subject, or the one that the value came from, is erased
     */
    public String seal(Sealing sealing, String path, Personal value) {
        String clear = open(sealing.tenant(), value)
                .orElseThrow(() -> new SubjectErasedException("what " + path + " held before is erased"));
        KeyName name = sealing.key();
        SecretKey key = keys.obtain(name);
        byte[] sealed = AesGcm.seal(
                key,
                randomness.bytes(AesGcm.NONCE_BYTES),
                clear.getBytes(StandardCharsets.UTF_8),
                bound(name, Sealing.context(sealing.event(), path)));
        return FORM + "." + name.reference() + "." + Base64Url.encode(sealed);
    }

    @Override
    public Optional<String> open(TenantId tenant, Personal value) {
        return switch (value) {
            case Personal.Clear clear -> Optional.of(clear.value());
            case Personal.Sealed sealed -> open(tenant, sealed);
        };
    }

    private Optional<String> open(TenantId tenant, Personal.Sealed value) {
        String text = value.ciphertext();
        int last = text.lastIndexOf('.');
        if (!text.startsWith(FORM + ".") || last <= FORM.length()) {
            throw new UnreadableSecretException("personal data is sealed in a form that isn't known here");
        }
        KeyName name = KeyName.ofPersonal(tenant, text.substring(FORM.length() + 1, last))
                .orElseThrow(
                        () -> new UnreadableSecretException("personal data names no key that could have sealed it"));
        return switch (keys.find(name)) {
            case KeyState.Destroyed _ -> Optional.empty();
            case KeyState.Live live ->
                Optional.of(Base64Url.decode(text.substring(last + 1))
                        .flatMap(ciphertext -> AesGcm.open(live.key(), ciphertext, bound(name, value.context())))
                        .map(clear -> new String(clear, StandardCharsets.UTF_8))
                        .orElseThrow(() -> new UnreadableSecretException(
                                "personal data under key " + name + " was altered or moved")));
            case KeyState.Absent _ when name.kind() == KeyKind.DAY -> Optional.empty();
            // Never made here, yet it sealed something: another tenant's data, or keys that were lost. Not an erasure.
            case KeyState.Absent _ -> throw new UnreadableSecretException("there is no key " + name);
        };
    }

    @Override
    public void erase(TenantId tenant, UserId subject) {
        KeyName name = KeyName.ofSubject(tenant, subject);
        if (keys.destroyed(name)) {
            return;
        }
        long number = erasures.promise(tenant, subject);
        keys.destroy(name);
        erasures.carriedOut(tenant, number);
    }

    @Override
    public void destroy(TenantId tenant) {
        long number = erasures.promise(tenant);
        keys.destroyAll(tenant);
        erasures.carriedOut(tenant, number);
    }

    /** Drops this node's copies of the tenant's keys. */
    public void forget(TenantId tenant) {
        keys.forget(tenant);
    }

    /** Drops this node's copy of the subject's key: for whoever hears of an erasure on the control topic. */
    public void forget(TenantId tenant, UserId subject) {
        keys.forget(KeyName.ofSubject(tenant, subject));
    }

    @Override
    public String blindIndex(TenantId tenant, String kind, String normalized) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(keys.obtain(KeyName.ofIndex(tenant)));
            mac.update(kind.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Base64Url.encode(mac.doFinal(normalized.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bound(KeyName key, String context) {
        return (FORM + " " + key + " " + context).getBytes(StandardCharsets.UTF_8);
    }
}
