package dev.symbolon.infra.secret;

import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.infra.mongo.WatchedCell;
import java.util.List;
import java.util.function.LongSupplier;
import org.bson.BsonDocument;

/** A key store on a document store in memory, with as many nodes as a test asks for. */
public final class KeysInMemory implements AutoCloseable {

    private final Runnable stop;
    private final WatchedCell cell;

    public KeysInMemory() {
        this(new MongoServer(new MemoryBackend()));
    }

    private KeysInMemory(MongoServer server) {
        this(server.bindAndGetConnectionString() + "/keys", server::shutdownNow);
    }

    private KeysInMemory(String uri, Runnable stop) {
        this.stop = stop;
        this.cell = new WatchedCell(uri);
    }

    /** The same on a store that is there already. */
    static KeysInMemory at(String uri) {
        return new KeysInMemory(uri, () -> {});
    }

    public MongoDatabase database() {
        return cell.keys();
    }

    /** One cell, whose keys are in the same database. */
    Cells cells() {
        return cell;
    }

    /** A node with caches of its own, and the same master key as every other. */
    public Secrets node(Randomness randomness, LongSupplier nanos) {
        return Secrets.over(cells(), masterKey(randomness), randomness, nanos);
    }

    public Secrets node() {
        return node(new SecureBytes(), System::nanoTime);
    }

    /** What was sent to the store so far. */
    List<BsonDocument> commands() {
        return cell.commands();
    }

    public static MasterKey masterKey(Randomness randomness) {
        return FileMasterKey.of(new HashedRandomness("master key of tests").bytes(32), randomness);
    }

    @Override
    public void close() {
        cell.close();
        stop.run();
    }
}
