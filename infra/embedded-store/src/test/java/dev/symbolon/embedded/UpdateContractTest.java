package dev.symbolon.embedded;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteManyModel;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import com.mongodb.client.result.UpdateResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UpdateContractTest {

    @RegisterExtension
    static final StoreUnderTest STORE = new StoreUnderTest();

    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private static Document thing(Object id) {
        return new Document("_id", id);
    }

    @Test
    void every_operator_the_platform_uses_does_what_it_says() {
        MongoCollection<Document> things = STORE.collection();
        UpdateResult made = things.updateOne(
                eq("a"),
                Updates.combine(
                        Updates.set("name", "x"),
                        Updates.inc("count", 2),
                        Updates.setOnInsert("born", 1L),
                        Updates.max("clock", 10L),
                        Updates.push("list", "p"),
                        Updates.addToSet("set", "s"),
                        Updates.set("deep.er", true)),
                UPSERT);
        assertThat(made.getUpsertedId().asString().getValue()).isEqualTo("a");
        UpdateResult changed = things.updateOne(
                eq("a"),
                Updates.combine(
                        Updates.unset("name"),
                        Updates.inc("count", 3),
                        Updates.setOnInsert("born", 2L),
                        Updates.max("clock", 5L),
                        Updates.push("list", "p"),
                        Updates.addToSet("set", "s")),
                UPSERT);
        assertThat(changed.getUpsertedId()).isNull();
        assertThat(changed.getModifiedCount()).isEqualTo(1);
        assertThat(things.find().first())
                .isEqualTo(thing("a")
                        .append("count", 5)
                        .append("born", 1L)
                        .append("clock", 10L)
                        .append("list", List.of("p", "p"))
                        .append("set", List.of("s"))
                        .append("deep", new Document("er", true)));
        UpdateResult nothing = things.updateOne(eq("a"), Updates.max("clock", 5L));
        assertThat(nothing.getMatchedCount()).isEqualTo(1);
        assertThat(nothing.getModifiedCount()).isZero();
    }

    @Test
    void an_upsert_whose_id_is_there_under_other_conditions_is_a_duplicate() {
        MongoCollection<Document> things = STORE.collection();
        things.insertOne(thing("a").append("rev", 2L));
        assertThatThrownBy(() -> things.updateOne(and(eq("_id", "a"), eq("rev", 1L)), Updates.set("x", 1), UPSERT))
                .isInstanceOfSatisfying(
                        MongoWriteException.class, e -> assertThat(e.getCode()).isEqualTo(11000));
        assertThatThrownBy(() -> things.findOneAndUpdate(
                        and(eq("_id", "a"), eq("rev", 1L)),
                        Updates.set("x", 1),
                        new FindOneAndUpdateOptions().upsert(true)))
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo(11000));
        assertThat(things.find().first()).isEqualTo(thing("a").append("rev", 2L));
    }

    @Test
    void an_update_moves_index_entries() {
        MongoCollection<Document> things = STORE.collection();
        things.createIndex(Indexes.ascending("a"));
        things.createIndex(Indexes.ascending("tags"));
        things.createIndex(
                Indexes.ascending("u"), new IndexOptions().unique(true).sparse(true));
        things.insertOne(
                thing(1).append("a", 1).append("tags", List.of("x", "y")).append("u", 1));
        things.insertOne(thing(2).append("a", 1).append("tags", "z"));
        things.updateOne(
                eq(1),
                Updates.combine(Updates.set("a", 2), Updates.set("tags", List.of("y", "w")), Updates.unset("u")));
        assertThat(things.countDocuments(eq("a", 1))).isEqualTo(1);
        assertThat(things.countDocuments(eq("a", 2))).isEqualTo(1);
        assertThat(things.countDocuments(eq("tags", "x"))).isZero();
        assertThat(things.countDocuments(eq("tags", "w"))).isEqualTo(1);
        things.updateOne(eq(2), Updates.set("u", 1));
        assertThatThrownBy(() -> things.updateOne(eq(1), Updates.set("u", 1)))
                .isInstanceOfSatisfying(
                        MongoWriteException.class, e -> assertThat(e.getCode()).isEqualTo(11000));
        assertThat(things.find(eq(1)).first().get("u")).isNull();
        things.deleteOne(eq(2));
        things.updateOne(eq(1), Updates.set("u", 1));
        assertThat(things.find(eq("u", 1)).first().get("_id")).isEqualTo(1);
    }

    @Test
    void a_replacement_keeps_the_id_and_reports_whether_anything_changed() {
        MongoCollection<Document> things = STORE.collection();
        ReplaceOptions upsert = new ReplaceOptions().upsert(true);
        assertThat(things.replaceOne(eq("a"), new Document("x", 1), upsert).getUpsertedId())
                .isNotNull();
        assertThat(things.replaceOne(eq("a"), new Document("x", 1), upsert).getModifiedCount())
                .isZero();
        assertThat(things.replaceOne(eq("a"), thing("a").append("y", 2), upsert).getModifiedCount())
                .isEqualTo(1);
        assertThat(things.find().first()).isEqualTo(thing("a").append("y", 2));
        assertThat(things.replaceOne(eq("b"), new Document("x", 1)).getMatchedCount())
                .isZero();
        assertThatThrownBy(() -> things.replaceOne(eq("a"), thing("other"))).isInstanceOf(MongoWriteException.class);
    }

    @Test
    void a_conditional_update_takes_effect_only_where_the_condition_holds() {
        MongoCollection<Document> things = STORE.collection();
        things.insertOne(thing("a").append("version", 3L));
        assertThat(things.updateOne(and(eq("a"), lt("version", 3L)), Updates.set("x", 1))
                        .getMatchedCount())
                .isZero();
        assertThat(things.updateOne(and(eq("a"), lt("version", 4L)), Updates.set("x", 1))
                        .getMatchedCount())
                .isEqualTo(1);
        assertThatThrownBy(() -> things.updateOne(and(eq("a"), lt("version", 3L)), Updates.set("x", 1), UPSERT))
                .isInstanceOfSatisfying(
                        MongoWriteException.class, e -> assertThat(e.getCode()).isEqualTo(11000));
    }

    @Test
    void find_and_update_answers_before_or_after() {
        MongoCollection<Document> things = STORE.collection();
        FindOneAndUpdateOptions after = new FindOneAndUpdateOptions()
                .returnDocument(ReturnDocument.AFTER)
                .upsert(true);
        assertThat(things.findOneAndUpdate(eq("a"), Updates.inc("n", 1))).isNull();
        assertThat(things.findOneAndUpdate(eq("a"), Updates.inc("n", 1), after))
                .isEqualTo(thing("a").append("n", 1));
        assertThat(things.findOneAndUpdate(eq("a"), Updates.inc("n", 1), after))
                .isEqualTo(thing("a").append("n", 2));
        assertThat(things.findOneAndUpdate(eq("a"), Updates.inc("n", 1)))
                .isEqualTo(thing("a").append("n", 2));
        things.insertMany(List.of(thing("b").append("n", 7), thing("c").append("n", 5)));
        assertThat(things.findOneAndUpdate(
                        gte("n", 4),
                        Updates.set("taken", true),
                        new FindOneAndUpdateOptions().sort(Sorts.ascending("n"))))
                .isEqualTo(thing("c").append("n", 5));
        assertThat(things.findOneAndReplace(eq("b"), new Document("x", 1)))
                .isEqualTo(thing("b").append("n", 7));
        assertThat(things.findOneAndDelete(eq("b"))).isEqualTo(thing("b").append("x", 1));
        assertThat(things.findOneAndDelete(eq("b"))).isNull();
    }

    @Test
    void a_bulk_of_mixed_writes_sees_its_own_earlier_ones() {
        MongoCollection<Document> things = STORE.collection();
        things.createIndex(Indexes.ascending("kind"));
        List<WriteModel<Document>> writes = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String id = "row" + i % 100;
            switch (i % 3) {
                case 0 ->
                    writes.add(new UpdateOneModel<>(
                            eq(id), Updates.combine(Updates.inc("n", 1), Updates.set("kind", "k" + i % 5)), UPSERT));
                case 1 ->
                    writes.add(new ReplaceOneModel<>(
                            eq(id), new Document("n", 10).append("kind", "k0"), new ReplaceOptions().upsert(true)));
                default -> writes.add(new UpdateOneModel<>(eq(id), Updates.max("clock", (long) i), UPSERT));
            }
        }
        writes.add(new InsertOneModel<>(thing("new").append("kind", "k9")));
        writes.add(new UpdateManyModel<>(eq("kind", "k9"), Updates.set("seen", true)));
        writes.add(new DeleteOneModel<>(eq("row0")));
        writes.add(new DeleteManyModel<>(eq("kind", "none")));
        BulkWriteResult result = things.bulkWrite(writes, new BulkWriteOptions().ordered(true));
        assertThat(result.getUpserts()).hasSize(100);
        assertThat(result.getInsertedCount()).isEqualTo(1);
        assertThat(result.getDeletedCount()).isEqualTo(1);
        assertThat(things.countDocuments()).isEqualTo(100);
        assertThat(things.find(eq("seen", true)).first().get("_id")).isEqualTo("new");
    }

    @Test
    void a_bulk_goes_on_after_an_error_if_unordered() {
        MongoCollection<Document> things = STORE.collection();
        things.createIndex(Indexes.ascending("u"), new IndexOptions().unique(true));
        things.insertOne(thing("x").append("u", 1));
        List<WriteModel<Document>> writes = List.of(
                new UpdateOneModel<>(eq("a"), Updates.set("u", 2), UPSERT),
                new UpdateOneModel<>(eq("b"), Updates.set("u", 1), UPSERT),
                new UpdateOneModel<>(eq("c"), Updates.set("u", 3), UPSERT));
        MongoBulkWriteException refused = catchThrowableOfType(
                MongoBulkWriteException.class, () -> things.bulkWrite(writes, new BulkWriteOptions().ordered(false)));
        assertThat(refused.getWriteErrors()).hasSize(1);
        assertThat(refused.getWriteErrors().getFirst().getIndex()).isEqualTo(1);
        assertThat(refused.getWriteErrors().getFirst().getCode()).isEqualTo(11000);
        assertThat(things.countDocuments()).isEqualTo(3);
    }

    @Test
    void racing_upserts_of_one_id_make_one_document_and_lose_no_increment() throws Exception {
        MongoCollection<Document> things = STORE.collection();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> running = IntStream.range(0, 8)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> {
                        for (int n = 0; n < 50; n++) {
                            upsert(things, "race" + n % 5);
                        }
                    }))
                    .toList();
            for (Future<?> future : running) {
                future.get();
            }
        }
        assertThat(things.countDocuments()).isEqualTo(5);
        assertThat(things.find().map(d -> d.getInteger("n"))).containsOnly(80);
    }

    /** MongoDB may refuse the loser of a racing upsert, who then tries again. */
    private static void upsert(MongoCollection<Document> things, String id) {
        while (true) {
            try {
                things.updateOne(eq(id), Updates.inc("n", 1), UPSERT);
                return;
            } catch (MongoWriteException e) {
                assertThat(e.getCode()).isEqualTo(11000);
            }
        }
    }

    @Test
    void deleting_by_filter_removes_entries_too() {
        MongoCollection<Document> things = STORE.collection();
        things.createIndex(Indexes.ascending("expires"));
        things.createIndex(Indexes.ascending("u"), new IndexOptions().unique(true));
        things.insertMany(IntStream.range(0, 2_000)
                .mapToObj(i -> thing(i).append("expires", (long) i).append("u", "u" + i))
                .toList());
        assertThat(things.deleteMany(lt("expires", 1_500L)).getDeletedCount()).isEqualTo(1_500);
        assertThat(things.countDocuments()).isEqualTo(500);
        assertThat(things.countDocuments(gte("expires", 0L))).isEqualTo(500);
        things.insertOne(thing(0).append("u", "u0"));
        assertThat(things.deleteMany(new Document()).getDeletedCount()).isEqualTo(501);
        assertThat(things.estimatedDocumentCount()).isZero();
    }

    @Test
    void an_illegal_update_is_refused_and_changes_nothing() {
        MongoCollection<Document> things = STORE.collection();
        things.insertOne(thing("a").append("x", "text"));
        assertThatThrownBy(() -> things.updateOne(eq("a"), Updates.inc("x", 1)))
                .isInstanceOf(MongoWriteException.class);
        assertThatThrownBy(() -> things.updateOne(eq("a"), Updates.set("_id", "b")))
                .isInstanceOf(MongoWriteException.class);
        assertThatThrownBy(() -> STORE.database().runCommand(new Document("noSuchCommand", 1)))
                .isInstanceOfSatisfying(
                        MongoCommandException.class,
                        e -> assertThat(e.getCode()).isEqualTo(59));
        assertThat(things.find().first()).isEqualTo(thing("a").append("x", "text"));
    }
}
