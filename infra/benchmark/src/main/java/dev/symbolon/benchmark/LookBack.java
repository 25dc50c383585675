package dev.symbolon.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/**
 * What it costs to look back, on whatever the tenant's log holds by then: states and reach at random moments, diagrams,
 * and rebuilds of views while they serve.
 */
final class LookBack {
    private static final int MOST_GRANTS = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final AuditApi api;
    private final int asked;
    private final Random random = new Random(1);

    /** @param asked how often each question is asked */
    LookBack(AuditApi api, int asked) {
        this.api = api;
        this.asked = asked;
    }

    void questions() throws IOException {
        List<JsonNode> grants = new ArrayList<>();
        String after = "";
        while (grants.size() < MOST_GRANTS) {
            JsonNode page = api.get("/grants?limit=500" + after);
            page.path("rows").forEach(grants::add);
            if (!page.path("next").isString()) {
                break;
            }
            after = "&after=" + page.path("next").asString();
        }
        long last = System.currentTimeMillis();
        long first = grants.getLast().path("clock").asLong() >>> 16;
        System.out.println("| question | asked | p50 ms | p99 ms | most ms |");
        System.out.println("|---|---|---|---|---|");
        ask("state of a grant", grants, (grant, at) -> "/grants/" + id(grant) + "/state?at=" + at, first, last);
        ask("state of a person", grants, (grant, at) -> "/users/" + subject(grant) + "/state?at=" + at, first, last);
        ask("state of the tenant", grants, (_, at) -> "/state?at=" + at, first, last);
        ask(
                "what changed of a client",
                grants,
                (grant, at) -> "/clients/" + client(grant) + "/diff?from=" + at,
                first,
                last);
        ask(
                "all within reach of a person",
                grants,
                (grant, at) -> "/access?subject=" + subject(grant) + "&at=" + at,
                first,
                last);
        ask("diagram as SVG", grants, (grant, _) -> "/grants/" + id(grant) + "/diagram?format=svg", first, last);
        ask("diagram as text", grants, (grant, _) -> "/grants/" + id(grant) + "/diagram?format=text", first, last);
    }

    private interface Question {
        String of(JsonNode grant, Instant at);
    }

    private void ask(String name, List<JsonNode> grants, Question question, long first, long last) throws IOException {
        Latencies latencies = new Latencies();
        for (int i = -asked / 10; i < asked; i++) {
            Instant at = Instant.ofEpochMilli(first + (long) (random.nextDouble() * (last - first)));
            String path = question.of(grants.get(random.nextInt(grants.size())), at);
            long start = System.nanoTime();
            api.get(path);
            if (i >= 0) {
                latencies.add(System.nanoTime() - start);
            }
        }
        System.out.println(latencies.row(name));
    }

    void rebuilds() throws IOException {
        System.out.println();
        System.out.println("| rebuilt | rows | different | commits | seconds | commits/s | CPU s of the projections |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (JsonNode view : api.get("/rebuilds").path("views")) {
            double cpu = api.cpuSeconds();
            long start = System.nanoTime();
            api.post("/rebuilds?view=" + view.asString());
            JsonNode rebuilt = finished(view.asString());
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %d | %d | %.1f | %.0f | %.1f |%n",
                    view.asString(),
                    rebuilt.at("/compared/rows").asLong(),
                    rebuilt.at("/compared/different").asLong(),
                    rebuilt.path("commits").asLong(),
                    seconds,
                    rebuilt.path("commits").asLong() / seconds,
                    api.cpuSeconds() - cpu);
        }
    }

    private JsonNode finished(String view) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            for (JsonNode rebuild : api.get("/rebuilds").path("rebuilds")) {
                if (rebuild.path("view").asString().equals(view)
                        && rebuild.path("phase").asString().equals("DONE")) {
                    return rebuild;
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new IOException("the rebuild of " + view + " takes longer than " + PATIENCE);
    }

    private static String id(JsonNode grant) {
        return grant.path("id").asString();
    }

    private static String subject(JsonNode grant) {
        return grant.path("subject").asString();
    }

    private static String client(JsonNode grant) {
        return grant.path("client").asString();
    }
}
