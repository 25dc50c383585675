package dev.symbolon.infra.secret;

import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.ports.secret.KeyVault;
import dev.symbolon.ports.secret.RefreshSecrets;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that stands on one key store. */
public record Secrets(
        SealedPersonalData personalData, Handles handles, RefreshSecrets refresh, KeyVault vault, DayKeys days) {

    private static final Logger LOG = LoggerFactory.getLogger(Secrets.class);

    /**
     * What an older copy of the keys has brought back of the erased is destroyed before this returns.
     *
     * @param nanos monotonic time, which keys in memory age by
     */
    public static Secrets over(Cells cells, MasterKey master, Randomness randomness, LongSupplier nanos) {
        KeyRecords records = new KeyRecords(cells.keys());
        KeyStore store = new KeyStore(records, master, randomness, nanos);
        Erasures erasures = new Erasures(cells);
        int again = erasures.carryOut(store::destroyIfAlive, store::destroyAll);
        if (again > 0) {
            LOG.warn("{} keys of the erased were there, as after a restore; they are destroyed again", again);
        }
        return new Secrets(
                new SealedPersonalData(store, erasures, randomness),
                new SealedHandles(store, randomness),
                new KeyedRefreshSecrets(store),
                new WrappedVault(records, store),
                new DayKeys(records));
    }
}
