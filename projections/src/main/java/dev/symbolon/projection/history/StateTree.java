package dev.symbolon.projection.history;

import dev.symbolon.core.event.Personal;
import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.identifier.WrittenAsText;
import dev.symbolon.core.stream.StreamId;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A state as a tree of maps, lists and texts, the same for the same state on every machine: for JSON, for files and for
 * comparing. Of a secret's hash only as much is shown as tells one from another.
 */
public final class StateTree {
    private static final int SHOWN_OF_HASH = 8;

    private record Field(String name, Method read) {}

    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .map(StateTree::field)
                    .toList();
        }
    };

    private final Function<Personal, Object> personal;

    /** @param personal what is shown of personal data */
    public StateTree(Function<Personal, Object> personal) {
        this.personal = personal;
    }

    /** The tree; a state that there isn't is an empty one. */
    public Map<String, Object> of(@Nullable Object state) {
        return state == null ? Map.of() : record(state, state.getClass());
    }

    private @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Optional<?> optional -> optional.map(this::value).orElse(null);
            case Personal sealed -> personal.apply(sealed);
            case SecretHash hash ->
                "sha256:"
                        + hash.value()
                                .substring(
                                        0, Math.min(SHOWN_OF_HASH, hash.value().length())) + "…";
            case Identifier id -> id.value();
            case WrittenAsText text -> text.value();
            case StreamId stream -> stream.toString();
            case Instant instant -> instant.toString();
            case Duration duration -> duration.toString();
            case Enum<?> constant -> constant.name();
            case String text -> text;
            case Boolean flag -> flag;
            case Number number -> number;
            // In no order of its own, and another at every start: sorted by what is shown.
            case Set<?> set ->
                all(set).sorted(Comparator.comparing(String::valueOf)).toList();
            case Collection<?> list -> all(list).toList();
            case Map<?, ?> map -> map(map);
            case Record record -> record(record, record.getClass());
            default -> throw new IllegalArgumentException("a state with a " + value.getClass() + " can't be shown");
        };
    }

    private Stream<Object> all(Collection<?> values) {
        return values.stream().map(one -> Optional.ofNullable(value(one)).orElse(""));
    }

    private Map<String, Object> map(Map<?, ?> map) {
        Map<String, Object> tree = new LinkedHashMap<>();
        map.entrySet().stream()
                .sorted(Comparator.comparing(entry -> String.valueOf(value(entry.getKey()))))
                .forEach(entry -> {
                    Object shown = value(entry.getValue());
                    if (shown != null) {
                        tree.put(String.valueOf(value(entry.getKey())), shown);
                    }
                });
        return tree;
    }

    private Map<String, Object> record(Object record, Class<?> type) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed)) {
            tree.put("is", type.getSimpleName());
        }
        for (Field field : FIELDS.get(type)) {
            Object shown = value(read(field, record));
            if (shown != null) {
                tree.put(field.name(), shown);
            }
        }
        return tree;
    }

    private static @Nullable Object read(Field field, Object record) {
        try {
            return field.read().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(field + " can't be read", e);
        }
    }

    private static Field field(RecordComponent component) {
        Method read = component.getAccessor();
        read.setAccessible(true);
        return new Field(component.getName(), read);
    }
}
