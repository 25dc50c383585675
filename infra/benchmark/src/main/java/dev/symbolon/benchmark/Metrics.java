package dev.symbolon.benchmark;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** What a service says of itself at {@code /actuator/prometheus}. */
final class Metrics {

    /** The sum of all samples of that name whose labels contain the text; 0 when there are none. */
    static double sample(URI service, String name, String label) throws IOException {
        double sum = 0;
        for (String line : lines(service)) {
            boolean named = line.startsWith(name + "{") || line.startsWith(name + " ");
            if (named && line.contains(label)) {
                double value = Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
                sum += Double.isNaN(value) ? 0 : value;
            }
        }
        return sum;
    }

    static List<String> lines(URI service) throws IOException {
        try (HttpConnection connection = new HttpConnection(service)) {
            return connection
                    .get("/actuator/prometheus", List.of())
                    .text()
                    .lines()
                    .toList();
        }
    }

    private Metrics() {}
}
