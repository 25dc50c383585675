package dev.symbolon.projection.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.event.EventCatalogue;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.Position;
import dev.symbolon.infra.serialization.SampleEvents;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is said of events in plain words, which everybody who may read the trail reads, and searches by. */
final class AboutTest {
    @Test
    void nothing_personal_of_any_event_is_in_its_sentence_or_in_what_it_is_found_by() {
        List<String> all = new ArrayList<>();
        SampleEvents.BY_NAME.forEach((name, event) -> {
            List<String> personal = personal(event).toList();
            all.addAll(personal);
            String summary = About.of(event).summary();
            AuditRow row = AuditProjection.of(new RecordedEvent(
                    SampleEvents.envelope(event),
                    event,
                    "commit",
                    new Position(event.tenant(), "w", 1, 1),
                    new byte[0],
                    new byte[32]));
            assertThat(summary).as(name).isNotBlank();
            personal.forEach(value -> {
                assertThat(summary).as(name).doesNotContain(value);
                assertThat(row.toString()).as(name).doesNotContain(value);
                Words.of(value)
                        .forEach(word -> assertThat(Words.of(summary)).as(name).doesNotContain(word));
            });
        });
        assertThat(all).as("the samples have personal data").hasSizeGreaterThan(5);
        assertThat(SampleEvents.BY_NAME).hasSameSizeAs(EventCatalogue.entries());
    }

    /** Every personal value in an event, however deep. */
    private static Stream<String> personal(Object value) {
        return switch (value) {
            case Personal.Clear clear -> Stream.of(clear.value());
            case Optional<?> optional -> optional.stream().flatMap(AboutTest::personal);
            case Collection<?> list -> list.stream().flatMap(AboutTest::personal);
            case Map<?, ?> map -> map.values().stream().flatMap(AboutTest::personal);
            case Record record ->
                Arrays.stream(record.getClass().getRecordComponents())
                        .flatMap(component -> personal(read(component, record)));
            default -> Stream.empty();
        };
    }

    private static Object read(RecordComponent component, Object record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
