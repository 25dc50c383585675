package dev.symbolon.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Reads a closed store's data and indexes and holds them against each other. */
final class StoreChecker {

    private StoreChecker() {}

    /** The number of documents in all collections. */
    static long check(Path folder) throws IOException {
        long documents = 0;
        try (DataFolderLock _ = DataFolderLock.take(folder);
                Engine engine = Engine.open(folder, Durability.WAL)) {
            Catalogue catalogue = Catalogue.read(engine);
            for (String database : catalogue.databases()) {
                for (StoredCollection collection : catalogue.collectionsOf(database)) {
                    documents += check(engine, collection);
                }
            }
        }
        return documents;
    }

    private static long check(Engine engine, StoredCollection collection) {
        Map<StoredIndex, Map<Key, byte[]>> expected = new HashMap<>();
        collection.indexes().forEach(index -> expected.put(index, new HashMap<>()));
        long documents = 0;
        try (Engine.KeyRange range = engine.range(Spaces.start(collection.space()), Spaces.end(collection.space()))) {
            for (range.first(false); range.valid(); range.next(false)) {
                byte[] document = range.value();
                byte[] id = StoredCollection.idOf(document);
                assertThat(RawBson.validate(document, 0, document.length)).isEqualTo(document.length);
                assertThat(range.key()).isEqualTo(Spaces.key(collection.space(), id));
                expected.forEach((index, entries) -> addEntries(index, document, id, entries));
                documents++;
            }
        }
        assertThat(collection.size()).as("count of %s", collection.namespace()).isEqualTo(documents);
        expected.forEach((index, entries) -> compare(engine, index, entries));
        return documents;
    }

    private static void addEntries(StoredIndex index, byte[] document, byte[] id, Map<Key, byte[]> entries) {
        IndexKeys keys = IndexKeys.of(index, document);
        assertThat(index.multikey() | keys.multikey())
                .as("flags of %s", index.name())
                .isEqualTo(index.multikey());
        for (byte[] key : keys.keys()) {
            byte[] before = index.unique()
                    ? entries.put(new Key(key), id)
                    : entries.put(new Key(StoredCollection.entryKey(index, key, id)), new byte[0]);
            assertThat(before)
                    .as("two documents with one entry in %s", index.name())
                    .isNull();
        }
    }

    private static void compare(Engine engine, StoredIndex index, Map<Key, byte[]> expected) {
        long found = 0;
        try (Engine.KeyRange range = engine.range(Spaces.start(index.space()), Spaces.end(index.space()))) {
            for (range.first(false); range.valid(); range.next(false)) {
                byte[] value = expected.get(new Key(range.key()));
                assertThat(value)
                        .as("entry without a document in %s", index.name())
                        .isNotNull();
                assertThat(Arrays.equals(value, range.value())).isTrue();
                found++;
            }
        }
        assertThat(found).as("entries of %s", index.name()).isEqualTo(expected.size());
    }
}
