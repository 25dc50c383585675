package dev.symbolon.infra.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.bson.types.Binary;

/** Holds acknowledgements, store and stream against each other after a fault. */
final class Checker {
    /** Bytes of each stored event in hexadecimal digest, by its slot. */
    final Map<String, String> events = new HashMap<>();

    /** Commits by id, voids left out. */
    final Map<String, Document> commits = new HashMap<>();

    private final Map<String, Set<Long>> counters = new HashMap<>();

    Checker(MongoDatabase cell) {
        for (Document document : cell.getCollection("commits").find()) {
            Document writer = document.get("writer", Document.class);
            String numbering = writer.getString("id") + "/" + writer.getLong("epoch");
            assertThat(counters.computeIfAbsent(numbering, _ -> new HashSet<>()).add(writer.getLong("counter")))
                    .as("each counter once")
                    .isTrue();
            if (document.getString("kind").equals("void")) {
                continue;
            }
            commits.put(document.getString("_id"), document);
            List<String> slots = document.getList("slots", String.class);
            List<Document> stored = document.getList("events", Document.class);
            for (int i = 0; i < stored.size(); i++) {
                byte[] bytes = stored.get(i).get("bytes", Binary.class).getData();
                assertThat(Samples.sha256(bytes))
                        .isEqualTo(stored.get(i).get("sha256", Binary.class).getData());
                assertThat(events.put(slots.get(i), hex(bytes)))
                        .as("each slot once")
                        .isNull();
            }
        }
    }

    void everyAcknowledgedCommitIsThere(Collection<String> ids) {
        assertThat(commits.keySet()).containsAll(ids);
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
    }

    void noneOfTheseIsThere(Collection<String> ids) {
        assertThat(commits.keySet()).doesNotContainAnyElementsOf(ids);
    }

    void everyCounterIsResolved() {
        counters.forEach((numbering, taken) -> assertThat((long) taken.size())
                .as(numbering)
                .isEqualTo(taken.stream().mapToLong(counter -> counter).max().orElse(0)));
    }

    void streamsHaveNoGap() {
        Map<String, List<Long>> sequences = new HashMap<>();
        events.keySet()
                .forEach(slot -> sequences
                        .computeIfAbsent(slot.substring(0, slot.indexOf('#')), _ -> new ArrayList<>())
                        .add(Slots.sequenceOf(slot)));
        sequences.forEach((stream, found) -> assertThat(
                        found.stream().mapToLong(s -> s).max().orElse(-1) + 1)
                .as(stream)
                .isEqualTo(found.size()));
    }

    /** The same events, however often each, and each with the same bytes every time. */
    void theStreamTellsTheSame(Collection<StoredEvent> published) {
        Map<String, String> told = new HashMap<>();
        for (StoredEvent event : published) {
            String before = told.put(event.stream().slot(event.sequence()), hex(event.bytes()));
            assertThat(before).isIn(null, hex(event.bytes()));
        }
        assertThat(told).isEqualTo(events);
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(Samples.sha256(bytes));
    }
}
