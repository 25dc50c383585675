package dev.symbolon.infra.serialization;

import dev.symbolon.core.event.Personal;
import dev.symbolon.core.identifier.WrittenAsText;
import dev.symbolon.core.tenant.TenantId;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.SerializedString;

/** Works out the shape of event types, once, at start-up; a type that events can't hold is loud then. */
final class Shapes {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.publicLookup();

    /** The shape of an event's payload: the tenant is left to the envelope. */
    static RecordShape ofEvent(Class<?> event) {
        return ofRecord(event, true);
    }

    private static Shape of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric(generic);
        }
        Class<?> plain = (Class<?>) type;
        Shape scalar = scalar(plain);
        if (scalar != null) {
            return scalar;
        }
        if (plain == Personal.class) {
            return PersonalShape.SEALED;
        }
        if (plain.isEnum()) {
            return EnumShape.of(plain);
        }
        if (plain.isRecord()) {
            return WrittenAsText.class.isAssignableFrom(plain)
                    ? new TextShape(plain, constructor(plain).asType(MethodType.methodType(Object.class, Object.class)))
                    : ofRecord(plain, false);
        }
        if (plain.isSealed()) {
            return ofUnion(plain);
        }
        throw new IllegalStateException("an event can't hold a " + type.getTypeName());
    }

    private static @Nullable Shape scalar(Class<?> type) {
        if (type == String.class) {
            return ScalarShape.TEXT;
        }
        if (type == boolean.class) {
            return ScalarShape.FLAG;
        }
        if (type == int.class) {
            return ScalarShape.COUNT;
        }
        if (type == long.class) {
            return ScalarShape.LONG_COUNT;
        }
        if (type == Instant.class) {
            return ScalarShape.INSTANT;
        }
        return type == Duration.class ? ScalarShape.DURATION : null;
    }

    private static Shape ofGeneric(ParameterizedType type) {
        Shape content = of(type.getActualTypeArguments()[0]);
        if (type.getRawType() == Optional.class) {
            return OptionalShape.of(content);
        }
        if (type.getRawType() == List.class) {
            return ListShape.of(content);
        }
        if (type.getRawType() == Set.class) {
            return new SetShape(content);
        }
        throw new IllegalStateException("an event can't hold a " + type.getTypeName());
    }

    private static RecordShape ofRecord(Class<?> type, boolean event) {
        List<RecordShape.Field> fields = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            boolean tenant = event
                    && component.getType() == TenantId.class
                    && component.getName().equals("tenant");
            fields.add(new RecordShape.Field(
                    component.getName(),
                    new SerializedString(component.getName()),
                    of(component.getGenericType()),
                    accessor(component),
                    tenant));
        }
        boolean personal = fields.stream().anyMatch(field -> field.shape().personal());
        MethodHandle constructor = constructor(type)
                .asSpreader(Object[].class, fields.size())
                .asType(MethodType.methodType(Object.class, Object[].class));
        return new RecordShape(type, List.copyOf(fields), constructor, personal);
    }

    private static UnionShape ofUnion(Class<?> type) {
        Map<String, Class<?>> table = Kinds.ALL.getOrDefault(type, Map.of());
        if (!Set.copyOf(table.values()).equals(Set.of(type.getPermittedSubclasses()))) {
            throw new IllegalStateException("the table of kinds must name each record of " + type.getName());
        }
        Map<String, RecordShape> byKind = new TreeMap<>();
        Map<Class<?>, String> kinds = new LinkedHashMap<>();
        table.forEach((kind, member) -> {
            byKind.put(kind, ofRecord(member, false));
            kinds.put(member, kind);
        });
        boolean personal = byKind.values().stream().anyMatch(RecordShape::personal);
        return new UnionShape(type, byKind, kinds, personal);
    }

    private static MethodHandle accessor(RecordComponent component) {
        try {
            return LOOKUP.unreflect(component.getAccessor()).asType(MethodType.methodType(Object.class, Object.class));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(component + " must be public", e);
        }
    }

    private static MethodHandle constructor(Class<?> type) {
        try {
            return LOOKUP.unreflectConstructor(type.getConstructor(Stream.of(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new)));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " must be public", e);
        }
    }

    /** A record of these parts; one that its own rules refuse makes the event unreadable. */
    static Object construct(MethodHandle constructor, Object[] parts) {
        try {
            return (Object) constructor.invokeExact(parts);
        } catch (Throwable e) {
            throw refused(e);
        }
    }

    static Object construct(MethodHandle constructor, String part) {
        try {
            return (Object) constructor.invokeExact((Object) part);
        } catch (Throwable e) {
            throw refused(e);
        }
    }

    private static RuntimeException refused(Throwable e) {
        return switch (e) {
            case IllegalArgumentException reason -> new UnreadableEventException("isn't valid", reason);
            case RuntimeException other -> other;
            case Error error -> throw error;
            default -> new IllegalStateException(e);
        };
    }

    private Shapes() {}
}
