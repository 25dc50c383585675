package dev.symbolon.benchmark;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A histogram as a service exposes it: how many samples were at most so many seconds. */
record Buckets(NavigableMap<Double, Double> atMost) {
    private static final String BOUND = "le=\"";

    /** Of that name, of the samples whose labels contain the text. */
    static Buckets read(URI service, String name, String label) throws IOException {
        NavigableMap<Double, Double> atMost = new TreeMap<>();
        for (String line : Metrics.lines(service)) {
            int bound = line.indexOf(BOUND);
            if (line.startsWith(name + "_bucket{") && line.contains(label) && bound > 0) {
                String seconds = line.substring(bound + BOUND.length(), line.indexOf('"', bound + BOUND.length()));
                double count = Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
                atMost.merge(
                        seconds.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(seconds),
                        count,
                        Double::sum);
            }
        }
        return new Buckets(atMost);
    }

    /** What came since then. */
    Buckets since(Buckets before) {
        NavigableMap<Double, Double> difference = new TreeMap<>();
        atMost.forEach((bound, count) -> {
            Map.Entry<Double, Double> then = before.atMost.floorEntry(bound);
            difference.put(bound, count - (then == null ? 0 : then.getValue()));
        });
        return new Buckets(difference);
    }

    /** In milliseconds, by straight lines between the bounds; 0 when there are no samples. */
    double percentileMillis(double percentile) {
        double all = atMost.isEmpty() ? 0 : atMost.lastEntry().getValue();
        double wanted = all * percentile / 100;
        double lowerBound = 0;
        double lowerCount = 0;
        for (Map.Entry<Double, Double> bucket : atMost.entrySet()) {
            if (bucket.getValue() >= wanted && wanted > 0) {
                double share = (wanted - lowerCount) / (bucket.getValue() - lowerCount);
                return 1e3
                        * (bucket.getKey().isInfinite()
                                ? lowerBound
                                : lowerBound + share * (bucket.getKey() - lowerBound));
            }
            lowerBound = bucket.getKey();
            lowerCount = bucket.getValue();
        }
        return 0;
    }
}
