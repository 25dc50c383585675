package dev.symbolon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import dev.symbolon.core.event.EventCatalogue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.bson.Document;
import org.bson.types.Binary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All that {@code commits} holds, read from the documents alone: each is whole, and none contradicts another. */
final class StoredLog {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @param json what the bytes say */
    record Event(String commit, String slot, String type, boolean control, byte[] bytes, String sha256, JsonNode json) {
        JsonNode data() {
            return json.get("data");
        }

        String tenant() {
            return json.get("tenant").asString();
        }
    }

    /** By slot. */
    private final Map<String, Event> events = new HashMap<>();

    private final Map<String, String> commitOfSlot = new HashMap<>();

    static StoredLog read(MongoDatabase cell) {
        StoredLog log = new StoredLog();
        for (Document commit : cell.getCollection("commits").find()) {
            log.add(commit);
        }
        return log;
    }

    private void add(Document commit) {
        String id = commit.getString("_id");
        List<String> slots = commit.getList("slots", String.class);
        for (String slot : slots) {
            assertThat(commitOfSlot.put(slot, id)).as("%s once", slot).isNull();
        }
        Document writer = commit.get("writer", Document.class);
        assertThat(slots.getLast())
                .as("writer slot of %s", id)
                .isEqualTo(String.format(
                        "~w/%s/%d#%010d", writer.getString("id"), writer.getLong("epoch"), writer.getLong("counter")));
        List<Document> stored = commit.getList("events", Document.class);
        int claims = commit.getList("claims", Document.class).size();
        boolean isVoid = commit.getString("kind").equals("void");
        assertThat(stored.isEmpty()).as("only a void has no events").isEqualTo(isVoid);
        boolean control = stored.stream().anyMatch(event -> event.getBoolean("control"));
        List<String> marks = marks(commit, id, stored, control);
        assertThat(slots).as("slots of %s", id).hasSize(stored.size() + claims + marks.size() + 1);
        for (int i = 0; i < stored.size(); i++) {
            Event event = event(id, slots.get(i), stored.get(i));
            assertThat(event.tenant()).isEqualTo(commit.getString("tenant"));
            assertThat(Long.parseLong(event.json().get("clock").asString(), 16)).isEqualTo(commit.getLong("clock"));
            events.put(event.slot(), event);
        }
        assertThat(slots.subList(stored.size() + claims, slots.size() - 1)).isEqualTo(marks);
        for (int i = stored.size(); i < stored.size() + claims; i++) {
            assertThat(slots.get(i)).startsWith(commit.getString("tenant") + "/~claim/");
        }
    }

    /** By which the commit is found as one that every node must hear of, and as one that voids. */
    private static List<String> marks(Document commit, String id, List<Document> events, boolean control) {
        String place = String.format("%016x/%s", commit.getLong("clock"), id);
        boolean voids = events.stream()
                .anyMatch(event -> EventCatalogue.named(event.getString("type")).voids());
        List<String> marks = new ArrayList<>();
        if (control) {
            marks.add("~c/" + place);
        }
        if (voids) {
            marks.add("~v/" + place);
        }
        return marks;
    }

    private static Event event(String commit, String slot, Document stored) {
        byte[] bytes = stored.get("bytes", Binary.class).getData();
        String digest =
                HexFormat.of().formatHex(stored.get("sha256", Binary.class).getData());
        assertThat(sha256(bytes)).as("digest of %s", slot).isEqualTo(digest);
        JsonNode json = JSON.readTree(bytes);
        assertThat(slot)
                .isEqualTo(String.format(
                        "%s/%s#%010d",
                        json.get("tenant").asString(),
                        json.get("stream").asString(),
                        json.get("sequence").asLong()));
        assertThat(json.get("type").asString()).isEqualTo(stored.getString("type"));
        return new Event(
                commit, slot, stored.getString("type"), stored.getBoolean("control", false), bytes, digest, json);
    }

    Map<String, Event> events() {
        return events;
    }

    List<Event> ofType(String type) {
        return events.values().stream()
                .filter(event -> event.type().equals(type))
                .toList();
    }

    /** Streams of events and of claims from sequence 0, writers from counter 1; what marks a commit has no number. */
    void nothingIsSkipped() {
        Map<String, TreeSet<Long>> numbers = new HashMap<>();
        for (String slot : commitOfSlot.keySet()) {
            if (slot.startsWith("~c/") || slot.startsWith("~v/")) {
                continue;
            }
            int separator = slot.lastIndexOf('#');
            numbers.computeIfAbsent(slot.substring(0, separator), _ -> new TreeSet<>())
                    .add(Long.parseLong(slot.substring(separator + 1)));
        }
        List<String> gaps = new ArrayList<>();
        numbers.forEach((numbered, found) -> {
            long first = numbered.startsWith("~w/") ? 1 : 0;
            if (found.first() != first || found.last() - first + 1 != found.size()) {
                gaps.add(numbered + " has " + found.size() + " from " + found.first() + " to " + found.last());
            }
        });
        assertThat(gaps).isEmpty();
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
