package dev.symbolon.benchmark;

import java.io.IOException;

/** The server answered, though not what the flow needs to go on. */
public final class UnexpectedAnswerException extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    UnexpectedAnswerException(String endpoint, int status, String text) {
        super(endpoint + " answered " + status + ": " + text);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
