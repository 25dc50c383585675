package dev.symbolon.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.TestStore;
import dev.symbolon.infra.stream.EmbeddedKafka;
import dev.symbolon.ports.log.StableTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as it runs, on a real broker and the real store, with an empty log of its own. */
public final class RunningProjections implements AutoCloseable {
    private static final String TOKEN = "auditor-of-the-tests";
    private static final AtomicInteger NODES = new AtomicInteger();
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext context;
    private final URI address;

    private RunningProjections(ConfigurableApplicationContext context) {
        this.context = context;
        this.address = URI.create("http://127.0.0.1:"
                + Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                        .getPort());
    }

    public static RunningProjections start(String... further) {
        return start(TestStore.freshDatabase(), EmbeddedKafka.bootstrap(), further);
    }

    public static RunningProjections start(String database, String kafka, String... further) {
        try {
            Path key = Files.createTempFile("symbolon-test", ".key");
            Files.writeString(key, Base64.getEncoder().encodeToString(new byte[32]));
            List<String> arguments = new ArrayList<>(List.of(
                    "--server.address=127.0.0.1",
                    "--server.port=0",
                    "--symbolon.node=projections-" + NODES.incrementAndGet(),
                    "--symbolon.mongodb=" + database,
                    "--symbolon.kafka=" + kafka,
                    "--symbolon.master-key-file=" + key,
                    "--symbolon.audit.token-sha256=" + sha256(TOKEN),
                    "--spring.application.name=projections-" + HexFormat.of().toHexDigits(System.nanoTime()),
                    "--logging.level.root=WARN"));
            arguments.addAll(List.of(further));
            return new RunningProjections(
                    new SpringApplication(ProjectionsApplication.class).run(arguments.toArray(String[]::new)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public URI address() {
        return address;
    }

    public JsonNode ok(TenantId tenant, String path) {
        HttpResponse<String> response = get(tenant, path);
        assertThat(response.statusCode()).as(path + " " + response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    public HttpResponse<String> get(TenantId tenant, String path) {
        return send("GET", tenant, path, "");
    }

    public HttpResponse<String> send(String method, TenantId tenant, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(address + "/audit/v1/tenants/" + tenant.value() + path))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the log is known to be complete up to there. */
    public void awaitStable(TenantId tenant, HybridTime clock) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> bean(StableTime.class).of(tenant).compareTo(clock) >= 0);
    }

    @Override
    public void close() {
        context.close();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
