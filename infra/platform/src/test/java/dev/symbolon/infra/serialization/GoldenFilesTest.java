package dev.symbolon.infra.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.EventCatalogue;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.Position;
import dev.symbolon.infra.secret.HashedRandomness;
import dev.symbolon.infra.secret.KeysInMemory;
import dev.symbolon.infra.secret.SealedPersonalData;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GoldenFilesTest {

    private static KeysInMemory keys;

    @BeforeAll
    static void start() throws Exception {
        keys = new KeysInMemory();
        if (GoldenFiles.adding() && !Files.exists(GoldenFiles.keys())) {
            addKeys();
        }
        BsonArray.parse(Files.readString(GoldenFiles.keys()))
                .forEach(key -> keys.database()
                        .getCollection("keys")
                        .insertOne(Document.parse(key.asDocument().toJson())));
        if (GoldenFiles.adding()) {
            for (EventCatalogue.Entry entry : EventCatalogue.entries()) {
                if (!Files.exists(GoldenFiles.of(entry.name(), entry.version()))) {
                    GoldenFiles.add(GoldenFiles.of(entry.name(), entry.version()), encoded(entry));
                }
            }
        }
    }

    @AfterAll
    static void stop() {
        keys.close();
    }

    static Stream<EventCatalogue.Entry> entries() {
        return EventCatalogue.entries().stream();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void an_event_is_still_written_as_it_was_released(EventCatalogue.Entry entry) throws Exception {
        assertThat(GoldenFiles.of(entry.name(), entry.version()))
                .as("a new version needs a golden file: " + GoldenFiles.ADD)
                .exists()
                .hasContent(new String(encoded(entry), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void an_event_as_it_was_released_is_read_as_its_sample(EventCatalogue.Entry entry) throws Exception {
        DomainEvent sample = SampleEvents.BY_NAME.get(entry.name());
        SealedPersonalData personalData = keys.node().personalData();

        RecordedEvent read = decoded(Files.readAllBytes(GoldenFiles.of(entry.name(), entry.version())), personalData);

        assertThat(read.envelope()).isEqualTo(SampleEvents.envelope(sample));
        assertThat(OpenedEvents.opened(read.event(), personalData)).isEqualTo(sample);
    }

    @Test
    void every_version_ever_released_can_be_read() throws Exception {
        SealedPersonalData personalData = keys.node().personalData();
        for (String file : GoldenFiles.actual().keySet()) {
            if (file.matches("[a-z.-]+\\.v\\d+\\.json")) {
                byte[] bytes = Files.readAllBytes(GoldenFiles.keys().resolveSibling(file));
                assertThat(decoded(bytes, personalData).envelope().type())
                        .isEqualTo(file.replaceFirst("\\.v\\d+\\.json$", ""));
            }
        }
    }

    @Test
    void released_files_are_frozen() throws Exception {
        assertThat(GoldenFiles.actual())
                .as("released files are never changed; new ones are added by " + GoldenFiles.ADD)
                .isEqualTo(GoldenFiles.frozen());
    }

    @Test
    void there_is_one_sample_for_each_event() {
        assertThat(new TreeSet<>(SampleEvents.BY_NAME.keySet()))
                .isEqualTo(entries().map(EventCatalogue.Entry::name).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** The same bytes every time: the keys are kept, and the only thing drawn is each personal field's nonce. */
    private static byte[] encoded(EventCatalogue.Entry entry) {
        SealedPersonalData personalData =
                keys.node(new HashedRandomness(entry.name()), System::nanoTime).personalData();
        DomainEvent event = SampleEvents.BY_NAME.get(entry.name());
        return new EventCodec(personalData).encode(SampleEvents.envelope(event), event);
    }

    private static RecordedEvent decoded(byte[] bytes, SealedPersonalData personalData) throws Exception {
        return new EventCodec(personalData)
                .decode(
                        bytes,
                        MessageDigest.getInstance("SHA-256").digest(bytes),
                        "c1",
                        new Position(SampleEvents.TENANT, "w", 1, 1));
    }

    private static void addKeys() throws Exception {
        try (KeysInMemory fresh = new KeysInMemory()) {
            EventCodec codec = new EventCodec(fresh.node(new HashedRandomness("golden keys"), System::nanoTime)
                    .personalData());
            for (String name : List.of("user.registered", "refusal.gathered")) {
                DomainEvent event = SampleEvents.BY_NAME.get(name);
                codec.encode(SampleEvents.envelope(event), event);
            }
            String json =
                    fresh.database().getCollection("keys").find().map(Document::toJson).into(new TreeSet<>()).stream()
                            .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
            GoldenFiles.add(GoldenFiles.keys(), json.getBytes(StandardCharsets.UTF_8));
        }
    }
}
