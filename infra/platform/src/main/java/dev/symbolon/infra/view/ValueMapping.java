package dev.symbolon.infra.view;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * How values of one Java type are kept in BSON. What is null, or an empty optional, list or map, is left out.
 *
 * @param write null for what is left out
 * @param read  gets null for what was left out
 */
record ValueMapping(
        Function<@Nullable Object, @Nullable BsonValue> write, Function<@Nullable BsonValue, @Nullable Object> read) {

    static ValueMapping of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            ValueMapping inner = of(arguments[arguments.length - 1]);
            if (generic.getRawType() == Optional.class) {
                return optional(inner);
            }
            if (generic.getRawType() == List.class) {
                return list(inner);
            }
            if (generic.getRawType() == Map.class && arguments[0] == String.class) {
                return map(inner);
            }
        } else if (type instanceof Class<?> plain) {
            return plain(plain);
        }
        throw new IllegalArgumentException("a row can't hold " + type);
    }

    private static ValueMapping plain(Class<?> type) {
        if (type == String.class) {
            return present(v -> new BsonString((String) v), v -> v.asString().getValue());
        }
        if (type == Instant.class) {
            return present(
                    v -> new BsonDateTime(((Instant) v).toEpochMilli()),
                    v -> Instant.ofEpochMilli(v.asDateTime().getValue()));
        }
        if (type == long.class || type == Long.class) {
            return number(type, v -> new BsonInt64((Long) v), v -> v.asNumber().longValue(), 0L);
        }
        if (type == int.class || type == Integer.class) {
            return number(
                    type, v -> new BsonInt32((Integer) v), v -> v.asNumber().intValue(), 0);
        }
        if (type == double.class || type == Double.class) {
            return number(
                    type, v -> new BsonDouble((Double) v), v -> v.asNumber().doubleValue(), 0d);
        }
        if (type == boolean.class || type == Boolean.class) {
            return number(
                    type,
                    v -> BsonBoolean.valueOf((Boolean) v),
                    v -> v.asBoolean().getValue(),
                    false);
        }
        if (type.isEnum()) {
            return enumeration(type.asSubclass(Enum.class));
        }
        if (type.isRecord()) {
            RowMapping<?> nested = RowMapping.of(type.asSubclass(Record.class));
            return present(v -> nested.toBson((Record) v), v -> nested.fromBson(v.asDocument()));
        }
        throw new IllegalArgumentException("a row can't hold " + type);
    }

    private static ValueMapping present(Function<Object, BsonValue> write, Function<BsonValue, Object> read) {
        return new ValueMapping(
                v -> v == null ? null : write.apply(v), v -> v == null || v.isNull() ? null : read.apply(v));
    }

    private static ValueMapping number(
            Class<?> type, Function<Object, BsonValue> write, Function<BsonValue, Object> read, Object zero) {
        // A primitive can't be null: a row from before the field existed reads as zero.
        return type.isPrimitive()
                ? new ValueMapping(
                        v -> v == null ? null : write.apply(v), v -> v == null || v.isNull() ? zero : read.apply(v))
                : present(write, read);
    }

    private static <E extends Enum<E>> ValueMapping enumeration(Class<E> type) {
        return present(
                v -> new BsonString(((Enum<?>) v).name()),
                v -> Enum.valueOf(type, v.asString().getValue()));
    }

    private static ValueMapping optional(ValueMapping inner) {
        return new ValueMapping(
                v -> v instanceof Optional<?> o && o.isPresent() ? inner.write.apply(o.get()) : null,
                v -> v == null || v.isNull() ? Optional.empty() : Optional.ofNullable(inner.read.apply(v)));
    }

    private static ValueMapping list(ValueMapping inner) {
        return new ValueMapping(
                v -> {
                    if (!(v instanceof List<?> values) || values.isEmpty()) {
                        return null;
                    }
                    BsonArray array = new BsonArray(values.size());
                    values.forEach(element -> array.add(required(inner.write.apply(element))));
                    return array;
                },
                v -> {
                    if (v == null || v.isNull()) {
                        return List.of();
                    }
                    List<Object> values = new ArrayList<>();
                    v.asArray().forEach(element -> values.add(required(inner.read.apply(element))));
                    return List.copyOf(values);
                });
    }

    /** Keys are sorted, so that equal maps are equal bytes. */
    private static ValueMapping map(ValueMapping inner) {
        return new ValueMapping(
                v -> {
                    if (!(v instanceof Map<?, ?> values) || values.isEmpty()) {
                        return null;
                    }
                    BsonDocument document = new BsonDocument();
                    new TreeMap<>(values)
                            .forEach((key, value) -> document.put((String) key, required(inner.write.apply(value))));
                    return document;
                },
                v -> {
                    Map<String, Object> values = new LinkedHashMap<>();
                    if (v != null && !v.isNull()) {
                        v.asDocument().forEach((key, value) -> values.put(key, required(inner.read.apply(value))));
                    }
                    return values;
                });
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("a list or map of a row can't hold nothing");
        }
        return value;
    }
}
