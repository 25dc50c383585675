package dev.symbolon.projection.audit;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.log.StableTime;
import dev.symbolon.ports.view.Page;
import dev.symbolon.projection.http.Asked;
import dev.symbolon.projection.http.ClockCursor;
import dev.symbolon.projection.http.Questions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The audit log as its readers see it: searched, within what the tenant keeps, opened by the reader's rights. */
@Component
final class AuditLog {
    private final AuditSearch search;
    private final Opening opening;
    private final Retention retention;
    private final Questions questions;
    private final StableTime stable;

    AuditLog(AuditSearch search, Opening opening, Retention retention, Questions questions, StableTime stable) {
        this.stable = stable;
        this.search = search;
        this.opening = opening;
        this.retention = retention;
        this.questions = questions;
    }

    /** A page that says how far it can be relied on. */
    EntryPage found(Asked asked, AuditQuery query, Optional<String> after, int limit) {
        // Before the page is looked for: what was complete then is in it.
        Instant complete = stable(asked.tenant());
        Page<AuditEntry> page = page(asked, query, after, limit);
        return new EntryPage(page.rows(), page.next(), complete);
    }

    /** When the log was last known to be complete. */
    Instant stable(TenantId tenant) {
        return stable.of(tenant).instant();
    }

    /** A page may have fewer entries than asked for, even none, and yet a next one: when much was looked at for little. */
    Page<AuditEntry> page(Asked asked, AuditQuery query, Optional<String> after, int limit) {
        questions.await(AuditProjection.VIEW, asked);
        String question = question(asked, query);
        Optional<Long> from = after.map(cursor -> ClockCursor.read(cursor, question));
        AuditSearch.Found found = search.find(asked.tenant(), kept(asked, query), from, limit);
        Opening.Reader reader = opening.reader(asked.tenant(), asked.auditor());
        return new Page<>(
                found.rows().stream().map(reader::entry).toList(),
                found.next().map(clock -> ClockCursor.text(clock, question)));
    }

    /** Where a page begins whose first entries are those of this one's clock. */
    String cursorBefore(Asked asked, AuditQuery query, AuditEntry entry) {
        return ClockCursor.text(AuditSearch.before(entry.clock(), query.newestFirst()), question(asked, query));
    }

    /** The first and the last entry of all that a query finds, as far as one page of looking finds them. */
    List<AuditEntry> ends(Asked asked, AuditQuery query) {
        return Stream.of(query.newestFirst(), !query.newestFirst())
                .flatMap(newest -> page(asked, query.inOrder(newest), Optional.empty(), 1).rows().stream()
                        .limit(1))
                .toList();
    }

    private AuditQuery kept(Asked asked, AuditQuery query) {
        return retention.begin(asked.tenant()).map(query::notBefore).orElse(query);
    }

    private static String question(Asked asked, AuditQuery query) {
        return asked.tenant().value() + "\n" + query.fingerprint();
    }
}
