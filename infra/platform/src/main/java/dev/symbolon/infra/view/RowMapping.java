package dev.symbolon.infra.view;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** Between a row's record and its BSON document, by method handles made once per type. */
final class RowMapping<R extends Record> {
    private static final ConcurrentMap<Class<?>, RowMapping<?>> KNOWN = new ConcurrentHashMap<>();

    private final Class<R> type;
    private final String[] names;
    private final MethodHandle[] accessors;
    private final ValueMapping[] values;
    private final MethodHandle constructor;

    private RowMapping(Class<R> type) {
        this.type = type;
        RecordComponent[] components = type.getRecordComponents();
        names = Arrays.stream(components).map(RecordComponent::getName).toArray(String[]::new);
        values = Arrays.stream(components)
                .map(component -> ValueMapping.of(component.getGenericType()))
                .toArray(ValueMapping[]::new);
        Class<?>[] parameters =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            accessors = new MethodHandle[components.length];
            for (int i = 0; i < components.length; i++) {
                accessors[i] = lookup.unreflect(components[i].getAccessor())
                        .asType(MethodType.methodType(Object.class, Object.class));
            }
            constructor = lookup.findConstructor(type, MethodType.methodType(void.class, parameters))
                    .asSpreader(Object[].class, parameters.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " can't be mapped", e);
        }
    }

    @SuppressWarnings("unchecked") // the map holds under a class only what was made from it
    static <R extends Record> RowMapping<R> of(Class<R> type) {
        RowMapping<?> known = KNOWN.get(type);
        if (known == null) {
            // Not computeIfAbsent: a record nested in this one asks for its own mapping on the way.
            known = new RowMapping<>(type);
            KNOWN.put(type, known);
        }
        return (RowMapping<R>) known;
    }

    BsonDocument toBson(Record row) {
        BsonDocument document = new BsonDocument(names.length * 2);
        for (int i = 0; i < names.length; i++) {
            BsonValue value = values[i].write().apply(read(row, i));
            if (value != null) {
                document.put(names[i], value);
            }
        }
        return document;
    }

    R fromBson(BsonDocument document) {
        @Nullable Object[] arguments = new Object[names.length];
        for (int i = 0; i < names.length; i++) {
            arguments[i] = values[i].read().apply(document.get(names[i]));
        }
        try {
            return type.cast((Object) constructor.invokeExact(arguments));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Object read(Record row, int component) {
        try {
            return (Object) accessors[component].invokeExact((Object) row);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
