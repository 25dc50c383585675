package dev.symbolon.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.NamespaceExistsException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which collections and indexes there are, and where in the byte space each lives. Reading it is all that a start does; a rename
 * edits it, a drop deletes ranges.
 */
final class Catalogue {

    private static final byte[] NEXT_SPACE = Spaces.key(Spaces.CATALOGUE, new byte[] {'S'});
    private static final int MAX_NAME_BYTES = 255;

    private final Engine engine;
    private final Map<Namespace, StoredCollection> collections = new ConcurrentSkipListMap<>();
    private final AtomicInteger nextSpace = new AtomicInteger(1);

    private Catalogue(Engine engine) {
        this.engine = engine;
    }

    static Catalogue read(Engine engine) {
        Catalogue catalogue = new Catalogue(engine);
        byte[] next = engine.get(NEXT_SPACE);
        if (next != null) {
            catalogue.nextSpace.set(BigEndian.getInt(next, 0));
        }
        byte[] first = entryKey(new byte[0]);
        try (Engine.KeyRange range = engine.range(first, Spaces.after(first))) {
            for (range.first(false); range.valid(); range.next(false)) {
                catalogue.open(BsonReader.document(range.value()));
            }
        }
        return catalogue;
    }

    private void open(Document entry) {
        Namespace namespace = new Namespace(
                Values.required(entry, "database", String.class), Values.required(entry, "name", String.class));
        int space = Values.required(entry, "space", Integer.class);
        List<StoredIndex> indexes = new ArrayList<>();
        for (Object index : Values.required(entry, "indexes", List.class)) {
            indexes.add(StoredIndex.kept((Document) index));
        }
        byte[] count = engine.get(countKey(space));
        collections.put(
                namespace,
                new StoredCollection(
                        this, engine, namespace, space, indexes, count == null ? 0 : BigEndian.getLong(count, 0)));
    }

    Optional<StoredCollection> find(Namespace namespace) {
        return Optional.ofNullable(collections.get(namespace));
    }

    StoredCollection findOrCreate(Namespace namespace) {
        StoredCollection collection = collections.get(namespace);
        return collection != null ? collection : create(namespace, false);
    }

    synchronized StoredCollection create(Namespace namespace, boolean mustBeNew) {
        StoredCollection existing = collections.get(namespace);
        if (existing != null) {
            if (mustBeNew) {
                throw new NamespaceExistsException("Collection " + namespace + " already exists.");
            }
            return existing;
        }
        checkName(namespace);
        Batch batch = new Batch();
        StoredCollection collection = new StoredCollection(this, engine, namespace, takeSpace(), List.of(), 0);
        put(batch, collection);
        engine.write(batch, true);
        collections.put(namespace, collection);
        return collection;
    }

    private static void checkName(Namespace namespace) {
        String name = namespace.collection();
        if (name.isEmpty() || name.indexOf('$') >= 0 || name.indexOf(0) >= 0 || name.startsWith("system.")) {
            throw new MongoServerError(73, "InvalidNamespace", "Invalid collection name: " + namespace);
        }
        if (namespace.toString().length() > MAX_NAME_BYTES
                || namespace.database().indexOf(0) >= 0) {
            throw new MongoServerError(73, "InvalidNamespace", "Invalid namespace: " + namespace);
        }
    }

    /**
     * A space no one ever had. It is written down before it is used, in order, under a lock of its own: whoever builds an index
     * holds a collection's lock, which whoever drops a collection takes second.
     */
    int takeSpace() {
        synchronized (nextSpace) {
            int space = nextSpace.get();
            byte[] next = new byte[4];
            BigEndian.putInt(next, 0, space + 1);
            Batch batch = new Batch();
            batch.put(NEXT_SPACE, next);
            engine.write(batch, true);
            nextSpace.set(space + 1);
            return space;
        }
    }

    /** Writes the collection's entry into the batch, as it is now. */
    void put(Batch batch, StoredCollection collection) {
        List<Document> indexes =
                collection.indexes().stream().map(StoredIndex::stored).toList();
        Namespace namespace = collection.namespace();
        Document entry = new Document("database", namespace.database())
                .append("name", namespace.collection())
                .append("space", collection.space())
                .append("indexes", indexes);
        batch.put(entryKey(namespace), BsonWriter.bytes(entry));
    }

    /** Drops what has this name, if anything does: looked up here, since it may go or be renamed at any time before. */
    synchronized void drop(Namespace namespace) {
        StoredCollection collection = collections.get(namespace);
        if (collection == null) {
            return;
        }
        List<Integer> spaces = new ArrayList<>(List.of(collection.space()));
        collection.indexes().forEach(index -> spaces.add(index.space()));
        Batch batch = new Batch();
        batch.delete(entryKey(namespace));
        batch.delete(countKey(collection.space()));
        spaces.forEach(space -> batch.deleteRange(Spaces.start(space), Spaces.end(space)));
        collection.retire(() -> {
            engine.write(batch, false);
            collections.remove(namespace);
        });
        spaces.forEach(space -> engine.discardFiles(Spaces.start(space), Spaces.end(space)));
    }

    synchronized void rename(Namespace from, Namespace to, boolean dropTarget) {
        StoredCollection collection = collections.get(from);
        if (collection == null) {
            throw new MongoServerError(26, "NamespaceNotFound", "no collection " + from);
        }
        checkName(to);
        if (collections.containsKey(to) && !dropTarget) {
            throw new NamespaceExistsException("target namespace exists");
        }
        drop(to);
        collection.exclusively(() -> {
            Batch batch = new Batch();
            batch.delete(entryKey(from));
            collection.moveTo(to);
            put(batch, collection);
            engine.write(batch, false);
            collections.put(to, collection);
            collections.remove(from);
        });
    }

    List<StoredCollection> collectionsOf(String database) {
        return collections.values().stream()
                .filter(collection -> collection.namespace().database().equals(database))
                .toList();
    }

    TreeSet<String> databases() {
        TreeSet<String> names = new TreeSet<>();
        collections.keySet().forEach(namespace -> names.add(namespace.database()));
        return names;
    }

    static byte[] countKey(int space) {
        byte[] key = new byte[5];
        key[0] = 'N';
        BigEndian.putInt(key, 1, space);
        return Spaces.key(Spaces.CATALOGUE, key);
    }

    private static byte[] entryKey(Namespace namespace) {
        return entryKey((namespace.database() + '\0' + namespace.collection()).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] entryKey(byte[] name) {
        byte[] key = new byte[1 + name.length];
        key[0] = 'C';
        System.arraycopy(name, 0, key, 1, name.length);
        return Spaces.key(Spaces.CATALOGUE, key);
    }
}
