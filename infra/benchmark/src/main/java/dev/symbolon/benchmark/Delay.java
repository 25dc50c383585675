package dev.symbolon.benchmark;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long commits took into the views, in all and by the legs of their way, as the projections measure it. */
record Delay(Buckets whole, Map<String, Buckets> legs) {
    private static final List<String> LEGS = List.of("commit", "kafka", "queue", "write");

    static Delay read(URI audit) throws IOException {
        Map<String, Buckets> legs = new LinkedHashMap<>();
        for (String leg : LEGS) {
            legs.put(leg, Buckets.read(audit, "symbolon_projection_leg_seconds", "leg=\"" + leg + "\""));
        }
        return new Delay(Buckets.read(audit, "symbolon_projection_delay_seconds", ""), legs);
    }

    Delay since(Delay before) {
        Map<String, Buckets> since = new LinkedHashMap<>();
        legs.forEach((leg, now) -> since.put(leg, now.since(before.legs.getOrDefault(leg, now))));
        return new Delay(whole.since(before.whole), since);
    }

    /** p50 / p99 in milliseconds. */
    String inAll() {
        return text(whole);
    }

    /** The same of each leg. */
    String byLeg() {
        StringBuilder text = new StringBuilder();
        legs.forEach((leg, buckets) ->
                text.append(text.isEmpty() ? "" : ", ").append(leg).append(' ').append(text(buckets)));
        return text.toString();
    }

    private static String text(Buckets buckets) {
        return String.format(Locale.ROOT, "%.0f / %.0f", buckets.percentileMillis(50), buckets.percentileMillis(99));
    }
}
