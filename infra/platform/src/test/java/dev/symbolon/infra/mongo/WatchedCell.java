package dev.symbolon.infra.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import dev.symbolon.core.tenant.TenantId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.BsonDocument;

/** One cell, whose keys are in the same database, and all that was sent to its store. */
public final class WatchedCell implements Cells, AutoCloseable {
    private final List<BsonDocument> commands = new CopyOnWriteArrayList<>();
    private final MongoClient client;
    private final MongoDatabase database;

    public WatchedCell(String uri) {
        ConnectionString address = new ConnectionString(uri);
        client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(address)
                .addCommandListener(new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                        commands.add(event.getCommand().clone());
                    }
                })
                .build());
        database = client.getDatabase(Objects.requireNonNull(address.getDatabase()));
    }

    @Override
    public String nameOf(TenantId tenant) {
        return DEFAULT;
    }

    @Override
    public SequencedMap<String, MongoDatabase> byName() {
        return new LinkedHashMap<>(Map.of(DEFAULT, database));
    }

    @Override
    public MongoDatabase keys() {
        return database;
    }

    /** What was sent to the store so far, in order. */
    public List<BsonDocument> commands() {
        return List.copyOf(commands);
    }

    /** Those of these kinds that were sent to that collection. */
    public List<BsonDocument> commands(String collection, String... kinds) {
        return commands().stream()
                .filter(command -> List.of(kinds).contains(command.getFirstKey())
                        && command.get(command.getFirstKey()).isString()
                        && command.getString(command.getFirstKey()).getValue().equals(collection))
                .toList();
    }

    @Override
    public void close() {
        client.close();
    }
}
