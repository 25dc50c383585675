package dev.symbolon.standalone;

/** Why the platform can't start, in one line for the person who started it. */
public final class CannotStartException extends RuntimeException {
    public CannotStartException(String line) {
        super(line, null, false, false);
    }

    public CannotStartException(String line, Throwable cause) {
        super(line, cause);
    }
}
