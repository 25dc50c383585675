package dev.symbolon.benchmark;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Onboards tenants over the admin API, each with a client and a person: {@code onboarding PROFILE KEPT [--tenants N]}.
 * Prints time and server CPU per tenant for each thousand (or tenth), memory before and after, and how long the list of
 * tenants takes, over the API and in the console. What {@link ColdTenants} needs after the next start is kept in a file.
 */
public final class Onboarding {
    private static final int MOST = 100_000;
    private static final int LISTS = 300;

    /** Longer than anything is kept ready for a tenant's next event. */
    private static final Duration IDLE = Duration.ofSeconds(100);

    private final URI admin;
    private final ServiceToken token;
    private final Map<String, Long> processes;
    private final Path profile;
    private final JsonMapper json = JsonMapper.builder().build();
    private final List<ColdTenants.Tenant> made = new ArrayList<>();
    private final String run = Long.toString(System.currentTimeMillis(), 36);

    private Onboarding(Path profileFile) throws IOException {
        profile = profileFile;
        admin = URI.create(json.readTree(profileFile.toFile()).path("adminUrl").asString());
        token = ServiceToken.of(profileFile, "admin-api");
        processes = Profile.read(profileFile).processes();
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int tenants = 500;
        if (arguments.length == 4 && arguments[2].equals("--tenants")) {
            tenants = Integer.parseInt(arguments[3]);
        } else if (arguments.length != 2) {
            throw new IllegalArgumentException("onboarding PROFILE KEPT [--tenants N]");
        }
        if (tenants < 10 || tenants > MOST) {
            throw new IllegalArgumentException("10 to " + MOST + " tenants");
        }
        new Onboarding(Path.of(arguments[0])).run(tenants, Path.of(arguments[1]));
    }

    private void run(int tenants, Path kept) throws IOException, InterruptedException {
        int chunk = tenants >= 2_000 ? 1_000 : Math.max(1, tenants / 10);
        System.out.println("| tenants | ms per tenant | server CPU ms per tenant | of which |");
        System.out.println("|---|---|---|---|");
        Map<String, Long> heaps = LiveHeap.print("memory before", processes);
        try (HttpConnection connection = new HttpConnection(admin)) {
            while (made.size() < tenants) {
                long began = System.nanoTime();
                Map<String, Double> before = ProcessCpu.seconds(processes);
                int upTo = Math.min(tenants, made.size() + chunk);
                int begun = made.size();
                while (made.size() < upTo) {
                    made.add(onboard(connection, made.size()));
                }
                row(upTo - begun, System.nanoTime() - began, before);
            }
        }
        LiveHeap.printMore("memory after", processes, heaps, tenants);
        Thread.sleep(IDLE);
        LiveHeap.printMore("memory when they were idle for a while", processes, heaps, tenants);
        try (HttpConnection connection = new HttpConnection(admin)) {
            lists(connection, "the newest tenants", _ -> "");
            lists(
                    connection,
                    "tenants by the beginning of their name",
                    number -> "&q=bench-" + run + "-" + number % 97);
        }
        OperatorBrowser console = OperatorBrowser.signedIn(profile, admin, "/console");
        page(console, "the newest tenants", List.of(""));
        page(
                console,
                "tenants by the beginning of their name",
                IntStream.range(1, 98)
                        .mapToObj(number -> "?q=bench-" + run + "-" + number)
                        .toList());
        Files.writeString(kept, json.writeValueAsString(new ColdTenants.Kept(heaps, made)));
    }

    private static void page(OperatorBrowser console, String what, List<String> endings)
            throws IOException, InterruptedException {
        System.out.println("the console's page of " + what + ": "
                + console.measure(LISTS, "/console/tenants", endings).medianAndTail());
    }

    private void row(int count, long nanos, Map<String, Double> before) throws IOException {
        StringBuilder parts = new StringBuilder();
        double all = 0;
        for (Map.Entry<String, Double> now : ProcessCpu.seconds(processes).entrySet()) {
            double used = (now.getValue() - before.getOrDefault(now.getKey(), 0d)) * 1e3 / count;
            all += used;
            parts.append(String.format(Locale.ROOT, "%s %.1f ", now.getKey(), used));
        }
        System.out.printf(Locale.ROOT, "| %d | %.1f | %.1f | %s|%n", made.size(), nanos / 1e6 / count, all, parts);
    }

    private ColdTenants.Tenant onboard(HttpConnection connection, int number) throws IOException {
        String slug = "bench-" + run + "-" + number;
        String id = post(connection, "/admin/v1/tenants", Map.of("slug", slug, "displayName", "Tenant " + number))
                .get("id")
                .asString();
        String base = "/admin/v1/tenants/" + id;
        JsonNode client = post(
                connection,
                base + "/clients",
                Map.of(
                        "name",
                        "Service",
                        "kind",
                        "service",
                        "permissions",
                        List.of(Map.of("resource", "admin-api", "scopes", List.of("symbolon:clients:read")))));
        post(connection, base + "/invitations", Map.of("login", "somebody", "name", "Some Body"));
        return new ColdTenants.Tenant(
                slug, client.get("id").asString(), client.get("secret").asString());
    }

    private JsonNode post(HttpConnection connection, String path, Map<String, ?> body) throws IOException {
        HttpConnection.Response answer = connection.json(
                path,
                List.of(new HttpConnection.Header("Authorization", "Bearer " + token.value())),
                json.writeValueAsBytes(body));
        if (answer.status() != 201) {
            throw new UnexpectedAnswerException(path, answer.status(), answer.text());
        }
        return json.readTree(answer.body());
    }

    private void lists(HttpConnection connection, String what, IntFunction<String> query) throws IOException {
        Latencies latencies = new Latencies();
        for (int i = -LISTS / 3; i < LISTS; i++) {
            long began = System.nanoTime();
            HttpConnection.Response answer = connection.get(
                    "/admin/v1/tenants?sort=-created" + query.apply(Math.abs(i)),
                    List.of(new HttpConnection.Header("Authorization", "Bearer " + token.value())));
            if (answer.status() != 200) {
                throw new UnexpectedAnswerException("tenants", answer.status(), answer.text());
            }
            if (i >= 0) {
                latencies.add(System.nanoTime() - began);
            }
        }
        System.out.println("a page of " + what + ": " + latencies.medianAndTail());
    }
}
