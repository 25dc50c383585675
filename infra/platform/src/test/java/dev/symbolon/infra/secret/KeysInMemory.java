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
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.mongo.Cells;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.bson.BsonDocument;

/** A key store on a document store in memory, with as many nodes as a test asks for. */
public final class KeysInMemory implements AutoCloseable {

    private final List<BsonDocument> commands = new CopyOnWriteArrayList<>();
    private final Runnable stop;
    private final MongoClient client;
    private final String database;

    public KeysInMemory() {
        this(new MongoServer(new MemoryBackend()));
    }

    private KeysInMemory(MongoServer server) {
        this(server.bindAndGetConnectionString() + "/keys", server::shutdownNow);
    }

    private KeysInMemory(String uri, Runnable stop) {
        ConnectionString address = new ConnectionString(uri);
        this.stop = stop;
        this.database = Objects.requireNonNull(address.getDatabase());
        this.client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(address)
                .addCommandListener(new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                        commands.add(event.getCommand().clone());
                    }
                })
                .build());
    }

    /** The same on a store that is there already. */
    static KeysInMemory at(String uri) {
        return new KeysInMemory(uri, () -> {});
    }

    public MongoDatabase database() {
        return client.getDatabase(database);
    }

    /** One cell, whose keys are in the same database. */
    Cells cells() {
        return new OneCell(database());
    }

    private record OneCell(MongoDatabase keys) implements Cells {
        @Override
        public String nameOf(TenantId tenant) {
            return DEFAULT;
        }

        @Override
        public SequencedMap<String, MongoDatabase> byName() {
            return new LinkedHashMap<>(Map.of(DEFAULT, keys));
        }
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
        return List.copyOf(commands);
    }

    public static MasterKey masterKey(Randomness randomness) {
        return FileMasterKey.of(new HashedRandomness("master key of tests").bytes(32), randomness);
    }

    @Override
    public void close() {
        client.close();
        stop.run();
    }
}
