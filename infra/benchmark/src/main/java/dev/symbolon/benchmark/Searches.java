package dev.symbolon.benchmark;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** Pages of 50 of the audit log: by nothing, by facets together, by words; half of them end somewhere in the past. */
final class Searches {
    private static final int ROWS_KNOWN = 500;
    private static final List<String> FACETS =
            List.of("subject", "client", "type", "outcome", "actor", "session", "grant");

    private final AuditApi api;
    private final int asked;

    Searches(AuditApi api, int asked) {
        this.api = api;
        this.asked = asked;
    }

    void run() throws IOException {
        List<JsonNode> known = new ArrayList<>();
        api.get("/events?limit=" + ROWS_KNOWN / 2).path("rows").forEach(known::add);
        api.get("/events?order=oldest&limit=" + ROWS_KNOWN / 2).path("rows").forEach(known::add);
        System.out.println("| search | asked | p50 ms | p99 ms | most ms | rows a page |");
        System.out.println("|---|---|---|---|---|---|");
        for (String round : List.of("first", "again")) {
            for (int facets = 0; facets <= 3; facets++) {
                measure(facets + " facets, " + round, known, facets);
            }
            measure("words and a client, " + round, known, -1);
        }
    }

    private void measure(String name, List<JsonNode> known, int facets) throws IOException {
        Random random = new Random(facets);
        Latencies latencies = new Latencies();
        long rows = 0;
        for (int i = 0; i < asked; i++) {
            String path = search(random, known.get(random.nextInt(known.size())), known, facets);
            long begun = System.nanoTime();
            rows += api.get(path).path("rows").size();
            latencies.add(System.nanoTime() - begun);
        }
        System.out.printf(Locale.ROOT, "%s %.1f |%n", latencies.row(name), (double) rows / asked);
    }

    private static String search(Random random, JsonNode row, List<JsonNode> known, int facets) {
        StringBuilder path = new StringBuilder("/events?limit=50");
        if (facets < 0) {
            path.append("&words=code%20rede&client=")
                    .append(encoded(row.path("client").asString("none")));
        }
        List<String> has = new ArrayList<>(
                FACETS.stream().filter(facet -> row.path(facet).isString()).toList());
        for (int i = 0; i < facets && !has.isEmpty(); i++) {
            String facet = has.remove(random.nextInt(has.size()));
            path.append('&')
                    .append(facet)
                    .append('=')
                    .append(encoded(row.path(facet).asString()));
        }
        if (random.nextBoolean()) {
            path.append("&until=")
                    .append(encoded(
                            known.get(random.nextInt(known.size())).path("time").asString()));
        }
        return path.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
