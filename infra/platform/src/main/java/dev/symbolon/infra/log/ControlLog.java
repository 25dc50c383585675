package dev.symbolon.infra.log;

import dev.symbolon.core.stream.HybridTime;
import java.util.function.Consumer;

/** The commits that take something away, of all tenants at once: what a view of revocations is filled from. */
public interface ControlLog {
    /**
     * No commit will be stored any more with that clock or an earlier one. Throws
     * {@link CommitLog.LogUnavailableException} when the store can't be read, as the other does.
     */
    HybridTime settled();

    /** Hands over every commit with a control event and a later clock, in no order; one may come twice. */
    void control(HybridTime after, Consumer<StoredCommit> each);
}
