package dev.symbolon.infra.view;

import com.mongodb.client.model.Filters;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.view.View;
import dev.symbolon.ports.view.ViewQuery;
import dev.symbolon.ports.view.Views;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.conversions.Bson;

/** A query as one of its view's indexes serves it; whatever no index serves is refused. */
final class BoundQuery<R extends Record> {
    private final View<R> view;
    private final TenantId tenant;
    private final ViewQuery query;
    private final Class<?> sortType;

    private BoundQuery(View<R> view, TenantId tenant, ViewQuery query) {
        this.view = view;
        this.tenant = tenant;
        this.query = query;
        this.sortType = type(query.sort());
    }

    static <R extends Record> BoundQuery<R> of(View<R> view, TenantId tenant, ViewQuery query) {
        Set<String> equal = query.equal().keySet();
        boolean served = view.indexes().stream()
                .anyMatch(index -> index.sort().equals(query.sort())
                        && Set.copyOf(index.equal()).equals(equal));
        if (!served) {
            throw new IllegalArgumentException(
                    "no index of " + view.name() + " serves " + equal + " sorted by " + query.sort());
        }
        return new BoundQuery<>(view, tenant, query);
    }

    /** One range on the sort field, so that any planner finds it; what a cursor says beyond that is checked per row. */
    Bson filter() {
        List<Bson> all = new ArrayList<>();
        all.add(Filters.eq("tenant", tenant.value()));
        query.equal().forEach((field, value) -> all.add(Filters.eq("row." + field, value(field, value))));
        String sort = "row." + query.sort();
        long from = query.from().orElse(Long.MIN_VALUE);
        long until = query.until().orElse(Long.MAX_VALUE);
        if (query.cursor().isPresent()) {
            Cursor after = Cursor.read(query.cursor().get(), fingerprint())
                    .orElseThrow(() -> new Views.ForeignCursorException());
            BsonValue at = sortValue(after.sort());
            if (query.newestFirst()) {
                all.add(Filters.lte(sort, at));
                all.add(Filters.or(Filters.lt(sort, at), Filters.lt("_id", id(after))));
            } else {
                all.add(Filters.gte(sort, at));
                all.add(Filters.or(Filters.gt(sort, at), Filters.gt("_id", id(after))));
            }
            if (query.newestFirst()) {
                until = Long.MAX_VALUE;
            } else {
                from = Long.MIN_VALUE;
            }
        }
        if (from != Long.MIN_VALUE) {
            all.add(Filters.gte(sort, sortValue(from)));
        }
        if (until != Long.MAX_VALUE) {
            all.add(Filters.lt(sort, sortValue(until)));
        }
        return Filters.and(all);
    }

    String cursorAfter(BsonDocument last) {
        String id = last.getString("_id").getValue();
        BsonValue sort = last.getDocument("row").get(query.sort());
        if (sort == null) {
            throw new IllegalStateException(query.sort() + " must be in every row of " + view.name());
        }
        long value = sort.isDateTime()
                ? sort.asDateTime().getValue()
                : sort.asNumber().longValue();
        return new Cursor(value, id.substring(tenant.value().length() + 1)).text(fingerprint());
    }

    private String id(Cursor cursor) {
        return ViewCollections.rowId(tenant, cursor.row());
    }

    /** What a cursor is bound to: it leads on in this very query only. */
    private String fingerprint() {
        return String.join(
                "\n",
                ViewCollections.key(view),
                tenant.value(),
                new TreeMap<>(query.equal()).toString(),
                query.sort(),
                query.from().toString(),
                query.until().toString(),
                Boolean.toString(query.newestFirst()));
    }

    private BsonValue sortValue(long value) {
        return sortType == Instant.class ? new BsonDateTime(value) : new BsonInt64(value);
    }

    private BsonValue value(String field, String value) {
        Class<?> type = type(field);
        if (type == boolean.class || type == Boolean.class) {
            return BsonBoolean.valueOf(Boolean.parseBoolean(value));
        }
        if (type == long.class || type == Long.class || type == int.class || type == Integer.class) {
            return new BsonInt64(Long.parseLong(value));
        }
        return new BsonString(value);
    }

    /** The type of a field, by its dotted path; of an optional or a list, that of what it holds. */
    private Class<?> type(String path) {
        Class<?> type = view.row();
        for (String name : path.split("\\.", -1)) {
            type = component(type, name);
        }
        return type;
    }

    private static Class<?> component(Class<?> owner, String name) {
        if (owner.isRecord()) {
            for (RecordComponent component : owner.getRecordComponents()) {
                if (component.getName().equals(name)) {
                    Type type = component.getGenericType();
                    if (type instanceof ParameterizedType generic) {
                        Type[] arguments = generic.getActualTypeArguments();
                        type = arguments[arguments.length - 1];
                    }
                    return (Class<?>) type;
                }
            }
        } else if (Map.class.isAssignableFrom(owner)) {
            return String.class;
        }
        throw new IllegalArgumentException("no field " + name);
    }
}
