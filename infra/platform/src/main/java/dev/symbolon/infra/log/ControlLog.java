package dev.symbolon.infra.log;

import dev.symbolon.core.stream.HybridTime;
import java.util.function.Consumer;

/** The commits that every node must hear of, of all tenants of one cell at once. */
public interface ControlLog {
    /**
     * No commit will be stored any more with that clock or an earlier one; zero when that isn't known. Throws
     * {@link CommitLog.LogUnavailableException} when the store can't be read, as the others do.
     */
    HybridTime settled();

    /**
     * Hands over every commit with a control event and a later clock that the store had acknowledged when this was called, in
     * no order; one may come twice.
     */
    void control(HybridTime after, Consumer<StoredCommit> each);

    /** Those alone that make tokens void, as far as whoever answered {@link #control} last has them. */
    void voiding(HybridTime after, Consumer<StoredCommit> each);
}
