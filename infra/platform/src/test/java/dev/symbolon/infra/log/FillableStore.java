package dev.symbolon.infra.log;

import dev.symbolon.embedded.Durability;
import dev.symbolon.embedded.EmbeddedStore;
import dev.symbolon.embedded.EmbeddedStoreSettings;
import java.io.IOException;
import java.nio.file.Path;

/** A store of a test's own, whose disk can be full: for as long, every embedded store of this JVM believes the same. */
public final class FillableStore implements AutoCloseable {
    private static final String RESERVE = "symbolon.store.diskReserveBytes";

    private final EmbeddedStore store;

    public FillableStore(Path folder) throws IOException {
        store = EmbeddedStore.open(EmbeddedStoreSettings.local(folder, Durability.WAL));
    }

    public String database(String name) {
        return store.connectionString() + "/" + name;
    }

    public int port() {
        return store.port();
    }

    /** It notices within half a second. */
    public static void fill() {
        System.setProperty(RESERVE, Long.toString(Long.MAX_VALUE));
    }

    public static void makeRoom() {
        System.clearProperty(RESERVE);
    }

    @Override
    public void close() throws IOException {
        makeRoom();
        store.close();
    }
}
