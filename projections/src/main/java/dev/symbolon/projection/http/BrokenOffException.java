package dev.symbolon.projection.http;

import java.io.IOException;

/** On purpose: the answer isn't ended, so that its reader sees that there is more. */
public final class BrokenOffException extends IOException {
    public BrokenOffException(String reason) {
        super(reason);
    }
}
