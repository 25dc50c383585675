package dev.symbolon.infra.secret;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.secret.KeyVault;
import java.security.MessageDigest;
import java.util.Optional;

/** Secrets beside the keys, each wrapped by its tenant's key under its name. Nothing is cached: callers hold what they use. */
final class WrappedVault implements KeyVault {

    private final KeyRecords records;
    private final KeyStore keys;

    WrappedVault(KeyRecords records, KeyStore keys) {
        this.records = records;
        this.keys = keys;
    }

    @Override
    public void keep(TenantId tenant, String name, byte[] secret) {
        KeyName key = KeyName.ofVault(tenant, name);
        boolean kept =
                switch (records.keepFirst(key, keys.wrap(key, secret))) {
                    case KeyRecords.Stored.Wrapped wrapped ->
                        MessageDigest.isEqual(keys.unwrap(key, wrapped.text()), secret);
                    case KeyRecords.Stored.Tombstone _ -> false;
                };
        if (!kept) {
            throw new IllegalStateException("the vault holds, or held, something else as " + key);
        }
    }

    @Override
    public Optional<byte[]> fetch(TenantId tenant, String name) {
        // Before the record is read: one of the erased might be destroyed between.
        keys.require(tenant);
        KeyName key = KeyName.ofVault(tenant, name);
        return records.find(key).flatMap(record -> switch (record) {
            case KeyRecords.Stored.Wrapped wrapped -> Optional.of(keys.unwrap(key, wrapped.text()));
            case KeyRecords.Stored.Tombstone _ -> Optional.empty();
        });
    }

    @Override
    public void destroy(TenantId tenant, String name) {
        records.bury(KeyName.ofVault(tenant, name));
    }
}
