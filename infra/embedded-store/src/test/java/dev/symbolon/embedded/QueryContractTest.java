package dev.symbolon.embedded;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Sorts.orderBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCursorNotFoundException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QueryContractTest {

    @RegisterExtension
    static final StoreUnderTest STORE = new StoreUnderTest();

    private static Document thing(Object id) {
        return new Document("_id", id);
    }

    private static List<Object> ids(Iterable<Document> found) {
        List<Object> ids = new ArrayList<>();
        found.forEach(document -> ids.add(document.get("_id")));
        return ids;
    }

    private static List<Object> ids(Bson filter) {
        return ids(STORE.collection().find(filter).sort(ascending("_id")));
    }

    @Test
    void missing_equals_null_with_and_without_an_index() {
        MongoCollection<Document> things = STORE.collection();
        things.insertMany(List.of(
                thing(1), thing(2).append("a", null), thing(3).append("a", 0), thing(4).append("a", List.of())));
        for (int round = 0; round < 2; round++) {
            assertThat(ids(eq("a", null))).containsExactly(1, 2);
            assertThat(ids(in("a", null, 0))).containsExactly(1, 2, 3);
            assertThat(ids(exists("a", false))).containsExactly(1);
            assertThat(ids(ne("a", null))).containsExactly(3, 4);
            things.createIndex(Indexes.ascending("a"));
        }
    }

    @Test
    void numbers_are_equal_across_types_and_ranges_stay_within_a_type() {
        MongoCollection<Document> things = STORE.collection();
        things.createIndex(Indexes.ascending("a"));
        things.insertMany(List.of(
                thing(1).append("a", 1),
                thing(2).append("a", 1L),
                thing(3).append("a", 1.0),
                thing(4).append("a", "1"),
                thing(5).append("a", 2.5),
                thing(6).append("a", -7L),
                thing(7).append("a", true),
                thing(8).append("a", Date.from(Instant.EPOCH)),
                thing(9).append("a", null)));
        assertThat(ids(eq("a", 1L))).containsExactly(1, 2, 3);
        assertThat(ids(gte("a", 1))).containsExactly(1, 2, 3, 5);
        assertThat(ids(lt("a", 100))).containsExactly(1, 2, 3, 5, 6);
        assertThat(ids(gte("a", ""))).containsExactly(4);
        assertThat(ids(gte("a", Date.from(Instant.EPOCH)))).containsExactly(8);
        assertThat(ids(lte("a", true))).containsExactly(7);
        assertThat(ids(and(gt("a", -8), lt("a", 2)))).containsExactly(1, 2, 3, 6);
        assertThat(ids(and(gt("a", 1), lte("a", 2.5)))).containsExactly(5);
    }

    @Test
    void in_over_a_multikey_index_returns_a_document_once() {
        MongoCollection<Document> things = STORE.collection();
        things.createIndex(Indexes.ascending("slots"), new IndexOptions().unique(true));
        things.insertMany(List.of(
                thing(1).append("slots", List.of("a", "b", "c")),
                thing(2).append("slots", List.of("d")),
                thing(3).append("slots", List.of("e", "f"))));
        assertThat(ids(things.find(in("slots", "a", "c", "b", "f", "zz", "a")))).containsExactlyInAnyOrder(1, 3);
        assertThat(things.countDocuments(in("slots", "a", "b", "c"))).isEqualTo(1);
        assertThat(ids(things.find(in("slots", "d", "e", "f"))
                        .sort(descending("_id"))
                        .limit(1)))
                .containsExactly(3);
    }

    @Test
    void a_range_over_a_multikey_index_returns_a_document_once_however_small_the_batches() {
        MongoCollection<Document> things = STORE.collection();
        things.createIndex(Indexes.ascending("slots"), new IndexOptions().unique(true));
        for (int i = 0; i < 50; i++) {
            things.insertOne(thing(i).append("slots", List.of("s#" + (1000 + i), "s#" + (2000 + i), "t#" + i)));
        }
        assertThat(ids(things.find(and(gte("slots", "s#"), lt("slots", "s$"))).batchSize(3)))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 50).mapToObj(i -> (Object) i).toList());
    }

    @Test
    void both_bounds_of_an_element_match_apply_to_the_same_element() {
        MongoCollection<Document> things = STORE.collection();
        things.createIndex(Indexes.ascending("slots"), new IndexOptions().unique(true));
        things.insertMany(List.of(
                thing(1).append("slots", List.of("a#1", "c#1")),
                thing(2).append("slots", List.of("b#1")),
                thing(3).append("slots", List.of("b#2", "d#1")),
                thing(4).append("slots", "b#3")));
        Bson either = and(gte("slots", "b"), lt("slots", "c"));
        Bson same = elemMatch("slots", new Document("$gte", "b").append("$lt", "c"));
        assertThat(ids(either)).containsExactly(1, 2, 3, 4);
        assertThat(ids(same)).containsExactly(2, 3);
    }

    @Test
    void order_is_the_same_whether_an_index_gives_it_or_not() {
        MongoCollection<Document> things = STORE.collection();
        for (int i = 0; i < 60; i++) {
            things.insertOne(thing(i).append("tenant", "t" + i % 3).append("clock", (long) (i * 7 % 30)));
        }
        Bson sort = orderBy(descending("clock"), ascending("_id"));
        List<Object> unindexed =
                ids(things.find(eq("tenant", "t1")).sort(sort).skip(2).limit(11));
        List<Object> forward = ids(things.find(eq("tenant", "t1")).sort(ascending("clock", "_id")));
        things.createIndex(Indexes.compoundIndex(
                Indexes.ascending("tenant"), Indexes.descending("clock"), Indexes.ascending("_id")));
        assertThat(ids(things.find(eq("tenant", "t1")).sort(sort).skip(2).limit(11)))
                .isEqualTo(unindexed);
        things.createIndex(Indexes.ascending("tenant", "clock", "_id"));
        assertThat(ids(things.find(eq("tenant", "t1")).sort(ascending("clock", "_id"))))
                .isEqualTo(forward);
        assertThat(ids(things.find(eq("tenant", "t1")).sort(descending("clock", "_id"))))
                .isEqualTo(forward.reversed());
    }

    @Test
    void a_sparse_index_hides_no_document() {
        MongoCollection<Document> things = STORE.collection();
        things.createIndex(
                Indexes.ascending("a"), new IndexOptions().sparse(true).unique(true));
        things.insertMany(List.of(thing(1), thing(2), thing(3).append("a", 5), thing(4).append("a", null)));
        assertThat(ids(eq("a", null))).containsExactly(1, 2, 4);
        assertThat(ids(things.find().sort(orderBy(ascending("a"), ascending("_id")))))
                .containsExactly(1, 2, 4, 3);
        assertThat(ids(eq("a", 5))).containsExactly(3);
    }

    @Test
    void a_cursor_delivers_everything_once_across_batches() {
        MongoCollection<Document> things = STORE.collection();
        things.insertMany(
                IntStream.range(0, 1_000).mapToObj(QueryContractTest::thing).toList());
        assertThat(ids(things.find().batchSize(7))).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(ids(things.find().sort(descending("_id")).batchSize(100)))
                .isEqualTo(IntStream.range(0, 1_000)
                        .mapToObj(i -> (Object) (999 - i))
                        .toList());
        assertThat(ids(things.find().sort(ascending("nothing")).batchSize(100).limit(250)))
                .hasSize(250);
    }

    @Test
    void a_cursor_goes_on_when_what_it_read_last_is_deleted() {
        MongoCollection<Document> things = STORE.collection();
        things.insertMany(
                IntStream.range(0, 30).mapToObj(QueryContractTest::thing).toList());
        List<Object> seen = new ArrayList<>();
        for (Document document : things.find().sort(ascending("_id")).batchSize(5)) {
            seen.add(document.get("_id"));
            things.deleteOne(eq(document.get("_id")));
        }
        assertThat(seen).hasSize(30);
        assertThat(things.countDocuments()).isZero();
    }

    @Test
    void a_killed_cursor_is_gone() {
        MongoCollection<Document> things = STORE.collection();
        things.insertMany(
                IntStream.range(0, 30).mapToObj(QueryContractTest::thing).toList());
        MongoCursor<Document> cursor = things.find().batchSize(5).cursor();
        long id = cursor.getServerCursor().getId();
        Document reply =
                STORE.database().runCommand(new Document("killCursors", "things").append("cursors", List.of(id)));
        assertThat(reply.getList("cursorsKilled", Long.class)).containsExactly(id);
        for (int i = 0; i < 5; i++) {
            cursor.next();
        }
        assertThatThrownBy(cursor::next).isInstanceOf(MongoCursorNotFoundException.class);
    }

    @Test
    void a_large_answer_is_cut_by_bytes() {
        MongoCollection<Document> things = STORE.collection();
        byte[] large = new byte[1_000_000];
        for (int i = 0; i < 40; i++) {
            things.insertOne(thing(i).append("bytes", large));
        }
        assertThat(ids(things.find().batchSize(1_000))).hasSize(40);
    }

    @Test
    void projections_choose_fields() {
        MongoCollection<Document> things = STORE.collection();
        things.insertOne(thing(1).append("a", 1).append("b", new Document("c", 2).append("d", 3)));
        assertThat(things.find().projection(Projections.include("a")).first())
                .isEqualTo(new Document("_id", 1).append("a", 1));
        assertThat(things.find()
                        .projection(Projections.fields(Projections.include("a"), Projections.excludeId()))
                        .first())
                .isEqualTo(new Document("a", 1));
        assertThat(things.find().projection(Projections.exclude("a")).first())
                .isEqualTo(new Document("_id", 1).append("b", new Document("c", 2).append("d", 3)));
        assertThat(things.find().projection(Projections.include("b.d")).first())
                .isEqualTo(new Document("_id", 1).append("b", new Document("d", 3)));
        assertThat(things.find().projection(Projections.include("_id")).first()).isEqualTo(new Document("_id", 1));
    }

    @Test
    void counting_agrees_with_finding() {
        MongoCollection<Document> things = STORE.collection();
        things.createIndex(Indexes.ascending("a"));
        things.insertMany(IntStream.range(0, 100)
                .mapToObj(i -> thing(i).append("a", i % 10))
                .toList());
        assertThat(things.countDocuments()).isEqualTo(100);
        assertThat(things.estimatedDocumentCount()).isEqualTo(100);
        assertThat(things.countDocuments(eq("a", 3))).isEqualTo(10);
        assertThat(things.countDocuments(gte("a", 8))).isEqualTo(20);
        assertThat(things.countDocuments(gte("a", 8), new CountOptions().skip(3).limit(12)))
                .isEqualTo(12);
        assertThat(things.countDocuments(eq("a", 99))).isZero();
    }

    @Test
    void an_aggregation_matches_sorts_limits_and_groups() {
        MongoCollection<Document> things = STORE.collection();
        things.createIndex(Indexes.ascending("a", "b"));
        things.insertMany(IntStream.range(0, 100)
                .mapToObj(i -> thing(i).append("a", i % 4).append("b", i))
                .toList());
        assertThat(ids(things.aggregate(
                        List.of(Aggregates.match(eq("a", 2)), Aggregates.sort(descending("b")), Aggregates.limit(3)))))
                .containsExactly(98, 94, 90);
        Document sum = things.aggregate(List.of(
                        Aggregates.match(in("a", 1, 2)),
                        Aggregates.group("$a", Accumulators.sum("total", "$b")),
                        Aggregates.sort(ascending("_id"))))
                .first();
        assertThat(sum).isEqualTo(new Document("_id", 1).append("total", 1225));
        assertThat(ids(things.aggregate(List.of(Aggregates.match(gte("b", 10)))).batchSize(20)))
                .hasSize(90);
    }

    @Test
    void distinct_values_come_once() {
        MongoCollection<Document> things = STORE.collection();
        things.insertMany(IntStream.range(0, 20)
                .mapToObj(i -> thing(i).append("a", "v" + i % 3))
                .toList());
        assertThat(things.distinct("a", String.class)).containsExactlyInAnyOrder("v0", "v1", "v2");
        assertThat(things.distinct("a", lt("_id", 2), String.class)).containsExactlyInAnyOrder("v0", "v1");
    }

    @Test
    void alternatives_and_negations_are_found_without_an_index_too() {
        MongoCollection<Document> things = STORE.collection();
        things.createIndex(Indexes.ascending("a"));
        things.insertMany(
                IntStream.range(0, 10).mapToObj(i -> thing(i).append("a", i)).toList());
        assertThat(ids(or(eq("a", 1), eq("a", 2)))).containsExactly(1, 2);
        assertThat(ids(ne("a", 3))).hasSize(9);
        assertThat(ids(and(gte("a", 3), ne("a", 4), lt("a", 6)))).containsExactly(3, 5);
    }

    @Test
    void a_field_inside_a_document_and_inside_an_array_is_indexed() {
        MongoCollection<Document> things = STORE.collection();
        things.createIndex(Indexes.ascending("writer.id", "writer.counter"));
        things.createIndex(Indexes.ascending("events.type"));
        things.insertMany(List.of(
                thing(1).append("writer", new Document("id", "w").append("counter", 1L))
                        .append("events", List.of(new Document("type", "x"), new Document("type", "y"))),
                thing(2).append("writer", new Document("id", "w").append("counter", 2L))
                        .append("events", List.of(new Document("type", "y")))));
        assertThat(ids(and(eq("writer.id", "w"), gt("writer.counter", 1)))).containsExactly(2);
        assertThat(ids(eq("events.type", "y"))).containsExactly(1, 2);
        assertThat(ids(in("events.type", "x", "y"))).containsExactly(1, 2);
        assertThat(ids(eq("events.type", null))).isEmpty();
    }
}
