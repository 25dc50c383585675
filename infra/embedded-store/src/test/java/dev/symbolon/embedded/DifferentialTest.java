package dev.symbolon.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.ReplaceOptions;
import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.DocumentComparator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated documents and queries: whatever plan is chosen must answer as a look at every document does. */
class DifferentialTest {

    @RegisterExtension
    static final StoreUnderTest STORE = new StoreUnderTest();

    private static final int DOCUMENTS = 300;
    private static final int QUERIES = 400;
    private static final List<String> FIELDS = List.of("a", "b", "c", "tags", "d.e", "list.x");
    private static final DefaultQueryMatcher MATCHER = new DefaultQueryMatcher();

    private final Map<Integer, de.bwaldvogel.mongo.bson.Document> expected = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void every_plan_answers_as_a_look_at_every_document(long seed) {
        Random random = new Random(seed);
        MongoCollection<Document> things = STORE.collection();
        indexes(random, things);
        for (int id = 0; id < DOCUMENTS; id++) {
            write(things, id, document(random, id), false);
        }
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < QUERIES / 4; i++) {
                compare(things, query(random), random);
            }
            for (int i = 0; i < DOCUMENTS / 5; i++) {
                int id = random.nextInt(DOCUMENTS);
                if (random.nextInt(4) == 0) {
                    things.deleteOne(new Document("_id", id));
                    expected.remove(id);
                } else {
                    write(things, id, document(random, id), true);
                }
            }
        }
        assertThat(things.countDocuments()).isEqualTo(expected.size());
    }

    private static void indexes(Random random, MongoCollection<Document> things) {
        List<Document> keys = List.of(
                new Document("a", 1),
                new Document("a", 1).append("b", -1),
                new Document("tags", 1),
                new Document("b", 1).append("tags", 1).append("c", 1),
                new Document("c", -1).append("a", 1),
                new Document("d.e", 1),
                new Document("list.x", -1),
                new Document("b", -1).append("c", -1).append("_id", 1));
        for (Document key : keys) {
            if (random.nextInt(3) > 0) {
                things.createIndex(key, new IndexOptions().sparse(random.nextInt(4) == 0));
            }
        }
    }

    private void write(MongoCollection<Document> things, int id, Document document, boolean replace) {
        if (replace) {
            things.replaceOne(new Document("_id", id), document, new ReplaceOptions().upsert(true));
        } else {
            things.insertOne(document);
        }
        expected.put(id, LibraryValues.document(document));
    }

    private void compare(MongoCollection<Document> things, Document query, Random random) {
        de.bwaldvogel.mongo.bson.Document libraryQuery = LibraryValues.document(query);
        List<Integer> matching = expected.entrySet().stream()
                .filter(entry -> MATCHER.matches(entry.getValue(), libraryQuery))
                .map(Map.Entry::getKey)
                .toList();
        List<Integer> found = new ArrayList<>();
        things.find(query).batchSize(1 + random.nextInt(40)).forEach(document -> found.add(document.getInteger("_id")));
        assertThat(found).as("%s", query.toJson()).containsExactlyInAnyOrderElementsOf(matching);
        assertThat(things.countDocuments(query)).as("%s", query.toJson()).isEqualTo(matching.size());

        String by = List.of("a", "b", "c").get(random.nextInt(3));
        int direction = random.nextBoolean() ? 1 : -1;
        List<Integer> sorted = new ArrayList<>();
        things.find(query)
                .sort(new Document(by, direction).append("_id", 1))
                .batchSize(1 + random.nextInt(40))
                .forEach(document -> sorted.add(document.getInteger("_id")));
        DocumentComparator order =
                new DocumentComparator(new de.bwaldvogel.mongo.bson.Document(by, direction).append("_id", 1));
        List<Integer> inOrder = matching.stream()
                .sorted(Comparator.comparing(expected::get, order))
                .toList();
        assertThat(sorted).as("%s by %s %s", query.toJson(), by, direction).isEqualTo(inOrder);
    }

    private static Document document(Random random, int id) {
        Document document = new Document("_id", id);
        for (String field : List.of("a", "b", "c")) {
            if (random.nextInt(5) > 0) {
                document.append(field, scalar(random));
            }
        }
        switch (random.nextInt(5)) {
            case 0 -> {}
            case 1 -> document.append("tags", scalar(random));
            default -> {
                List<Object> tags = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    tags.add(scalar(random));
                }
                document.append("tags", tags);
            }
        }
        if (random.nextBoolean()) {
            document.append("d", new Document("e", scalar(random)));
        }
        if (random.nextBoolean()) {
            List<Object> list = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                list.add(random.nextInt(4) == 0 ? new Document("y", 1) : new Document("x", scalar(random)));
            }
            document.append("list", list);
        }
        return document;
    }

    private static Object scalar(Random random) {
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> random.nextInt(6);
            case 3 -> (long) random.nextInt(6);
            case 4 -> random.nextInt(12) / 2.0;
            case 5, 6, 7 -> "s" + random.nextInt(6);
            case 8 -> random.nextBoolean();
            case 9 -> new Binary(new byte[] {(byte) random.nextInt(3)});
            case 10 -> new Date(random.nextInt(4) * 1000L);
            default -> null;
        };
    }

    private static Document query(Random random) {
        Document query = new Document();
        int parts = 1 + random.nextInt(3);
        for (int i = 0; i < parts; i++) {
            query.put(FIELDS.get(random.nextInt(FIELDS.size())), condition(random));
        }
        return switch (random.nextInt(6)) {
            case 0 -> new Document("$and", List.of(query, new Document("a", condition(random))));
            case 1 -> new Document("$or", List.of(query, new Document("b", condition(random))));
            case 2 -> query.append("_id", new Document("$lt", random.nextInt(DOCUMENTS)));
            default -> query;
        };
    }

    private static Object condition(Random random) {
        return switch (random.nextInt(9)) {
            case 0, 1 -> scalar(random);
            case 2 -> new Document("$in", List.of(nonNull(random), nonNull(random), nonNull(random)));
            case 3 -> new Document("$gte", nonNull(random));
            case 4 -> new Document("$gt", random.nextInt(4)).append("$lte", random.nextInt(6));
            case 5 -> new Document("$gte", "s1").append("$lt", "s" + random.nextInt(6));
            case 6 -> new Document("$lt", nonNull(random));
            case 7 -> new Document("$ne", scalar(random));
            default -> new Document("$elemMatch", new Document("$gte", "s1").append("$lt", "s4"));
        };
    }

    private static Object nonNull(Random random) {
        Object value = scalar(random);
        return value == null ? 1 : value;
    }
}
