package dev.symbolon.ports.view;

import dev.symbolon.core.stream.Position;
import dev.symbolon.core.tenant.TenantId;
import java.util.Optional;

/**
 * Reads rows. Every query names its tenant, and only what an index serves can be asked. While the store doesn't answer, each
 * throws {@link dev.symbolon.ports.decision.Decisions.UndecidedException}: the caller answers 503.
 */
public interface Views {
    <R extends Record> Optional<R> row(View<R> view, TenantId tenant, String id);

    <R extends Record> Page<R> find(View<R> view, TenantId tenant, ViewQuery query);

    /**
     * Waits until the view has what was committed at that position.
     *
     * @return false after two seconds: the caller answers 503 with Retry-After, never a stale page
     */
    boolean await(View<?> view, Position position);

    /** The cursor is malformed, or another query's: the caller answers 400. */
    final class ForeignCursorException extends RuntimeException {
        public ForeignCursorException() {
            super("the cursor doesn't belong to this query");
        }
    }
}
