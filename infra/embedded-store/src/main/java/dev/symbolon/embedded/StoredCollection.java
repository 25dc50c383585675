package dev.symbolon.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.exception.IndexNotFoundException;
import de.bwaldvogel.mongo.exception.InvalidIdFieldError;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** A collection: its place in the byte space, its indexes, and the lock under which it is written. */
final class StoredCollection {

    private static final byte[] ID = RawBson.name("_id");
    private static final int ID_LENGTH_BYTES = 2;

    private final Catalogue catalogue;
    private final Engine engine;
    private final int space;
    private final StoredIndex idIndex;
    private final QueryLanguage language;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Namespace namespace;
    private volatile List<StoredIndex> indexes;
    private volatile long size;
    private boolean retired;

    StoredCollection(
            Catalogue catalogue, Engine engine, Namespace namespace, int space, List<StoredIndex> indexes, long size) {
        this.catalogue = catalogue;
        this.engine = engine;
        this.namespace = namespace;
        this.space = space;
        this.indexes = List.copyOf(indexes);
        this.size = size;
        Document idSpec = new Document("name", "_id_")
                .append("key", new Document("_id", 1))
                .append("unique", true);
        this.idIndex = StoredIndex.made(idSpec, space);
        this.language = new QueryLanguage(this, catalogue);
    }

    /** What a query finds, in order; the source takes no lock. */
    DocumentSource find(Document query, SortOrder sort, long skip, long limit) {
        Plan plan = plan(query, sort);
        if (plan.sorted()) {
            return new PlanSource(this, engine, plan, query, skip, limit);
        }
        return SortedSource.sort(new PlanSource(this, engine, plan, query, 0, 0), sort, skip, limit);
    }

    Plan plan(Document query, SortOrder sort) {
        return Planner.plan(this, Filter.of(query), sort);
    }

    /** How many documents match, counted without fetching where the index says it all. */
    long count(Document query, long skip, long limit) {
        if (query.isEmpty() && skip == 0 && limit == 0) {
            return size;
        }
        return new PlanSource(this, engine, plan(query, SortOrder.NONE), query, skip, limit).count();
    }

    /** Runs a write under the lock and flushes it; empty if the collection was dropped meanwhile. */
    <T> Optional<T> write(Function<WriteTx, T> work) {
        lock.lock();
        try {
            if (retired) {
                return Optional.empty();
            }
            WriteTx tx = new WriteTx(this, engine, catalogue);
            T result = work.apply(tx);
            tx.flush();
            return Optional.of(result);
        } finally {
            lock.unlock();
        }
    }

    void exclusively(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    void retire(Runnable drop) {
        exclusively(() -> {
            drop.run();
            retired = true;
        });
    }

    /** Adds an index over what is there: false if the very same one exists, empty if the collection was dropped meanwhile. */
    Optional<Boolean> createIndex(Document spec) {
        StoredIndex asked = StoredIndex.made(spec, 0);
        return write(tx -> {
            if (exists(asked)) {
                return false;
            }
            StoredIndex index = StoredIndex.made(spec, catalogue.takeSpace());
            try {
                build(index, tx);
            } catch (MongoServerError e) {
                deleteEntries(index);
                throw e;
            }
            List<StoredIndex> more = new ArrayList<>(indexes);
            more.add(index);
            changeIndexes(more);
            return true;
        });
    }

    private boolean exists(StoredIndex asked) {
        for (StoredIndex index : indexes) {
            if (index.name().equals(asked.name())) {
                if (!index.sameAs(asked)) {
                    throw new MongoServerError(
                            86,
                            "IndexKeySpecsConflict",
                            "An index named " + asked.name() + " exists with other options");
                }
                return true;
            }
            if (index.pattern().equals(asked.pattern())) {
                throw new MongoServerError(
                        85, "IndexOptionsConflict", "Index already exists with a different name: " + index.name());
            }
        }
        return asked.fields().size() == 1 && asked.fields().getFirst().path().equals("_id");
    }

    private void build(StoredIndex index, WriteTx tx) {
        try (Engine.KeyRange range = engine.range(Spaces.start(space), Spaces.end(space))) {
            for (range.first(false); range.valid(); range.next(false)) {
                byte[] key = range.key();
                tx.index(index, Arrays.copyOfRange(key, Spaces.PREFIX, key.length), range.value());
            }
        }
        tx.flush();
    }

    private void deleteEntries(StoredIndex index) {
        Batch batch = new Batch();
        batch.deleteRange(Spaces.start(index.space()), Spaces.end(index.space()));
        engine.write(batch, false);
    }

    void dropIndex(String name) {
        write(tx -> {
            StoredIndex dropped = indexes.stream()
                    .filter(index -> index.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IndexNotFoundException("index not found with name [" + name + "]"));
            changeIndexes(indexes.stream().filter(index -> index != dropped).toList());
            deleteEntries(dropped);
            return true;
        });
    }

    private void changeIndexes(List<StoredIndex> changed) {
        List<StoredIndex> before = indexes;
        indexes = List.copyOf(changed);
        Batch batch = new Batch();
        catalogue.put(batch, this);
        try {
            engine.write(batch, false);
        } catch (MongoServerError e) {
            indexes = before;
            throw e;
        }
    }

    /** The document as it will be stored: checked, and with an {@code _id}. */
    static byte[] prepare(byte[] bytes, int offset, int limit) {
        int length = RawBson.validate(bytes, offset, limit);
        int id = RawBson.find(bytes, offset, ID);
        if (id < 0) {
            return withGeneratedId(bytes, offset, length);
        }
        if (bytes[id] == BsonType.ARRAY || bytes[id] == BsonType.REGEX || bytes[id] == BsonType.UNDEFINED) {
            throw new InvalidIdFieldError("The '_id' value cannot be of type array, regex or undefined");
        }
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    private static byte[] withGeneratedId(byte[] bytes, int offset, int length) {
        Bytes out = new Bytes(length + 17);
        out.putIntLe(length + 17);
        out.putByte(BsonType.OBJECT_ID);
        out.put(ID);
        out.putByte(0);
        out.put(new ObjectId().toByteArray());
        out.put(bytes, offset + 4, length - 4);
        return out.toByteArray();
    }

    /** The encoded {@code _id} of a prepared document. */
    static byte[] idOf(byte[] document) {
        int element = RawBson.find(document, 0, ID);
        Bytes out = new Bytes(48);
        KeyEncoder.encode(document[element], document, element + 1 + ID.length + 1, out);
        return out.toByteArray();
    }

    /** An entry of a non-unique index: the key, the document's id where the key doesn't end with it, and the length of that. */
    static byte[] entryKey(StoredIndex index, byte[] key, byte[] id) {
        int more = index.endsWithId() ? 0 : id.length;
        byte[] entry = Arrays.copyOf(key, key.length + more + ID_LENGTH_BYTES);
        System.arraycopy(id, 0, entry, key.length, more);
        entry[entry.length - 2] = (byte) (id.length >>> 8);
        entry[entry.length - 1] = (byte) id.length;
        return entry;
    }

    static byte[] idOfEntry(byte[] entry) {
        int end = entry.length - ID_LENGTH_BYTES;
        int length = (entry[end] & 0xFF) << 8 | entry[end + 1] & 0xFF;
        return Arrays.copyOfRange(entry, end - length, end);
    }

    Namespace namespace() {
        return namespace;
    }

    void moveTo(Namespace to) {
        namespace = to;
    }

    int space() {
        return space;
    }

    /** The library's side of this collection; for updates, and only under the lock. */
    QueryLanguage language() {
        return language;
    }

    StoredIndex idIndex() {
        return idIndex;
    }

    List<StoredIndex> indexes() {
        return indexes;
    }

    long size() {
        return size;
    }

    void resize(long count) {
        size = count;
    }
}
