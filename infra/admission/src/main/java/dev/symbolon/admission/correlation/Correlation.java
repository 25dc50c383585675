package dev.symbolon.admission.correlation;

import dev.symbolon.core.identifier.Randomness;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The id of a request, or of work that a service does of its own accord, as long as this thread is about it. It is in each log
 * line and in the envelope of each event of that, so that an operator gets from the one to the other.
 */
public final class Correlation implements AutoCloseable {
    /** What log lines call it. */
    public static final String FIELD = "correlation";

    private final @Nullable String before;

    private Correlation(String id) {
        before = MDC.get(FIELD);
        MDC.put(FIELD, id);
    }

    /** Of something new. The id is of our making: what a caller says gets into no log line. */
    public static Correlation begin(Randomness randomness) {
        return new Correlation(randomness.identifier());
    }

    /** Of what began elsewhere: in another thread, or in another request of our own. */
    public static Correlation goOn(String id) {
        return new Correlation(id);
    }

    /** That of what this thread is about. */
    public static String current() {
        String id = MDC.get(FIELD);
        return id == null ? "none" : id;
    }

    @Override
    public void close() {
        if (before == null) {
            MDC.remove(FIELD);
        } else {
            MDC.put(FIELD, before);
        }
    }
}
