package dev.symbolon.embedded;

import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A query's top-level fields and those under {@code $and}, as constraints; the rest stays for the matcher. */
final class Filter {

    private final Map<String, List<Constraint>> constraints = new LinkedHashMap<>();
    private boolean complete = true;

    private Filter() {}

    static Filter of(Document query) {
        Filter filter = new Filter();
        filter.read(query);
        return filter;
    }

    List<Constraint> on(String path) {
        return constraints.getOrDefault(path, List.of());
    }

    /** The only fields constrained, if the constraints say all that the query does. */
    boolean saysAll() {
        return complete;
    }

    int size() {
        return constraints.values().stream().mapToInt(List::size).sum();
    }

    private void read(Document query) {
        for (Map.Entry<String, Object> entry : query.entrySet()) {
            String key = entry.getKey();
            if (key.equals("$and") && entry.getValue() instanceof List<?> parts) {
                for (Object part : parts) {
                    if (part instanceof Document inner) {
                        read(inner);
                    } else {
                        complete = false;
                    }
                }
            } else if (key.startsWith("$")) {
                complete &= key.equals("$comment");
            } else {
                field(key, entry.getValue());
            }
        }
    }

    private void field(String path, @Nullable Object value) {
        if (value instanceof Document operators && isOperators(operators)) {
            operators(path, operators, false);
        } else if (value instanceof BsonRegularExpression || !Constraint.isPoint(value)) {
            complete = false;
        } else {
            add(path, new Constraint.OneOf(listOf(value)));
        }
    }

    private static boolean isOperators(Document value) {
        return !value.isEmpty() && value.keySet().iterator().next().startsWith("$");
    }

    private void operators(String path, Document operators, boolean sameElement) {
        Constraint.@Nullable Bound low = null;
        Constraint.@Nullable Bound high = null;
        for (Map.Entry<String, Object> operator : operators.entrySet()) {
            Object value = operator.getValue();
            switch (operator.getKey()) {
                case "$eq" -> oneOf(path, listOf(value));
                case "$in" -> oneOf(path, value instanceof Collection<?> values ? new ArrayList<>(values) : null);
                case "$gt", "$gte" -> {
                    complete &= low == null && Constraint.isOrdered(value);
                    low = Constraint.isOrdered(value)
                            ? new Constraint.Bound(value, operator.getKey().equals("$gte"))
                            : low;
                }
                case "$lt", "$lte" -> {
                    complete &= high == null && Constraint.isOrdered(value);
                    high = Constraint.isOrdered(value)
                            ? new Constraint.Bound(value, operator.getKey().equals("$lte"))
                            : high;
                }
                case "$elemMatch" -> {
                    // Says that the field is an array, which no index tells.
                    complete = false;
                    if (!sameElement && value instanceof Document inner && isOperators(inner)) {
                        operators(path, inner, true);
                    }
                }
                default -> complete = false;
            }
        }
        between(path, low, high, sameElement);
    }

    private void between(
            String path, Constraint.@Nullable Bound low, Constraint.@Nullable Bound high, boolean sameElement) {
        if (low != null && high != null && KeyBounds.type(low.value()) != KeyBounds.type(high.value())) {
            // No value is of both types, but two array elements may be.
            add(path, new Constraint.Between(low, null, sameElement));
            add(path, new Constraint.Between(null, high, sameElement));
        } else if (low != null || high != null) {
            add(path, new Constraint.Between(low, high, sameElement));
        }
    }

    private void oneOf(String path, @Nullable List<@Nullable Object> values) {
        if (values == null || !values.stream().allMatch(Constraint::isPoint)) {
            complete = false;
        } else {
            add(path, new Constraint.OneOf(values));
        }
    }

    private void add(String path, Constraint constraint) {
        constraints.computeIfAbsent(path, _ -> new ArrayList<>()).add(constraint);
    }

    private static List<@Nullable Object> listOf(@Nullable Object value) {
        List<@Nullable Object> list = new ArrayList<>(1);
        list.add(value);
        return list;
    }
}
