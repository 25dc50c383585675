package dev.symbolon.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import org.junit.jupiter.api.Test;

class StoredIndexTest {

    private static Document spec(Document key) {
        return new Document("name", "it").append("key", key).append("space", 7);
    }

    @Test
    void an_entry_names_its_document_once_where_the_key_ends_with_the_id() {
        byte[] id = {9, 9};
        StoredIndex ending = StoredIndex.made(spec(new Document("a", 1).append("_id", 1)), 7);
        byte[] key = {1, 2, 9, 9};
        byte[] entry = StoredCollection.entryKey(ending, key, id);
        assertThat(entry).hasSize(key.length + 2);
        assertThat(StoredCollection.idOfEntry(entry)).isEqualTo(id);

        for (Document other : new Document[] {
            new Document("a", 1), new Document("a", 1).append("_id", -1), new Document("_id", 1).append("a", 1)
        }) {
            StoredIndex index = StoredIndex.made(spec(other), 7);
            assertThat(StoredCollection.entryKey(index, key, id)).hasSize(key.length + id.length + 2);
            assertThat(StoredCollection.idOfEntry(StoredCollection.entryKey(index, key, id)))
                    .isEqualTo(id);
        }
    }

    @Test
    void an_index_stays_as_it_was_made() {
        Document key = new Document("a", 1).append("_id", 1);
        assertThat(StoredIndex.kept(StoredIndex.made(spec(key), 7).stored()).endsWithId())
                .isTrue();
        assertThat(StoredIndex.kept(spec(key)).endsWithId())
                .as("one of a store from before")
                .isFalse();
        assertThat(StoredIndex.kept(spec(key)).sameAs(StoredIndex.made(spec(key), 8)))
                .isTrue();
    }
}
