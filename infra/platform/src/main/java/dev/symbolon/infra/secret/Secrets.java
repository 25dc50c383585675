package dev.symbolon.infra.secret;

import com.mongodb.client.MongoDatabase;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.ports.secret.KeyVault;
import dev.symbolon.ports.secret.RefreshSecrets;
import java.util.function.LongSupplier;

/** All that stands on one key store. */
public record Secrets(
        SealedPersonalData personalData, Handles handles, RefreshSecrets refresh, KeyVault vault, DayKeys days) {

    /** @param nanos monotonic time, which keys in memory age by */
    public static Secrets over(MongoDatabase keys, MasterKey master, Randomness randomness, LongSupplier nanos) {
        KeyRecords records = new KeyRecords(keys);
        KeyStore store = new KeyStore(records, master, randomness, nanos);
        return new Secrets(
                new SealedPersonalData(store, randomness),
                new SealedHandles(store, randomness),
                new KeyedRefreshSecrets(store),
                new WrappedVault(records, store),
                new DayKeys(records));
    }
}
