package dev.symbolon.benchmark;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tenants of {@link Onboarding} after the next start, when no node has met them: {@code cold-tenants PROFILE KEPT}.
 * Prints what each process holds on to for a tenant that does nothing, and how long the first token of one takes once the
 * processes have warmed up by those of others.
 */
public final class ColdTenants {
    private static final int MEASURED = 300;

    record Tenant(String slug, String client, String secret) {}

    /** @param heaps what each process held on to before there were tenants, in KiB */
    record Kept(Map<String, Long> heaps, List<Tenant> tenants) {}

    private final URI tokens;
    private final Map<String, Long> processes;
    private final Kept kept;

    private ColdTenants(Path profileFile, Path keptFile) throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        JsonNode profile = json.readTree(profileFile.toFile());
        tokens = URI.create(profile.path("issuer").asString());
        processes = Profile.read(profileFile).processes();
        kept = json.readValue(keptFile.toFile(), Kept.class);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("cold-tenants PROFILE KEPT");
        }
        new ColdTenants(Path.of(arguments[0]), Path.of(arguments[1])).run();
    }

    private void run() throws IOException, InterruptedException {
        LiveHeap.printMore(
                "memory, with nobody met", processes, kept.heaps, kept.tenants().size());
        List<Tenant> order = new ArrayList<>(kept.tenants);
        Collections.shuffle(order, new Random(7));
        int measured = Math.min(MEASURED, order.size() / 2);
        try (HttpConnection connection = new HttpConnection(tokens)) {
            for (Tenant other : order.subList(measured, order.size())) {
                token(connection, other);
            }
            Latencies latencies = new Latencies();
            for (Tenant cold : order.subList(0, measured)) {
                long began = System.nanoTime();
                token(connection, cold);
                latencies.add(System.nanoTime() - began);
            }
            System.out.println("first token of a cold tenant: " + latencies.medianAndTail());
        }
        LiveHeap.printMore(
                "memory, each met once", processes, kept.heaps, kept.tenants().size());
    }

    private static void token(HttpConnection connection, Tenant tenant) throws IOException {
        HttpConnection.Response answer = connection.form(
                "/t/" + tenant.slug() + "/token",
                List.of(new HttpConnection.Header("Authorization", "Basic " + basic(tenant))),
                "grant_type=client_credentials");
        if (answer.status() != 200) {
            throw new UnexpectedAnswerException("token", answer.status(), answer.text());
        }
    }

    private static String basic(Tenant tenant) {
        return Base64.getEncoder()
                .encodeToString((tenant.client() + ":" + tenant.secret()).getBytes(StandardCharsets.US_ASCII));
    }
}
