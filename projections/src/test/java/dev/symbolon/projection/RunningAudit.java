package dev.symbolon.projection;

import dev.symbolon.core.command.Command;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.tenant.Branding;
import dev.symbolon.core.tenant.LoginPolicy;
import dev.symbolon.core.tenant.Slug;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.tenant.TokenPolicy;
import dev.symbolon.infra.log.RunFolder;
import dev.symbolon.infra.log.TestStore;
import dev.symbolon.infra.stream.EmbeddedKafka;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service on the real store and the real broker, started once for all tests but one that takes its store away. */
public final class RunningAudit implements AutoCloseable {
    public static final String TOKEN = "auditor-of-the-tests";
    private static final JsonMapper JSON = new JsonMapper();
    private static final AtomicInteger TENANTS = new AtomicInteger();

    private static final class Shared {
        static final RunningAudit AUDIT = apart("running-audit", TestStore.freshDatabase());
    }

    private final ConfigurableApplicationContext service;
    private final URI address;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningAudit(ConfigurableApplicationContext service) {
        this.service = service;
        this.address = URI.create("http://127.0.0.1:"
                + Objects.requireNonNull(((WebServerApplicationContext) service).getWebServer())
                        .getPort());
    }

    public static RunningAudit shared() {
        return Shared.AUDIT;
    }

    /** One of its own, on that database, and with these cells more. */
    public static RunningAudit apart(String name, String database, String... cells) {
        try {
            Path folder = RunFolder.create(name);
            Path key = folder.resolve("master.key");
            Files.writeString(key, Base64.getEncoder().encodeToString(new byte[32]));
            SpringApplication application = new SpringApplication(ProjectionsApplication.class);
            // Store and broker end with the process too; a service that says goodbye to them would wait for both.
            application.setRegisterShutdownHook(false);
            return new RunningAudit(application.run(Stream.concat(
                            Stream.of(
                                    "--server.address=127.0.0.1",
                                    "--server.port=0",
                                    // Its own group: another service in this process would be given half of the stream.
                                    "--spring.application.name=" + name,
                                    "--symbolon.node=" + name,
                                    "--symbolon.mongodb=" + database,
                                    "--symbolon.kafka=" + EmbeddedKafka.bootstrap(),
                                    "--symbolon.master-key-file=" + key,
                                    "--symbolon.audit.token-sha256=" + sha256(TOKEN),
                                    "--logging.level.root=WARN"),
                            Stream.of(cells).map(cell -> "--symbolon.cells." + cell))
                    .toArray(String[]::new)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        service.close();
    }

    public URI address() {
        return address;
    }

    public HttpClient http() {
        return http;
    }

    public <T> T bean(Class<T> type) {
        return service.getBean(type);
    }

    /** A tenant of one's own, onboarded. */
    public TenantId aTenant() {
        return aTenantIn("default");
    }

    /** One whose log is in that cell. */
    public TenantId aTenantIn(String cell) {
        TenantId tenant = new TenantId("hotel" + TENANTS.incrementAndGet() + Long.toString(System.nanoTime(), 36));
        register(tenant, cell);
        send(new TenantCommand.Onboard(
                tenant,
                new Slug(tenant.value()),
                new Branding("Grand Hotel", "#336699"),
                LoginPolicy.STANDARD,
                TokenPolicy.STANDARD,
                Instant.now()));
        return tenant;
    }

    /** Once or twice; where a tenant is that nobody registered is looked up again at each step. */
    public void register(TenantId tenant) {
        register(tenant, "default");
    }

    private void register(TenantId tenant, String cell) {
        bean(Decisions.class)
                .decide(
                        TenantId.SYSTEM,
                        reading -> reading.commit(
                                new TenantCommand.Register(
                                        tenant, new Slug(tenant.value()), cell, "Grand Hotel", Instant.now()),
                                Origin.of(new Actor.Platform("test"), "request-1")));
    }

    /** Commits; returns its position. */
    public String send(Command<?> command) {
        return send(command, new Actor.Platform("test"));
    }

    public String send(Command<?> command, Actor actor) {
        return bean(Decisions.class)
                .decide(command.target().tenant(), reading -> reading.commit(command, Origin.of(actor, "request-1")))
                .position()
                .orElseThrow()
                .toString();
    }

    /** A call of the API as the auditor. */
    public HttpResponse<String> get(TenantId tenant, String path) {
        return send(request("/audit/v1/tenants/" + tenant.value() + path).header("Authorization", "Bearer " + TOKEN));
    }

    public JsonNode ok(TenantId tenant, String path) {
        HttpResponse<String> response = get(tenant, path);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " " + response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The cookie of a browser that signed in. */
    public String signedIn() {
        return signedIn(TOKEN);
    }

    /** That of a browser that brought this token along. */
    public String signedIn(String token) {
        HttpResponse<String> answer = send(form("/auditor/sign-in", "token=" + token));
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    public HttpRequest.Builder form(String path, String body) {
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    public HttpResponse<String> page(String path, String cookie) {
        return send(request(path).header("Cookie", cookie));
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
