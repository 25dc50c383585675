package dev.symbolon.admin.list;

import dev.symbolon.admin.http.AdminRefusal;
import dev.symbolon.admin.http.Answer;
import dev.symbolon.admin.http.Call;
import dev.symbolon.admin.http.Orders;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.ports.view.Page;
import dev.symbolon.ports.view.ViewQuery;
import dev.symbolon.ports.view.Views;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.springframework.stereotype.Component;

/** Answers lists: which, from the view; what, from the streams themselves, as they are now. */
@Component
public final class Lists {
    private static final int USUAL_PAGE = 50;
    private static final int LARGEST_PAGE = 200;
    private static final int LONGEST_CURSOR = 500;

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
        ViewQuery query = query(call, kind);
        call.await(
                position -> position.tenant().equals(tenant), position -> views.await(ListProjection.VIEW, position));
        Page<ListedRow> found;
        try {
            orders.in(tenant, _ -> true);
            found = views.find(ListProjection.VIEW, tenant, query);
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

    private static ViewQuery query(Call call, StreamType kind) {
        Map<String, String> equal = new HashMap<>(Map.of("kind", kind.label()));
        for (String filter : Set.copyOf(call.filters())) {
            call.query(filter).ifPresent(value -> {
                if (filter.equals("q")) {
                    equal.put("words", Words.asked(value));
                } else {
                    equal.put(filter, value);
                }
            });
        }
        String sort = call.query("sort").orElse("-" + ListProjection.CREATED);
        boolean newestFirst = sort.startsWith("-");
        String by = newestFirst ? sort.substring(1) : sort;
        if (!by.equals(ListProjection.CREATED) && !by.equals(ListProjection.CHANGED)) {
            throw AdminRefusal.invalid("bad-parameter", "sort is one of created, -created, changed and -changed");
        }
        if (equal.size() > 2 || (equal.size() == 2 && by.equals(ListProjection.CHANGED))) {
            throw AdminRefusal.invalid("bad-parameter", "one filter at a time, sorted by created");
        }
        Optional<String> after = call.query("after");
        if (after.filter(cursor -> cursor.length() > LONGEST_CURSOR).isPresent()) {
            throw AdminRefusal.invalid("bad-cursor", "after is no cursor of this list");
        }
        return new ViewQuery(equal, by, Optional.empty(), Optional.empty(), newestFirst, after, limit(call));
    }

    private static int limit(Call call) {
        String text = call.query("limit").orElse("" + USUAL_PAGE);
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > LARGEST_PAGE) {
            throw AdminRefusal.invalid("bad-parameter", "limit is 1 to " + LARGEST_PAGE);
        }
        return Integer.parseInt(text);
    }
}
