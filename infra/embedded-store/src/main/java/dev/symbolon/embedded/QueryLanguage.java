package dev.symbolon.embedded;

import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A collection as the library's query language sees it: it brings update operators, upserts, projections and distinct, this
 * brings queries by plan and writes into the transaction of the command.
 */
final class QueryLanguage extends AbstractMongoCollection<byte[]> {

    private final StoredCollection collection;
    private final Map<Document, StoredDocument> read = new IdentityHashMap<>();
    private @Nullable WriteTx tx;
    private boolean firstOnly;

    QueryLanguage(StoredCollection collection, Catalogue catalogue) {
        super(
                new QueryDatabase(catalogue, collection.namespace().database()),
                collection.namespace().collection(),
                CollectionOptions.withDefaults(),
                new CursorRegistry());
        this.collection = collection;
    }

    /** One update statement: answers n, nModified and upserted. */
    Document update(WriteTx transaction, Document query, Document update, boolean multi, boolean upsert) {
        return within(
                transaction,
                !multi,
                () -> updateDocuments(query, update, ArrayFilters.empty(), multi, upsert, NoopOplog.get()));
    }

    Document findAndModify(WriteTx transaction, Document command) {
        return within(transaction, true, () -> findAndModify(command));
    }

    private Document within(WriteTx transaction, boolean first, Supplier<Document> work) {
        tx = transaction;
        firstOnly = first;
        try {
            return work.get();
        } finally {
            tx = null;
            read.clear();
        }
    }

    /** The library's projection, for all that isn't a plain choice of fields. */
    List<Document> project(List<Document> documents, Document projection) {
        return matchDocumentsFromStream(new Document(), documents.stream(), 0, 0, 0, null, projection)
                .collectDocuments();
    }

    @Override
    protected QueryResult queryDocuments(
            Document query, @Nullable Document orderBy, int skip, int limit, int batchSize, @Nullable Document fields) {
        SortOrder sort = SortOrder.of(orderBy);
        List<Document> found = new ArrayList<>();
        WriteTx transaction = tx;
        DocumentSource source = transaction == null
                ? collection.find(query, sort, skip, limit)
                : transaction.find(query, sort, skip, firstOnly ? 1 : limit);
        while (!source.exhausted()) {
            for (StoredDocument document : source.next(1_000, Integer.MAX_VALUE)) {
                Document decoded = document.decoded();
                if (transaction != null) {
                    read.put(decoded, document);
                }
                found.add(decoded);
            }
        }
        return new QueryResult(fields == null || fields.isEmpty() ? found : project(found, fields));
    }

    @Override
    protected QueryResult matchDocuments(
            Document query, Document orderBy, int skip, int limit, int batchSize, Document fields) {
        return queryDocuments(query, orderBy, skip, limit, batchSize, fields);
    }

    private WriteTx transaction() {
        WriteTx transaction = tx;
        if (transaction == null) {
            throw new IllegalStateException("a write outside a transaction");
        }
        return transaction;
    }

    @Override
    public void addDocument(Document document) {
        byte[] bson = BsonWriter.bytes(document);
        transaction().insert(StoredCollection.prepare(bson, 0, bson.length));
    }

    @Override
    protected byte[] findDocumentPosition(Document document) {
        return KeyBounds.encode(document.get("_id"), true);
    }

    @Override
    protected void handleUpdate(byte[] id, Document before, Document after) {
        StoredDocument stored = read.get(after);
        if (stored == null) {
            throw new IllegalStateException("an update of a document that wasn't read");
        }
        byte[] bson = BsonWriter.bytes(after);
        RawBson.checkSize(bson.length);
        transaction().update(id, stored.bson(), bson);
    }

    @Override
    public void removeDocument(Document document) {
        StoredDocument stored = read.get(document);
        if (stored == null) {
            throw new IllegalStateException("a removal of a document that wasn't read");
        }
        transaction().delete(findDocumentPosition(document), stored.bson());
    }

    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    public int count() {
        return (int) Math.min(Integer.MAX_VALUE, collection.size());
    }

    @Override
    protected Stream<DocumentWithPosition<byte[]>> streamAllDocumentsWithPosition() {
        throw unused();
    }

    @Override
    protected Document getDocument(byte[] position) {
        throw unused();
    }

    @Override
    protected byte[] addDocumentInternal(Document document) {
        throw unused();
    }

    @Override
    protected void removeDocument(byte[] position) {
        throw unused();
    }

    @Override
    protected void updateDataSize(int delta) {
        throw unused();
    }

    @Override
    protected int getDataSize() {
        return 0;
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("the library's own indexes and scans aren't used");
    }
}
