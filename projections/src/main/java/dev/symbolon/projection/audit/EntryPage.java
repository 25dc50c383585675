package dev.symbolon.projection.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A page of what a search finds.
 *
 * @param next   cursor of the following page; empty on the last
 * @param stable up to when the tenant's log was complete when this was looked for: an entry that is later may still get
 *               one before it, from another node, which a cursor past it leaves out
 */
public record EntryPage(List<AuditEntry> rows, Optional<String> next, Instant stable) {
    public EntryPage {
        rows = List.copyOf(rows);
    }
}
