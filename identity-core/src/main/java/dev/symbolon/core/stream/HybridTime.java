package dev.symbolon.core.stream;

import java.time.Instant;

/**
 * A reading of a hybrid logical clock: 48 bits of milliseconds since 1970, 16 bits of count. Above every reading that
 * its node took or saw before. Across streams the canonical order is (clock, commit id).
 */
public record HybridTime(long value) implements Comparable<HybridTime> {
    public static final HybridTime ZERO = new HybridTime(0);

    public static HybridTime atMillis(long millis) {
        return new HybridTime(millis << 16);
    }

    public long millis() {
        return value >>> 16;
    }

    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    public HybridTime next() {
        return new HybridTime(value + 1);
    }

    @Override
    public int compareTo(HybridTime other) {
        return Long.compareUnsigned(value, other.value);
    }
}
