package dev.symbolon.benchmark;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** How long each of many tries of one thing took. */
final class Latencies {
    private final Histogram micros = new Histogram(60_000_000, 3);

    void add(long nanos) {
        micros.recordValue(nanos / 1_000);
    }

    /** A row of a table: how many, the median, the worst but one in a hundred, and the worst, in milliseconds. */
    String row(String name) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.1f | %.1f | %.1f |",
                name,
                micros.getTotalCount(),
                millis(50),
                millis(99),
                micros.getMaxValue() / 1e3);
    }

    String medianAndTail() {
        return String.format(Locale.ROOT, "p50 %.1f ms, p99 %.1f ms", millis(50), millis(99));
    }

    private double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }
}
