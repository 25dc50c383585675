package dev.symbolon.projection.grant;

import dev.symbolon.ports.view.Page;
import dev.symbolon.ports.view.Views;
import dev.symbolon.projection.audit.Retention;
import dev.symbolon.projection.http.Asked;
import dev.symbolon.projection.http.Questions;
import dev.symbolon.projection.http.Window;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The list of grants or of authorizations, as far back as the tenant keeps its read models. */
@Component
final class GrantList {
    private final Views views;
    private final Questions questions;
    private final Retention retention;
    private final InstantSource clock = InstantSource.system();

    GrantList(Views views, Questions questions, Retention retention) {
        this.views = views;
        this.questions = questions;
        this.retention = retention;
    }

    /** Of these values; what is too old is left out, whether it has been pruned yet or not. */
    Page<GrantHistoryRow> page(Asked asked, Window window, Map<String, String> equal) {
        questions.await(GrantHistoryProjection.VIEW, asked);
        Page<GrantHistoryRow> page =
                views.find(GrantHistoryProjection.VIEW, asked.tenant(), window.of(equal, GrantHistoryProjection.SORT));
        long begin = retention.begin(asked.tenant()).orElse(0L);
        Instant now = clock.instant();
        return new Page<>(
                page.rows().stream()
                        .filter(row -> row.since(begin))
                        .map(row -> row.asOf(now))
                        .toList(),
                page.next());
    }
}
