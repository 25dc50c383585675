package dev.symbolon.token.running;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.symbolon.core.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.types.Binary;

/** The log as it stands in the store, read past the platform. */
public final class StoredCommits implements AutoCloseable {
    private final MongoClient client;

    public StoredCommits(RunningPlatform platform) {
        this.client = MongoClients.create(platform.store());
    }

    /** The tenant's events, as type and stored text. */
    public List<Map.Entry<String, String>> eventsOf(TenantId tenant) {
        List<Map.Entry<String, String>> events = new ArrayList<>();
        client.getDatabase("symbolon")
                .getCollection("commits")
                .find(Filters.eq("tenant", tenant.value()))
                .forEach(commit -> commit.getList("events", Document.class)
                        .forEach(event -> events.add(Map.entry(event.getString("type"), text(event)))));
        return events;
    }

    /** The types of the events of each of the tenant's commits that has this text in any of them. */
    public List<List<String>> commitsWith(TenantId tenant, String text) {
        List<List<String>> commits = new ArrayList<>();
        client.getDatabase("symbolon")
                .getCollection("commits")
                .find(Filters.eq("tenant", tenant.value()))
                .forEach(commit -> {
                    List<Document> events = commit.getList("events", Document.class);
                    if (events.stream().anyMatch(event -> text(event).contains(text))) {
                        commits.add(events.stream()
                                .map(event -> event.getString("type"))
                                .toList());
                    }
                });
        return commits;
    }

    private static String text(Document event) {
        return new String(event.get("bytes", Binary.class).getData(), StandardCharsets.UTF_8);
    }

    /** How many documents each collection has. */
    public Map<String, Long> sizes() {
        Map<String, Long> sizes = new TreeMap<>();
        for (String name : client.listDatabaseNames()) {
            MongoDatabase database = client.getDatabase(name);
            for (String collection : database.listCollectionNames()) {
                long[] count = new long[1];
                database.getCollection(collection).find().forEach(_ -> count[0]++);
                sizes.put(name + "." + collection, count[0]);
            }
        }
        return sizes;
    }

    @Override
    public void close() {
        client.close();
    }
}
