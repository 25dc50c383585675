package dev.symbolon.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.identifier.Identifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an event may be made of. Everything in it stays for ever, and goes to everybody who reads the stream. */
class SchemaTest {

    /** A clear text of one of these names would be usable by whoever reads the log; a hash has a type of its own. */
    private static final Pattern SECRET = Pattern.compile(
            "(?i).*(password|passphrase|pin|token|code|secret|verifier|cookie|assertion|jwt|privatekey)s?");

    private static final Set<Class<?>> LEAVES =
            Set.of(String.class, Instant.class, Duration.class, long.class, int.class, boolean.class, Personal.class);

    private static final Set<Class<?>> CONTAINERS = Set.of(Optional.class, List.class, Set.class);

    record Place(String path, String name, Class<?> leaf) {}

    static Stream<Class<?>> events() {
        return EventCatalogue.entries().stream().map(EventCatalogue.Entry::type);
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_is_a_record_of_values(Class<?> event) {
        assertThat(event).isRecord();
        assertThat(places(event)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("events")
    void no_event_holds_a_secret_in_clear(Class<?> event) {
        assertThat(places(event).stream()
                        .filter(place -> place.leaf() == String.class)
                        .filter(place -> SECRET.matcher(place.name()).matches()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_names_its_tenant_and_its_time(Class<?> event) throws ReflectiveOperationException {
        assertThat(event.getMethod("at").getReturnType()).isEqualTo(Instant.class);
        assertThat(event.getMethod("tenant")).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("events")
    void personal_data_has_somebody_by_whose_key_it_is_sealed(Class<?> event) {
        boolean personal = places(event).stream().anyMatch(place -> place.leaf() == Personal.class);
        assertThat(AboutSubject.class.isAssignableFrom(event)).isEqualTo(personal);
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_has_a_catalogue_name_and_a_version(Class<?> event) {
        assertThat(event.getAnnotation(EventType.class).version()).isPositive();
        assertThat(event.getAnnotation(EventType.class).name()).matches("[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*");
    }

    @Test
    void names_are_used_once() {
        assertThat(EventCatalogue.entries())
                .extracting(EventCatalogue.Entry::name)
                .doesNotHaveDuplicates();
    }

    @Test
    void the_guard_itself_finds_secrets() {
        record Careless(String code, Optional<String> accessToken, List<String> secrets, String codeChallenge) {}
        assertThat(places(Careless.class).stream()
                        .filter(place -> SECRET.matcher(place.name()).matches())
                        .map(Place::name))
                .containsExactly("code", "accessToken", "secrets");
    }

    private static List<Place> places(Class<?> record) {
        List<Place> found = new ArrayList<>();
        walk(record, record.getSimpleName(), found);
        return found;
    }

    private static void walk(Class<?> type, String path, List<Place> found) {
        if (type.isSealed() && type.isInterface()) {
            Arrays.stream(type.getPermittedSubclasses())
                    .forEach(each -> walk(each, path + ":" + each.getSimpleName(), found));
            return;
        }
        assertThat(type.isRecord()).as(path + " is of " + type).isTrue();
        for (RecordComponent component : type.getRecordComponents()) {
            value(component.getGenericType(), path + "." + component.getName(), component.getName(), found);
        }
    }

    private static void value(Type type, String path, String name, List<Place> found) {
        switch (type) {
            case ParameterizedType generic -> {
                assertThat(CONTAINERS).as(path).contains((Class<?>) generic.getRawType());
                value(generic.getActualTypeArguments()[0], path, name, found);
            }
            case Class<?> plain -> {
                if (LEAVES.contains(plain) || plain.isEnum() || Identifier.class.isAssignableFrom(plain)) {
                    found.add(new Place(path, name, plain));
                } else {
                    walk(plain, path, found);
                }
            }
            default -> throw new AssertionError(path + " is of " + type);
        }
    }
}
