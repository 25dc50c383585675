package dev.symbolon.infra.secret;

import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.identifier.Secret;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.secret.RefreshSecrets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;

/** Refresh tokens' secrets, by a key of each tenant's own that is made when it is first needed. */
final class KeyedRefreshSecrets implements RefreshSecrets {

    private final KeyStore keys;

    KeyedRefreshSecrets(KeyStore keys) {
        this.keys = keys;
    }

    @Override
    public Secret secret(TenantId tenant, GrantId grant, long generation) {
        byte[] id = grant.value().getBytes(StandardCharsets.US_ASCII);
        // The number last and of fixed width: no other grant and number make the same text.
        byte[] text = ByteBuffer.allocate(id.length + Long.BYTES)
                .put(id)
                .putLong(generation)
                .array();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(keys.obtain(KeyName.ofRefresh(tenant)));
            return new Secret(mac.doFinal(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
