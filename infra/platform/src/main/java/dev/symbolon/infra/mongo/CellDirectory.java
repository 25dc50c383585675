package dev.symbolon.infra.mongo;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.bson.Document;
import org.bson.types.Binary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The cell of each registered tenant. Not a second record of it: this reads the register's own event, the first of the
 * tenant's stream in {@code system}, and keeps the answer, since a tenant stays where it was registered.
 */
final class CellDirectory {
    private static final int REMEMBERED = 100_000;
    private static final JsonMapper JSON = new JsonMapper();

    private final MongoCollection<Document> register;
    private final ConcurrentMap<TenantId, String> known = new ConcurrentHashMap<>();

    CellDirectory(MongoDatabase systemCell) {
        this.register =
                Prompt.of(systemCell.withReadConcern(ReadConcern.MAJORITY).getCollection("commits"));
    }

    /** Empty for a tenant that isn't registered, which may change any moment: that isn't kept. */
    Optional<String> cellOf(TenantId tenant) {
        String cell = known.get(tenant);
        if (cell != null) {
            return Optional.of(cell);
        }
        Optional<String> found = read(
                StreamId.of(TenantId.SYSTEM, StreamType.REGISTRATION, tenant).slot(0));
        found.ifPresent(name -> {
            if (known.size() >= REMEMBERED) {
                known.clear();
            }
            known.put(tenant, name);
        });
        return found;
    }

    private Optional<String> read(String slot) {
        Document commit =
                Prompt.awake(() -> register.find(Filters.eq("slots", slot)).first());
        if (commit == null) {
            return Optional.empty();
        }
        int index = commit.getList("slots", String.class).indexOf(slot);
        Document event = commit.getList("events", Document.class).get(index);
        JsonNode cell = JSON.readTree(event.get("bytes", Binary.class).getData())
                .path("data")
                .path("cell");
        if (!cell.isString()) {
            throw new IllegalStateException("the registration at " + slot + " names no cell");
        }
        return Optional.of(cell.stringValue());
    }
}
