package dev.symbolon.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/** A database as the library's aggregation stages see it: they may look collections up, and change nothing. */
final class QueryDatabase implements MongoDatabase {

    private final Catalogue catalogue;
    private final String name;

    QueryDatabase(Catalogue catalogue, String name) {
        this.catalogue = catalogue;
        this.name = name;
    }

    @Override
    public String getDatabaseName() {
        return name;
    }

    @Override
    @SuppressWarnings("NullAway") // null is the library's "none"
    public @Nullable MongoCollection<?> resolveCollection(String collection, boolean throwIfNotFound) {
        return catalogue
                .find(new Namespace(name, collection))
                .map(found -> new QueryLanguage(found, catalogue))
                .orElse(null);
    }

    @Override
    public boolean isEmpty() {
        return catalogue.collectionsOf(name).isEmpty();
    }

    @Override
    public void handleClose(Channel channel) {
        // Nothing is kept per connection.
    }

    @Override
    public Document handleCommand(
            Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
        throw unsupported();
    }

    @Override
    public QueryResult handleQuery(MongoQuery query) {
        throw unsupported();
    }

    @Override
    public MongoCollection<?> createCollectionOrThrowIfExists(String collection, CollectionOptions options) {
        throw unsupported();
    }

    @Override
    public void drop(Oplog oplog) {
        throw unsupported();
    }

    @Override
    public void dropCollection(String collection, Oplog oplog) {
        throw unsupported();
    }

    @Override
    public void moveCollection(MongoDatabase from, MongoCollection<?> collection, String newName) {
        throw unsupported();
    }

    @Override
    public void unregisterCollection(String collection) {
        throw unsupported();
    }

    private static MongoServerError unsupported() {
        return new MongoServerError(238, "NotImplemented", "a query can't change the store");
    }
}
