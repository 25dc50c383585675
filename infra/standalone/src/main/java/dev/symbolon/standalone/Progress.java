package dev.symbolon.standalone;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Says what is being started, and how long it took. */
public final class Progress {
    private final PrintStream out;
    private final long started = System.nanoTime();

    Progress(PrintStream out) {
        this.out = out;
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    void begin(String line) {
        out.println(line);
        out.flush();
    }

    void ready(String what, String where, Duration took) {
        out.printf(Locale.ROOT, "  %-15s %-26s %s%n", what, where, seconds(took));
        out.flush();
    }

    /** Since the JVM started, where it says so: what a person waited. */
    Duration sinceStart() {
        return ProcessHandle.current()
                .info()
                .startInstant()
                .map(start -> Duration.between(start, Instant.now()))
                .orElseGet(() -> Duration.ofNanos(System.nanoTime() - started));
    }
}
