package dev.symbolon.infra.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.symbolon.core.tenant.TenantId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cells that the settings name, each by its URI. */
public final class MongoCells implements Cells, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MongoCells.class);

    private final List<MongoClient> clients = new ArrayList<>();
    private final SequencedMap<String, MongoDatabase> cells = new LinkedHashMap<>();
    private final MongoDatabase keys;
    private final CellDirectory directory;

    /** Cells that tenants are in and this node has no setting for, each told of once. */
    private final Set<String> complained = ConcurrentHashMap.newKeySet();

    private MongoCells(String defaultCell, Map<String, String> others) {
        refuseTwins(defaultCell, others);
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

    /** Two writers and two readers of one log would each take it for their own cell's. */
    private static void refuseTwins(String defaultCell, Map<String, String> others) {
        Set<String> places = new HashSet<>(Set.of(place(defaultCell)));
        others.forEach((name, uri) -> {
            if (!places.add(place(uri))) {
                throw new IllegalArgumentException("the cell " + name + " is in the database of another");
            }
        });
    }

    private static String place(String uri) {
        ConnectionString parsed = new ConnectionString(uri);
        return parsed.getHosts().stream().sorted().toList() + "/" + parsed.getDatabase();
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
                // This isn't the URI's to say: registrations, writers' heartbeats and what is spent are read as they
                // are.
                .readPreference(ReadPreference.primary())
                .build());
        clients.add(client);
        return client.getDatabase(database);
    }

    @Override
    public String nameOf(TenantId tenant) {
        // Asked even where one cell is set: whoever lacks another's setting would take the tenant's database for this
        // one.
        String name = tenant.equals(TenantId.SYSTEM)
                ? DEFAULT
                : directory.cellOf(tenant).orElse(DEFAULT);
        if (!cells.containsKey(name)) {
            if (complained.add(name)) {
                LOG.error(
                        "a tenant, {}, was registered with cell {}, which this node has no setting for: every request of a"
                                + " tenant there is answered with 503 until it starts with symbolon.cells.{}",
                        tenant.value(),
                        name,
                        name);
            }
            throw new CellNotSetException(name);
        }
        return name;
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
