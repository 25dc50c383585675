package dev.symbolon.infra.log;

import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.infra.log.CommitLog.Snapshot;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The collection {@code snapshots}: the newest for each stream and state version, so that two versions of the platform
 * don't replace each other's. One older than another that it replaces costs a few events more, nothing else.
 */
final class SnapshotStore {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotStore.class);

    private final MongoCollection<Document> snapshots;

    SnapshotStore(MongoDatabase cell) {
        this.snapshots = cell.withWriteConcern(WriteConcern.W1).getCollection("snapshots");
    }

    Optional<Snapshot> newest(StreamId stream, int stateVersion) {
        return Optional.ofNullable(snapshots
                        .find(Filters.eq("_id", id(stream, stateVersion)))
                        .first())
                .map(found -> new Snapshot(
                        stream,
                        found.getLong("sequence"),
                        stateVersion,
                        new HybridTime(found.getLong("clock")),
                        found.get("state", Binary.class).getData()));
    }

    void keep(Snapshot snapshot) {
        String id = id(snapshot.stream(), snapshot.stateVersion());
        try {
            snapshots.replaceOne(
                    Filters.eq("_id", id),
                    new Document("_id", id)
                            .append("tenant", snapshot.stream().tenant().value())
                            .append("sequence", snapshot.sequence())
                            .append("clock", snapshot.clock().value())
                            .append("state", new Binary(snapshot.state())),
                    new ReplaceOptions().upsert(true));
        } catch (MongoException e) {
            // Two nodes may make the same one at once, or the store be away: it is only an abbreviation.
            LOG.debug("a snapshot of {} wasn't kept", snapshot.stream(), e);
        }
    }

    private static String id(StreamId stream, int stateVersion) {
        return stream + "@" + stateVersion;
    }
}
