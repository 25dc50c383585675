package dev.symbolon.infra.secret;

import dev.symbolon.infra.mongo.CellNotSetException;
import dev.symbolon.infra.mongo.RefusedWriteException;
import dev.symbolon.ports.decision.Decisions.UndecidedException;

/** The key store can't be reached: what was asked for may be tried again. */
public final class KeysUnavailableException extends UndecidedException {

    KeysUnavailableException(Throwable cause) {
        this("the key store can't be reached", cause);
    }

    KeysUnavailableException(String why, Throwable cause) {
        super(why, cause, RefusedWriteException.in(cause).isPresent() || cause instanceof CellNotSetException);
    }
}
