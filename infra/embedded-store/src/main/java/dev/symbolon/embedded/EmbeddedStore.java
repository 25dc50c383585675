package dev.symbolon.embedded;

import java.io.IOException;

/** A document store that speaks MongoDB's wire protocol and keeps its data in one folder of this machine. */
public final class EmbeddedStore implements AutoCloseable {

    private final EmbeddedStoreSettings settings;
    private final DataFolderLock lock;
    private final Engine engine;
    private final WireServer server;

    private EmbeddedStore(EmbeddedStoreSettings settings, DataFolderLock lock, Engine engine, WireServer server) {
        this.settings = settings;
        this.lock = lock;
        this.engine = engine;
        this.server = server;
    }

    /**
     * Opens the folder's store, creating it at first, and listens when this returns.
     *
     * @throws IOException if another process has the folder, the port is taken, or the data doesn't open
     */
    public static EmbeddedStore open(EmbeddedStoreSettings settings) throws IOException {
        DataFolderLock lock = DataFolderLock.take(settings.data());
        Engine engine = null;
        try {
            engine = Engine.open(settings.data(), settings.durability());
            Catalogue catalogue = Catalogue.read(engine);
            WireServer server = WireServer.listen(settings.host(), settings.port(), new Commands(engine, catalogue));
            return new EmbeddedStore(settings, lock, engine, server);
        } catch (IOException | RuntimeException e) {
            if (engine != null) {
                engine.close();
            }
            lock.close();
            throw e;
        }
    }

    /** What mongodb-driver needs to connect. */
    public String connectionString() {
        return "mongodb://" + settings.host() + ":" + server.port();
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** What it has done so far. */
    public StoreCounters counters() {
        return engine.metrics.read();
    }

    @Override
    public void close() throws IOException {
        server.close();
        engine.close();
        lock.close();
    }
}
