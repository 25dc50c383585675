package dev.symbolon.projection.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A range of time in a thousand steps. Its form holds a time and the slider's place; which of both counts is told by
 * whether the slider was moved from the place that the page had given it.
 */
record Slider(Instant first, Instant last) {
    private static final int STEPS = 1_000;
    private static final DateTimeFormatter FIELD =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /**
     * The slider at a time.
     *
     * @param step  0 to 1,000
     * @param field as a field for times holds it
     */
    record Placed(
            int step,
            int steps,
            String field,
            String shown,
            String first,
            String last,
            String dayBefore,
            String dayAfter) {}

    Placed at(Instant time) {
        long whole = Math.max(1, Duration.between(first, last).toMillis());
        long part = Math.clamp(Duration.between(first, time).toMillis(), 0, whole);
        return new Placed(
                (int) (part * STEPS / whole),
                STEPS,
                FIELD.format(time),
                SHOWN.format(time),
                SHOWN.format(first),
                SHOWN.format(last),
                FIELD.format(time.minus(1, ChronoUnit.DAYS)) + "Z",
                FIELD.format(time.plus(1, ChronoUnit.DAYS)) + "Z");
    }

    /** Where it was moved to; empty when it stands where the page had put it. */
    Optional<Instant> moved(String slide, String slid) {
        if (slide.equals(slid) || !slide.matches("\\d{1,4}")) {
            return Optional.empty();
        }
        long step = Math.min(STEPS, Integer.parseInt(slide));
        return Optional.of(first.plusMillis(Duration.between(first, last).toMillis() * step / STEPS));
    }

    /** A field's time, which has no zone, is UTC; anything else is left as it is. */
    static @Nullable String time(String text) {
        if (text.isBlank()) {
            return null;
        }
        try {
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC).toString();
        } catch (DateTimeParseException _) {
            return text;
        }
    }
}
