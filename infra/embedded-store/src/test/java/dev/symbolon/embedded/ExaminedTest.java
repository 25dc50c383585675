package dev.symbolon.embedded;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** For every shape of query that the platform uses, the documents examined are those returned. */
class ExaminedTest {

    @RegisterExtension
    static final StoreUnderTest STORE = new StoreUnderTest();

    private static final int COMMITS = 3_000;

    private MongoCollection<Document> commits;

    @BeforeEach
    void fill() {
        commits = STORE.collection();
        commits.createIndex(Indexes.ascending("slots"), new IndexOptions().unique(true));
        commits.createIndex(Indexes.ascending("tenant", "clock", "_id"));
        commits.insertMany(
                IntStream.range(0, COMMITS).mapToObj(ExaminedTest::commit).toList());
    }

    private static Document commit(int i) {
        return new Document("_id", "c" + i)
                .append("tenant", "t" + i % 10)
                .append("clock", (long) i)
                .append("slots", List.of(slot("grant", i / 20, i % 20), "~w/w1/1#%010d".formatted(i)));
    }

    private static String slot(String type, int id, int sequence) {
        return "t/%s/%d#%010d".formatted(type, id, sequence);
    }

    private static void examines(int documents, int returned, IntSupplier query) {
        StoreUnderTest.Counters before = STORE.counters();
        assertThat(query.getAsInt()).isEqualTo(returned);
        StoreUnderTest.Counters after = STORE.counters();
        assertThat(after.collectionScans()).isEqualTo(before.collectionScans());
        assertThat(after.documentsExamined() - before.documentsExamined()).isLessThanOrEqualTo(documents);
    }

    private static int size(FindIterable<Document> found) {
        return found.into(new ArrayList<>()).size();
    }

    @Test
    void by_id() {
        examines(1, 1, () -> size(commits.find(eq("c17"))));
        examines(3, 3, () -> size(commits.find(in("_id", "c17", "c18", "c19", "none"))));
    }

    @Test
    void by_slots() {
        examines(1, 1, () -> size(commits.find(eq("slots", slot("grant", 3, 5)))));
        List<String> next =
                IntStream.range(0, 16).mapToObj(i -> slot("grant", i, 20)).toList();
        examines(0, 0, () -> size(commits.find(in("slots", next))));
        List<String> mixed = IntStream.range(0, 16)
                .mapToObj(i -> slot("grant", i, 15 + i % 10))
                .toList();
        examines(10, 10, () -> size(commits.find(in("slots", mixed))));
    }

    @Test
    void one_stream_by_a_range_of_its_slots() {
        examines(
                15,
                15,
                () -> size(commits.find(
                        elemMatch("slots", new Document("$gte", slot("grant", 7, 5)).append("$lt", "t/grant/7$")))));
    }

    @Test
    void a_tenants_commits_by_time() {
        examines(
                50,
                50,
                () -> size(commits.find(and(eq("tenant", "t3"), gt("clock", 500L)))
                        .sort(ascending("clock", "_id"))
                        .limit(50)));
        examines(
                50,
                50,
                () -> size(commits.find(eq("tenant", "t3"))
                        .sort(descending("clock", "_id"))
                        .limit(50)));
        examines(50, 50, () -> size(commits.find(and(eq("tenant", "t3"), gte("clock", 500L), lt("clock", 1_000L)))));
    }

    @Test
    void a_page_after_another_examines_its_own_documents_only() {
        examines(
                120,
                120,
                () -> size(commits.find(eq("tenant", "t3"))
                        .sort(ascending("clock", "_id"))
                        .batchSize(10)
                        .limit(120)));
    }

    @Test
    void counting() {
        examines(0, 300, () -> (int) commits.countDocuments(eq("tenant", "t3")));
        examines(0, 100, () -> (int) commits.countDocuments(and(eq("tenant", "t3"), lt("clock", 1_000L))));
    }

    @Test
    void an_aggregation_with_its_beginning_pushed_down() {
        examines(
                20,
                20,
                () -> commits.aggregate(List.of(
                                Aggregates.match(eq("tenant", "t4")),
                                Aggregates.sort(descending("clock", "_id")),
                                Aggregates.limit(20)))
                        .into(new ArrayList<>())
                        .size());
    }

    @Test
    void updates_and_deletes() {
        examines(1, 1, () ->
                (int) commits.updateOne(eq("c5"), Updates.set("x", 1)).getModifiedCount());
        examines(
                0, 0, () -> (int) commits.updateOne(
                                eq("new"), Updates.set("slots", List.of("n")), new UpdateOptions().upsert(true))
                        .getModifiedCount());
        examines(
                1,
                1,
                () -> commits.findOneAndUpdate(eq("slots", slot("grant", 3, 5)), Updates.set("x", 1)) == null ? 0 : 1);
        examines(100, 100, () -> (int)
                commits.deleteMany(and(eq("tenant", "t5"), lt("clock", 1_000L))).getDeletedCount());
    }
}
