package dev.symbolon.infra.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.symbolon.core.tenant.TenantId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;

/** The cells that the settings name, each by its URI. */
public final class MongoCells implements Cells, AutoCloseable {
    private final List<MongoClient> clients = new ArrayList<>();
    private final SequencedMap<String, MongoDatabase> cells = new LinkedHashMap<>();
    private final MongoDatabase keys;
    private final CellDirectory directory;

    private MongoCells(String defaultCell, Map<String, String> others) {
        MongoDatabase first = connect(defaultCell);
        cells.put(DEFAULT, first);
        keys = clients.getFirst().getDatabase(first.getName() + "_keys");
        others.forEach((name, uri) -> {
            if (name.equals(DEFAULT)) {
                throw new IllegalArgumentException("the cell " + DEFAULT + " is set by symbolon.mongodb");
            }
            cells.put(name, connect(uri));
        });
        directory = new CellDirectory(first);
    }

    /** Makes the clients; a store that is away is met at the first use, not here. */
    public static MongoCells open(String defaultCell, Map<String, String> others) {
        return new MongoCells(defaultCell, others);
    }

    private MongoDatabase connect(String uri) {
        ConnectionString parsed = new ConnectionString(uri);
        String database = parsed.getDatabase();
        if (database == null) {
            throw new IllegalArgumentException("a cell's URI names its database");
        }
        // The URI's own options win over these bounds: what waits for a store that is away must end.
        MongoClient client = MongoClients.create(MongoClientSettings.builder()
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(5, TimeUnit.SECONDS))
                .applyToSocketSettings(
                        socket -> socket.connectTimeout(3, TimeUnit.SECONDS).readTimeout(10, TimeUnit.SECONDS))
                // A connection that broke says little of the server: look again soon.
                .applyToServerSettings(server -> server.minHeartbeatFrequency(50, TimeUnit.MILLISECONDS))
                .applyToConnectionPoolSettings(pool -> pool.maxWaitTime(5, TimeUnit.SECONDS))
                .applyConnectionString(parsed)
                .build());
        clients.add(client);
        return client.getDatabase(database);
    }

    @Override
    public String nameOf(TenantId tenant) {
        return cells.size() == 1 || tenant.equals(TenantId.SYSTEM)
                ? DEFAULT
                : directory.cellOf(tenant).orElse(DEFAULT);
    }

    @Override
    public SequencedMap<String, MongoDatabase> byName() {
        return Collections.unmodifiableSequencedMap(cells);
    }

    @Override
    public MongoDatabase keys() {
        return keys;
    }

    @Override
    public void close() {
        clients.forEach(MongoClient::close);
    }
}
