package dev.symbolon.infra.stream;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/** A cell's writers, {@code name/epoch}, that may have something to say: live, or being taken over by another node. */
final class LiveWriters implements Supplier<Set<String>> {
    private final MongoDatabase cell;

    LiveWriters(MongoDatabase cell) {
        this.cell = cell;
    }

    @Override
    public Set<String> get() {
        return cell.getCollection("writers")
                .withReadConcern(ReadConcern.MAJORITY)
                .find(Filters.in("state", "live", "taken"))
                .projection(Projections.include("_id"))
                .map(writer -> writer.getString("_id"))
                .into(new HashSet<>());
    }
}
