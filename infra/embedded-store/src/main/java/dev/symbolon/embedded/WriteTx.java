package dev.symbolon.embedded;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The writes of one command on one collection, under its lock: gathered into one batch, with what is pending visible to point
 * reads. Each document's changes are in the batch whole or not at all.
 */
final class WriteTx {

    private static final int FLUSH_BYTES = 4 * 1024 * 1024;
    private static final DefaultQueryMatcher MATCHER = new DefaultQueryMatcher();
    private static final byte[] DELETED = new byte[0];

    private final StoredCollection collection;
    private final Engine engine;
    private final Catalogue catalogue;
    private final Batch batch = new Batch();
    private final Map<Key, byte[]> pending = new HashMap<>();
    private long added;
    private boolean admitted;

    WriteTx(StoredCollection collection, Engine engine, Catalogue catalogue) {
        this.collection = collection;
        this.engine = engine;
        this.catalogue = catalogue;
    }

    byte @Nullable [] get(byte[] key) {
        byte[] value = pending.get(new Key(key));
        if (value != null) {
            return value == DELETED ? null : value;
        }
        return engine.get(key);
    }

    QueryLanguage language() {
        return collection.language();
    }

    /** The document with this encoded {@code _id}. */
    byte @Nullable [] read(byte[] id) {
        byte[] document = get(Spaces.key(collection.space(), id));
        if (document != null) {
            engine.metrics.documentsExamined.increment();
        }
        return document;
    }

    /** What a query finds, pending writes included: by {@code _id} straight away, else after a flush. */
    DocumentSource find(Document query, SortOrder sort, long skip, long limit) {
        Plan plan = collection.plan(query, sort);
        if (!plan.points() || plan.index() != collection.idIndex() || pending.isEmpty()) {
            flush();
            return collection.find(query, sort, skip, limit);
        }
        List<StoredDocument> found = new ArrayList<>();
        for (KeyBounds bounds : plan.bounds()) {
            byte[] document = get(bounds.from());
            if (document != null) {
                engine.metrics.documentsExamined.increment();
                StoredDocument stored = new StoredDocument(document);
                if (plan.exact() || MATCHER.matches(stored.decoded(), query)) {
                    found.add(stored);
                }
            }
        }
        if (found.size() > 1 && !plan.sorted()) {
            return SortedSource.sort(SortedSource.of(found), sort, skip, limit);
        }
        return SortedSource.of(found.stream()
                .skip(skip)
                .limit(limit == 0 ? Long.MAX_VALUE : limit)
                .toList());
    }

    private boolean exists(byte[] key) {
        byte[] value = pending.get(new Key(key));
        return value != null ? value != DELETED : engine.exists(key);
    }

    /** Adds a document, or throws before anything of it is pending. */
    void insert(byte[] document) {
        byte[] id = StoredCollection.idOf(document);
        byte[] dataKey = Spaces.key(collection.space(), id);
        if (exists(dataKey)) {
            throw DuplicateKey.ofId(collection.namespace(), document);
        }
        List<StoredIndex> indexes = collection.indexes();
        List<IndexKeys> entries = new ArrayList<>(indexes.size());
        for (StoredIndex index : indexes) {
            IndexKeys keys = IndexKeys.of(index, document);
            if (index.unique()) {
                for (byte[] key : keys.keys()) {
                    if (exists(key)) {
                        throw DuplicateKey.of(collection.namespace(), index, key, document);
                    }
                }
            }
            entries.add(keys);
        }
        put(dataKey, document);
        for (int i = 0; i < entries.size(); i++) {
            StoredIndex index = indexes.get(i);
            index.addMultikey(entries.get(i).multikey());
            for (byte[] key : entries.get(i).keys()) {
                putEntry(index, key, id);
            }
        }
        added++;
    }

    /** Replaces a document, touching only the entries that differ. */
    void update(byte[] id, byte[] before, byte[] after) {
        List<StoredIndex> indexes = collection.indexes();
        List<List<byte[]>> removed = new ArrayList<>(indexes.size());
        List<List<byte[]>> gained = new ArrayList<>(indexes.size());
        for (StoredIndex index : indexes) {
            IndexKeys old = IndexKeys.of(index, before);
            IndexKeys now = IndexKeys.of(index, after);
            List<byte[]> fresh = minus(now.keys(), old.keys());
            if (index.unique()) {
                for (byte[] key : fresh) {
                    if (exists(key)) {
                        throw DuplicateKey.of(collection.namespace(), index, key, after);
                    }
                }
            }
            index.addMultikey(now.multikey());
            removed.add(minus(old.keys(), now.keys()));
            gained.add(fresh);
        }
        put(Spaces.key(collection.space(), id), after);
        for (int i = 0; i < indexes.size(); i++) {
            StoredIndex index = indexes.get(i);
            removed.get(i).forEach(key -> deleteEntry(index, key, id));
            gained.get(i).forEach(key -> putEntry(index, key, id));
        }
    }

    void delete(byte[] id, byte[] document) {
        remove(Spaces.key(collection.space(), id));
        for (StoredIndex index : collection.indexes()) {
            IndexKeys.of(index, document).keys().forEach(key -> deleteEntry(index, key, id));
        }
        added--;
    }

    /** The entries that a new index has for a document already stored. */
    void index(StoredIndex index, byte[] id, byte[] document) {
        IndexKeys keys = IndexKeys.of(index, document);
        index.addMultikey(keys.multikey());
        for (byte[] key : keys.keys()) {
            if (index.unique() && exists(key)) {
                throw DuplicateKey.of(collection.namespace(), index, key, document);
            }
            putEntry(index, key, id);
        }
        // Larger than any command's documents, and undone as a whole: asked each time.
        admitted = false;
        flushIfLarge();
    }

    private static List<byte[]> minus(List<byte[]> keys, List<byte[]> others) {
        if (others.isEmpty()) {
            return keys;
        }
        if (keys.size() == 1 && others.size() == 1) {
            return Arrays.equals(keys.getFirst(), others.getFirst()) ? List.of() : keys;
        }
        Map<Key, Boolean> present = new HashMap<>();
        others.forEach(key -> present.put(new Key(key), true));
        return keys.stream().filter(key -> !present.containsKey(new Key(key))).toList();
    }

    private void putEntry(StoredIndex index, byte[] key, byte[] id) {
        if (index.unique()) {
            put(key, id);
        } else {
            batch.put(StoredCollection.entryKey(index, key, id), DELETED);
        }
    }

    private void deleteEntry(StoredIndex index, byte[] key, byte[] id) {
        if (index.unique()) {
            remove(key);
        } else {
            batch.delete(StoredCollection.entryKey(index, key, id));
        }
    }

    private void put(byte[] key, byte[] value) {
        batch.put(key, value);
        pending.put(new Key(key), value);
    }

    private void remove(byte[] key) {
        batch.delete(key);
        pending.put(new Key(key), DELETED);
    }

    void flushIfLarge() {
        if (batch.size() > FLUSH_BYTES) {
            flush();
        }
    }

    /** Writes what is pending; a range read of the same command needs this first. */
    void flush() {
        if (batch.isEmpty()) {
            return;
        }
        long count = collection.size() + added;
        if (added != 0) {
            byte[] value = new byte[8];
            BigEndian.putLong(value, 0, count);
            batch.put(Catalogue.countKey(collection.space()), value);
        }
        List<StoredIndex> unsaved = collection.indexes().stream()
                .filter(StoredIndex::multikeyUnsaved)
                .toList();
        if (!unsaved.isEmpty()) {
            catalogue.put(batch, collection);
        }
        boolean grows = added >= 0;
        engine.write(batch, grows && !admitted);
        // Asked once: a command that is refused for want of room has written nothing.
        admitted |= grows;
        unsaved.forEach(StoredIndex::multikeySaved);
        collection.resize(count);
        added = 0;
        pending.clear();
    }
}
