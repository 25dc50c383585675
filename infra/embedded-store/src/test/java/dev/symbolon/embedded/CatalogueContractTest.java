package dev.symbolon.embedded;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoNamespace;
import com.mongodb.MongoServerException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.RenameCollectionOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class CatalogueContractTest {

    @RegisterExtension
    static final StoreUnderTest STORE = new StoreUnderTest();

    @Test
    void collections_are_listed_renamed_and_dropped() {
        MongoDatabase database = STORE.database();
        database.getCollection("a").insertOne(new Document("_id", 1));
        database.getCollection("b").insertOne(new Document("_id", 2));
        database.getCollection("a").createIndex(Indexes.ascending("x"));
        assertThat(database.listCollectionNames()).containsExactlyInAnyOrder("a", "b");
        MongoNamespace c = new MongoNamespace(database.getName(), "c");
        database.getCollection("a").renameCollection(c);
        assertThat(database.listCollectionNames()).containsExactlyInAnyOrder("b", "c");
        assertThat(database.getCollection("c").find().first()).isEqualTo(new Document("_id", 1));
        assertThat(database.getCollection("c").listIndexes()).hasSize(2);
        assertThatThrownBy(() -> database.getCollection("b").renameCollection(c))
                .isInstanceOf(MongoCommandException.class);
        database.getCollection("b").renameCollection(c, new RenameCollectionOptions().dropTarget(true));
        assertThat(database.getCollection("c").find().map(d -> d.get("_id"))).containsExactly(2);
        database.getCollection("c").drop();
        assertThat(database.listCollectionNames()).isEmpty();
        assertThat(database.getCollection("c").find()).isEmpty();
    }

    @Test
    void a_collection_made_again_after_a_drop_is_empty() {
        MongoCollection<Document> things = STORE.collection();
        things.createIndex(Indexes.ascending("u"), new IndexOptions().unique(true));
        things.insertOne(new Document("_id", 1).append("u", 1));
        things.drop();
        things.insertOne(new Document("_id", 1).append("u", 1));
        things.insertOne(new Document("_id", 2).append("u", 1));
        assertThat(things.countDocuments()).isEqualTo(2);
        assertThat(things.listIndexes()).hasSize(1);
    }

    @Test
    void databases_are_apart() {
        MongoDatabase other = STORE.otherDatabase("x");
        try {
            STORE.collection().insertOne(new Document("_id", 1).append("from", "first"));
            other.getCollection("things").insertOne(new Document("_id", 1).append("from", "second"));
            assertThat(STORE.collection().find().first().get("from")).isEqualTo("first");
            assertThat(STORE.client().listDatabaseNames())
                    .contains(STORE.database().getName(), other.getName());
        } finally {
            other.drop();
        }
        assertThat(STORE.collection().countDocuments()).isEqualTo(1);
        assertThat(STORE.client().listDatabaseNames()).doesNotContain(other.getName());
    }

    @Test
    void an_index_made_later_covers_what_was_there_before() {
        MongoCollection<Document> things = STORE.collection();
        things.insertMany(IntStream.range(0, 5_000)
                .mapToObj(i -> new Document("_id", i).append("a", i % 100).append("tags", List.of(i, -i)))
                .toList());
        things.createIndex(Indexes.ascending("a"));
        things.createIndex(Indexes.ascending("tags"));
        StoreUnderTest.Counters before = STORE.counters();
        assertThat(things.find(eq("a", 7)).into(new ArrayList<>())).hasSize(50);
        assertThat(things.find(eq("tags", -7)).into(new ArrayList<>())).hasSize(1);
        StoreUnderTest.Counters after = STORE.counters();
        assertThat(after.collectionScans()).isEqualTo(before.collectionScans());
        assertThat(after.documentsExamined() - before.documentsExamined()).isEqualTo(51);
    }

    @Test
    void a_unique_index_over_duplicates_is_refused() {
        MongoCollection<Document> things = STORE.collection();
        things.insertMany(List.of(new Document("a", 1), new Document("a", 1)));
        assertThatThrownBy(() -> things.createIndex(Indexes.ascending("a"), new IndexOptions().unique(true)))
                .isInstanceOfSatisfying(
                        MongoServerException.class, e -> assertThat(e.getCode()).isEqualTo(11000));
        assertThat(things.listIndexes()).hasSize(1);
    }

    @Test
    void the_same_index_again_is_nothing_and_another_of_its_name_is_refused() {
        MongoCollection<Document> things = STORE.collection();
        things.createIndex(Indexes.ascending("a"), new IndexOptions().name("n"));
        things.createIndex(Indexes.ascending("a"), new IndexOptions().name("n"));
        assertThatThrownBy(() -> things.createIndex(Indexes.ascending("b"), new IndexOptions().name("n")))
                .isInstanceOf(MongoCommandException.class);
        assertThat(things.listIndexes().map(d -> d.getString("name"))).containsExactlyInAnyOrder("_id_", "n");
        things.dropIndex("n");
        assertThat(things.listIndexes()).hasSize(1);
    }

    @Test
    void a_document_with_two_arrays_in_one_index_is_refused() {
        MongoCollection<Document> things = STORE.collection();
        things.createIndex(Indexes.ascending("a", "b"));
        things.insertOne(new Document("_id", 1).append("a", List.of(1, 2)).append("b", 1));
        assertThatThrownBy(() -> things.insertOne(
                        new Document("_id", 2).append("a", List.of(1)).append("b", List.of(2))))
                .isInstanceOf(MongoWriteException.class);
        assertThat(things.countDocuments()).isEqualTo(1);
    }

    /** A rename that met a dropped collection would leave a name that can never be written again. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_collection_that_is_dropped_while_it_is_renamed_leaves_no_name_that_cannot_be_used() throws Exception {
        MongoDatabase database = STORE.database();
        MongoCollection<Document> things = STORE.collection();
        MongoCollection<Document> others = database.getCollection("others");
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 300; i++) {
                things.insertOne(new Document("_id", i));
                Future<?> dropped = threads.submit(() -> {
                    things.drop();
                });
                Future<?> renamed = threads.submit(() -> {
                    try {
                        things.renameCollection(others.getNamespace(), new RenameCollectionOptions().dropTarget(true));
                    } catch (MongoCommandException e) {
                        assertThat(e.getCode()).as("it was gone already").isEqualTo(26);
                    }
                });
                dropped.get();
                renamed.get();
                things.insertOne(new Document("_id", -1));
                others.insertOne(new Document("_id", -1));
                things.drop();
                others.drop();
            }
        }
    }

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void drops_renames_indexes_and_writes_at_once_end_without_harm() throws Exception {
        MongoDatabase database = STORE.database();
        MongoCollection<Document> things = STORE.collection();
        List<Runnable> jobs = List.of(
                () -> things.insertMany(IntStream.range(0, 200)
                        .mapToObj(i -> new Document("a", i))
                        .toList()),
                () -> things.createIndex(Indexes.ascending("a")),
                () -> things.deleteMany(Filters.gte("a", 50)),
                things::drop,
                () -> things.renameCollection(
                        new MongoNamespace(database.getName(), "other"),
                        new RenameCollectionOptions().dropTarget(true)),
                () -> database.getCollection("other").createIndex(Indexes.ascending("b")));
        try (ExecutorService threads = Executors.newFixedThreadPool(jobs.size())) {
            for (Runnable job : jobs) {
                threads.submit(() -> {
                    for (int i = 0; i < 40; i++) {
                        try {
                            job.run();
                        } catch (MongoServerException e) {
                            // A collection that has just gone, or an index being built: each may be refused.
                        }
                    }
                });
            }
        }
        things.drop();
        things.insertOne(new Document("_id", 1).append("a", 1));
        assertThat(things.countDocuments(eq("a", 1))).isEqualTo(1);
    }
}
