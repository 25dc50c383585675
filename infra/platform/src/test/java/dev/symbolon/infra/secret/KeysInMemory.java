package dev.symbolon.infra.secret;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import dev.symbolon.core.identifier.Randomness;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.bson.BsonDocument;

/** A key store on a document store in memory, with as many nodes as a test asks for. */
public final class KeysInMemory implements AutoCloseable {

    private final List<BsonDocument> commands = new CopyOnWriteArrayList<>();
    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final MongoClient client = MongoClients.create(MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(server.bindAndGetConnectionString()))
            .addCommandListener(new CommandListener() {
                @Override
                public void commandStarted(CommandStartedEvent event) {
                    commands.add(event.getCommand().clone());
                }
            })
            .build());

    public MongoDatabase database() {
        return client.getDatabase("keys");
    }

    /** A node with caches of its own, and the same master key as every other. */
    public Secrets node(Randomness randomness, LongSupplier nanos) {
        return Secrets.over(database(), masterKey(randomness), randomness, nanos);
    }

    public Secrets node() {
        return node(new SecureBytes(), System::nanoTime);
    }

    /** What was sent to the store so far. */
    List<BsonDocument> commands() {
        return List.copyOf(commands);
    }

    public static MasterKey masterKey(Randomness randomness) {
        return FileMasterKey.of(new HashedRandomness("master key of tests").bytes(32), randomness);
    }

    @Override
    public void close() {
        client.close();
        server.shutdownNow();
    }
}
