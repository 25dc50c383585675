package dev.symbolon.admin.list;

import dev.symbolon.admin.http.AdminRefusal;
import dev.symbolon.admin.http.Answer;
import dev.symbolon.admin.http.Call;
import dev.symbolon.admin.http.Orders;
import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.ports.view.Page;
import dev.symbolon.ports.view.ViewQuery;
import dev.symbolon.ports.view.Views;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Answers lists: which, from the view; what, from the streams themselves, as they are now. */
@Component
public final class Lists {
    private static final int USUAL_PAGE = 50;
    private static final int LARGEST_PAGE = 200;
    private static final int LONGEST_CURSOR = 500;

    /** What one page may look at; a query counts as so many rows at least. */
    private static final int MOST_EXAMINED = 2_000;

    private static final int LEAST_EXAMINED = 20;

    private final Views views;
    private final Orders orders;

    Lists(Views views, Orders orders) {
        this.views = views;
        this.orders = orders;
    }

    /** @param next sent back as {@code after}, it leads to the following page */
    public record Listed<V>(List<V> items, Optional<String> next) {}

    /**
     * A page of what there is of that kind.
     *
     * @param show empty for a row that has nothing to show any more
     */
    public <V> Answer page(Call call, StreamType kind, BiFunction<Reading, String, Optional<V>> show) {
        TenantId tenant = call.tenant();
        Asked asked = Asked.of(call, kind);
        call.await(
                position -> position.tenant().equals(tenant), position -> views.await(ListProjection.VIEW, position));
        Page<ListedRow> found;
        try {
            orders.in(tenant, _ -> true);
            found = found(tenant, asked);
        } catch (Views.ForeignCursorException e) {
            throw AdminRefusal.invalid("bad-cursor", "after is no cursor of this list");
        }
        List<V> items = orders.in(
                tenant,
                reading -> found.rows().stream()
                        .flatMap(row -> show.apply(reading, row.id()).stream())
                        .toList());
        return Answer.of(new Listed<>(items, found.next()));
    }

    /** A page of things whose state alone is shown. */
    public <S, V> Answer page(
            Call call, Fold<S, ?> fold, Function<String, ? extends Identifier> id, Function<S, V> view) {
        return page(
                call,
                fold.type(),
                (reading, name) -> reading.state(fold, id.apply(name)).map(view));
    }

    /** What a call asks for. */
    private record Asked(List<String> facets, String by, boolean newestFirst, Optional<String> after, int limit) {
        static Asked of(Call call, StreamType kind) {
            Map<String, String> filters = new HashMap<>();
            for (String filter : call.filters()) {
                call.query(filter)
                        .ifPresent(value -> filters.put(filter, filter.equals("q") ? Words.asked(value) : value));
            }
            String sort = call.query("sort").orElse("-" + ListProjection.CREATED);
            boolean newestFirst = sort.startsWith("-");
            String by = newestFirst ? sort.substring(1) : sort;
            if (!by.equals(ListProjection.CREATED) && !by.equals(ListProjection.CHANGED)) {
                throw AdminRefusal.invalid("bad-parameter", "sort is one of created, -created, changed and -changed");
            }
            Optional<String> after = call.query("after");
            if (after.filter(cursor -> cursor.length() > LONGEST_CURSOR).isPresent()) {
                throw AdminRefusal.invalid("bad-cursor", "after is no cursor of this list");
            }
            return new Asked(Facets.asked(kind.label(), filters), by, newestFirst, after, asked(call));
        }

        /** The rows that the index alone finds: by the facet that leads, or by the kind where that is the order's index. */
        ViewQuery query(Optional<String> cursor, int rows) {
            Map<String, String> equal = by.equals(ListProjection.CREATED)
                    ? Map.of("facets", facets.getFirst())
                    : Map.of("kind", facets.getLast());
            return new ViewQuery(equal, by, Optional.empty(), Optional.empty(), newestFirst, cursor, rows);
        }

        boolean indexAlone() {
            return facets.size() == (by.equals(ListProjection.CREATED) ? 2 : 1) || facets.size() == 1;
        }
    }

    /** Looks at a bounded number of rows: a page of what is rare ends early, with a cursor that goes on. */
    private Page<ListedRow> found(TenantId tenant, Asked asked) {
        List<ListedRow> rows = new ArrayList<>();
        Optional<String> after = asked.after();
        int examined = 0;
        do {
            // Never more rows than the page has room for, so that its cursor stands where it ends.
            int room = asked.limit() - rows.size();
            Page<ListedRow> page = views.find(ListProjection.VIEW, tenant, asked.query(after, room));
            page.rows().stream()
                    .filter(row -> Facets.holds(row, asked.facets()))
                    .forEach(rows::add);
            examined += Math.max(page.rows().size(), LEAST_EXAMINED);
            after = page.next();
        } while (after.isPresent() && rows.size() < asked.limit() && examined < MOST_EXAMINED && !asked.indexAlone());
        return new Page<>(rows, after);
    }

    private static int asked(Call call) {
        String text = call.query("limit").orElse("" + USUAL_PAGE);
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > LARGEST_PAGE) {
            throw AdminRefusal.invalid("bad-parameter", "limit is 1 to " + LARGEST_PAGE);
        }
        return Integer.parseInt(text);
    }
}
