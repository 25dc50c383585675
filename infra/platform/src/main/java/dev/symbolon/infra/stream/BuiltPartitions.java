package dev.symbolon.infra.stream;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.infra.mongo.Prompt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Where a start needn't look at each tenant: one document per cell, group of processes and number of partitions, {@code
 * {_id: "<group>/<partitions>", views: {"<partition>": [view]}}}. It says of a partition that every tenant of the cell whose
 * first event lies before the group's offset has these views built; whose lies behind it is met by reading on.
 *
 * <p>Who takes a partition over leaves its own views there, also where more are named: a tenant that it meets has those
 * alone.
 */
final class BuiltPartitions {
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private final Cells cells;
    private final String group;
    private final Set<String> views;

    BuiltPartitions(Cells cells, String group, Collection<String> views) {
        this.cells = cells;
        this.group = group;
        this.views = Set.copyOf(views);
    }

    /**
     * Those of the partitions with a tenant of that cell whose views may have to be built. What other views are noted there
     * is forgotten at once: tenants that are met from now on have ours alone, whether we come to note anything or not.
     */
    Set<Integer> open(String cell, Set<Integer> partitions, int count) {
        Set<Integer> open = new HashSet<>();
        MongoCollection<Document> collection = collection(cell);
        Document noted = collection.find(Filters.eq("_id", id(count))).first();
        Document built = noted == null ? new Document() : noted.get("views", new Document());
        List<Bson> forgotten = new ArrayList<>();
        for (int partition : partitions) {
            List<String> named = built.getList(Integer.toString(partition), String.class, List.of());
            if (!named.containsAll(views)) {
                open.add(partition);
            }
            if (!views.containsAll(named)) {
                forgotten.add(Updates.set(
                        "views." + partition,
                        named.stream().filter(views::contains).toList()));
            }
        }
        if (!forgotten.isEmpty()) {
            collection.updateOne(Filters.eq("_id", id(count)), Updates.combine(forgotten));
        }
        return open;
    }

    /** Every tenant of that cell in these partitions has its views built. */
    void note(String cell, Set<Integer> partitions, int count) {
        if (partitions.isEmpty()) {
            return;
        }
        List<String> sorted = views.stream().sorted().toList();
        var updates = new ArrayList<>(partitions.stream()
                .map(partition -> Updates.set("views." + partition, sorted))
                .toList());
        collection(cell).updateOne(Filters.eq("_id", id(count)), Updates.combine(updates), UPSERT);
    }

    private String id(int count) {
        return group + "/" + count;
    }

    private MongoCollection<Document> collection(String cell) {
        return Prompt.of(Objects.requireNonNull(cells.byName().get(cell)).getCollection("built"))
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }
}
