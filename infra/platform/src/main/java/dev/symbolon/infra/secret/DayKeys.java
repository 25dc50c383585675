package dev.symbolon.infra.secret;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The daily keys, by which addresses and user agents of nobody known are sealed: without them, these are gone. */
final class DayKeys {
    private static final int PAGE = 500;
    private static final int MOST_PAGES = 200;

    private final KeyRecords records;

    DayKeys(KeyRecords records) {
        this.records = records;
    }

    void prepare() {
        records.createIndexes();
    }

    /** Removes those of days that ended longer than that ago; at most 100,000, the next run goes on. How many. */
    int retain(Duration retention, Instant now) {
        LocalDate first = LocalDate.ofInstant(now.minus(retention), ZoneOffset.UTC);
        int removed = 0;
        for (int page = 0; page < MOST_PAGES; page++) {
            int found = records.removeDaysBefore(first, PAGE);
            removed += found;
            if (found < PAGE) {
                break;
            }
        }
        return removed;
    }
}
