package dev.symbolon.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndReplaceOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bson.Document;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated updates: what goes straight to the store must do as the library does, which answers findAndModify. */
class PlainUpdateTest {

    @RegisterExtension
    static final StoreUnderTest STORE = new StoreUnderTest();

    private static final int DOCUMENTS = 12;
    private static final int UPDATES = 1_500;
    private static final List<String> FIELDS =
            List.of("a", "b", "n", "in.n", "in.deep.n", "list", "list.0", "a.x", "rev");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void an_update_does_the_same_by_either_way(long seed) {
        Random random = new Random(seed);
        MongoCollection<Document> straight = STORE.collection();
        MongoCollection<Document> library = STORE.collection();
        for (MongoCollection<Document> each : List.of(straight, library)) {
            each.createIndex(new Document("n", 1));
            each.createIndex(new Document("in.n", 1).append("a", -1));
        }
        int changes = 0;
        for (int i = 0; i < UPDATES; i++) {
            Document query = query(random);
            // With more conditions, the library's findAndModify makes the document twice and refuses itself.
            boolean upsert = query.size() == 1 && random.nextInt(3) == 0;
            Document update = random.nextInt(4) == 0 ? replacement(random) : operators(random);
            List<Document> before = all(straight);
            boolean refused = refused(() -> straight(straight, query, update, upsert));
            assertThat(refused)
                    .as("%s %s", query, update)
                    .isEqualTo(refused(() -> byLibrary(library, query, update, upsert)));
            assertThat(all(straight)).as("%s %s", query, update).isEqualTo(all(library));
            changes += before.equals(all(straight)) ? 0 : 1;
        }
        assertThat(changes).isGreaterThan(UPDATES / 5);
        for (long n = -5; n < 40; n++) {
            assertThat(straight.countDocuments(new Document("n", n)))
                    .isEqualTo(library.countDocuments(new Document("n", n)));
        }
    }

    private static void straight(MongoCollection<Document> things, Document query, Document update, boolean upsert) {
        if (isReplacement(update)) {
            things.replaceOne(query, update, new ReplaceOptions().upsert(upsert));
        } else {
            things.updateOne(query, update, new UpdateOptions().upsert(upsert));
        }
    }

    private static void byLibrary(MongoCollection<Document> things, Document query, Document update, boolean upsert) {
        if (isReplacement(update)) {
            things.findOneAndReplace(query, update, new FindOneAndReplaceOptions().upsert(upsert));
        } else {
            things.findOneAndUpdate(query, update, new FindOneAndUpdateOptions().upsert(upsert));
        }
    }

    private static boolean isReplacement(Document update) {
        return update.keySet().stream().noneMatch(key -> key.startsWith("$"));
    }

    private static boolean refused(Runnable update) {
        try {
            update.run();
            return false;
        } catch (MongoException _) {
            return true;
        }
    }

    private static List<Document> all(MongoCollection<Document> things) {
        return things.find().sort(new Document("_id", 1)).into(new ArrayList<>());
    }

    private static Document query(Random random) {
        Document query = new Document("_id", "d" + random.nextInt(DOCUMENTS));
        if (random.nextInt(3) == 0) {
            query.append(random.nextBoolean() ? "rev" : "a", random.nextBoolean() ? (Object) 1L : (Object) "x");
        }
        return query;
    }

    private static Document replacement(Random random) {
        Document made = new Document("n", (long) random.nextInt(20)).append("rev", (long) random.nextInt(2));
        switch (random.nextInt(4)) {
            case 0 -> made.append("a", new Document("x", "y"));
            case 1 -> made.append("a", "x");
            case 2 -> made.append("in", new Document("n", (long) random.nextInt(9)));
            default -> made.append("list", new ArrayList<>(List.of(1L, 2L)));
        }
        return made;
    }

    private static Document operators(Random random) {
        Document update = new Document();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            String operator = List.of("$set", "$inc", "$max").get(random.nextInt(3));
            Object value = random.nextInt(12) == 0 && operator.equals("$set") ? "text" : (Object) value(random);
            ((Document) update.computeIfAbsent(operator, _ -> new Document()))
                    .append(FIELDS.get(random.nextInt(FIELDS.size())), value);
        }
        return update;
    }

    private static Object value(Random random) {
        return random.nextInt(15) == 0 ? (Object) random.nextInt(30) : (Object) (long) (random.nextInt(30) - 5);
    }
}
