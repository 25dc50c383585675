package dev.symbolon.infra.view;

import com.mongodb.MongoException;
import dev.symbolon.infra.mongo.CellNotSetException;
import dev.symbolon.ports.decision.Decisions.UndecidedException;
import java.util.function.Supplier;

/** The store doesn't show a tenant's read models now, nor what was ordered of them. */
public final class ViewsUnavailableException extends UndecidedException {
    private ViewsUnavailableException(RuntimeException cause) {
        super("the read models can't be read", cause, cause instanceof CellNotSetException);
    }

    /** What was read, or that it couldn't be. */
    public static <T> T reading(Supplier<T> read) {
        try {
            return read.get();
        } catch (MongoException | CellNotSetException e) {
            throw new ViewsUnavailableException(e);
        }
    }
}
