package dev.symbolon.infra.log;

import dev.symbolon.core.stream.HybridTime;
import java.util.function.Consumer;

/** The commits that every node must hear of, of all tenants of one cell at once. */
public interface ControlLog {
    /**
     * No commit will be stored any more with that clock or an earlier one. Throws
     * {@link CommitLog.LogUnavailableException} when the store can't be read, as the other does.
     */
    HybridTime settled();

    /** Hands over every commit with a control event and a later clock, in no order; one may come twice. */
    void control(HybridTime after, Consumer<StoredCommit> each);

    /** The same of those alone that make tokens void. */
    void voiding(HybridTime after, Consumer<StoredCommit> each);
}
