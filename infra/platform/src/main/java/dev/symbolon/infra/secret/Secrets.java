package dev.symbolon.infra.secret;

import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.ports.secret.KeyVault;
import dev.symbolon.ports.secret.RefreshSecrets;
import java.util.function.LongSupplier;

/** All that stands on one key store. */
public record Secrets(
        SealedPersonalData personalData,
        Handles handles,
        RefreshSecrets refresh,
        KeyVault vault,
        DayKeys days,
        Erasures erasures)
        implements AutoCloseable {

    /**
     * What an older copy of the keys has brought back of the erased is destroyed before anybody gets a key of their tenant.
     *
     * @param nanos monotonic time, which keys in memory age by
     */
    public static Secrets over(Cells cells, MasterKey master, Randomness randomness, LongSupplier nanos) {
        KeyRecords records = new KeyRecords(cells.keys());
        Erasures erasures = new Erasures(cells);
        KeyStore store = new KeyStore(records, master, randomness, erasures::requireCarriedOut, nanos);
        erasures.carryOut(store::destroyIfAlive, store::destroyAll);
        return new Secrets(
                new SealedPersonalData(store, erasures, randomness),
                new SealedHandles(store, randomness),
                new KeyedRefreshSecrets(store),
                new WrappedVault(records, store),
                new DayKeys(records),
                erasures);
    }

    @Override
    public void close() {
        erasures.close();
    }
}
