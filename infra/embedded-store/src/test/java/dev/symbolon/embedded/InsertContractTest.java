package dev.symbolon.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InsertContractTest {

    @RegisterExtension
    static final StoreUnderTest STORE = new StoreUnderTest();

    private MongoCollection<Document> commits;

    @BeforeEach
    void slotsAreUnique() {
        commits = STORE.collection().withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        commits.createIndex(Indexes.ascending("slots"), new IndexOptions().unique(true));
    }

    private static Document commit(String id, String... slots) {
        return new Document("_id", id).append("slots", List.of(slots));
    }

    @Test
    void a_document_comes_back_as_it_was_written() {
        Document written = commit("a", "s#1")
                .append("format", 1)
                .append("clock", 123456789012345L)
                .append("hash", new Binary(new byte[] {1, 2, 3}))
                .append("nothing", null)
                .append("writer", new Document("id", "w").append("epoch", 7L))
                .append("flags", List.of(true, 1.5, "x", new Document("y", List.of())));
        commits.insertOne(written);
        assertThat(commits.find(Filters.eq("a")).first()).isEqualTo(written);
        assertThat(commits.find(Filters.eq("slots", "s#1")).first()).isEqualTo(written);
    }

    @Test
    void a_generated_id_comes_back() {
        Document written = new Document("slots", List.of("x"));
        commits.insertOne(written);
        assertThat(commits.find(Filters.eq(written.getObjectId("_id"))).first()).isEqualTo(written);
    }

    @Test
    void one_slot_taken_refuses_the_whole_document() {
        commits.insertOne(commit("a", "s#1", "s#2"));
        assertThatThrownBy(() -> commits.insertOne(commit("b", "t#1", "s#2", "t#2")))
                .isInstanceOfSatisfying(MongoWriteException.class, e -> {
                    assertThat(e.getCode()).isEqualTo(11000);
                    assertThat(e.getMessage()).contains("slots_1").contains("s#2");
                });
        assertThat(commits.find(Filters.eq("b")).first()).isNull();
        assertThat(commits.find(Filters.in("slots", "t#1", "t#2")).first()).isNull();
        commits.insertOne(commit("c", "t#1", "t#2"));
    }

    @Test
    void an_id_taken_refuses_the_document() {
        commits.insertOne(commit("a", "s#1"));
        assertThatThrownBy(() -> commits.insertOne(commit("a", "s#2")))
                .isInstanceOfSatisfying(MongoWriteException.class, e -> {
                    assertThat(e.getCode()).isEqualTo(11000);
                    assertThat(e.getMessage()).contains("_id_");
                });
        assertThat(commits.find(Filters.eq("slots", "s#2")).first()).isNull();
    }

    @Test
    void an_unordered_bulk_inserts_what_it_can_and_names_the_rest_by_index() {
        commits.insertOne(commit("x", "s#1"));
        MongoBulkWriteException refused = catchThrowableOfType(
                MongoBulkWriteException.class,
                () -> commits.insertMany(
                        List.of(
                                commit("a", "a#1"),
                                commit("b", "s#1", "b#1"),
                                commit("c", "c#1"),
                                commit("d", "d#1", "c#1"),
                                commit("a", "e#1"),
                                commit("f", "b#1", "d#1", "e#1")),
                        new InsertManyOptions().ordered(false)));
        assertThat(refused.getWriteErrors())
                .extracting(BulkWriteError::getIndex)
                .containsExactlyInAnyOrder(1, 3, 4);
        assertThat(refused.getWriteErrors()).extracting(BulkWriteError::getCode).containsOnly(11000);
        assertThat(refused.getWriteResult().getInsertedCount()).isEqualTo(3);
        assertThat(commits.find().map(d -> d.getString("_id"))).containsExactlyInAnyOrder("x", "a", "c", "f");
    }

    @Test
    void a_duplicate_names_the_key_that_was_there() {
        commits.insertOne(commit("x", "s#1"));
        MongoBulkWriteException refused = catchThrowableOfType(
                MongoBulkWriteException.class,
                () -> commits.insertMany(List.of(commit("a", "a#1", "s#1")), new InsertManyOptions().ordered(false)));
        assertThat(refused.getWriteErrors().getFirst().getMessage())
                .contains("s#1")
                .doesNotContain("a#1");
    }

    @Test
    void an_ordered_bulk_stops_at_the_first_error() {
        assertThatThrownBy(() -> commits.insertMany(List.of(commit("a", "1"), commit("b", "1"), commit("c", "2"))))
                .isInstanceOf(MongoBulkWriteException.class);
        assertThat(commits.countDocuments()).isEqualTo(1);
    }

    @Test
    void one_document_may_name_a_slot_twice() {
        commits.insertOne(commit("a", "s", "s"));
        assertThat(commits.countDocuments(Filters.eq("slots", "s"))).isEqualTo(1);
        assertThatThrownBy(() -> commits.insertOne(commit("b", "s"))).isInstanceOf(MongoWriteException.class);
    }

    @Test
    void a_unique_index_takes_a_missing_field_for_null() {
        commits.insertOne(new Document("_id", "a"));
        assertThatThrownBy(() -> commits.insertOne(new Document("_id", "b"))).isInstanceOf(MongoWriteException.class);
        assertThatThrownBy(() -> commits.insertOne(new Document("_id", "c").append("slots", null)))
                .isInstanceOf(MongoWriteException.class);
    }

    @Test
    void numbers_of_different_types_collide_when_equal() {
        commits.insertOne(new Document("_id", "a").append("slots", 1));
        assertThatThrownBy(() -> commits.insertOne(new Document("_id", "b").append("slots", 1L)))
                .isInstanceOf(MongoWriteException.class);
        assertThatThrownBy(() -> commits.insertOne(new Document("_id", "c").append("slots", 1.0)))
                .isInstanceOf(MongoWriteException.class);
        commits.insertOne(new Document("_id", "d").append("slots", 1.5));
        commits.insertOne(new Document("_id", "e").append("slots", "1"));
    }

    @Test
    void longs_beyond_the_doubles_stay_apart() {
        commits.insertOne(new Document("_id", "a").append("slots", (1L << 53)));
        commits.insertOne(new Document("_id", "b").append("slots", (1L << 53) + 1));
        commits.insertOne(new Document("_id", "c").append("slots", Long.MAX_VALUE));
        commits.insertOne(new Document("_id", "d").append("slots", Long.MAX_VALUE - 1));
        assertThatThrownBy(() -> commits.insertOne(new Document("_id", "e").append("slots", (double) (1L << 53))))
                .isInstanceOf(MongoWriteException.class);
    }
}
