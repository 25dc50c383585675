package dev.symbolon.infra.stream;

import com.mongodb.ReadConcern;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import dev.symbolon.infra.mongo.Cells;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/** The writers, {@code name/epoch}, that may have something to say: live, or being taken over by another node. */
final class LiveWriters implements Supplier<Set<String>> {
    private final Cells cells;

    LiveWriters(Cells cells) {
        this.cells = cells;
    }

    @Override
    public Set<String> get() {
        Set<String> live = new HashSet<>();
        cells.all()
                .forEach(cell -> cell.getCollection("writers")
                        .withReadConcern(ReadConcern.MAJORITY)
                        .find(Filters.in("state", "live", "taken"))
                        .projection(Projections.include("_id"))
                        .map(writer -> writer.getString("_id"))
                        .into(live));
        return live;
    }
}
