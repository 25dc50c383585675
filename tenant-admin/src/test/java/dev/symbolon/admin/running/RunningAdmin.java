package dev.symbolon.admin.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.TenantAdminApplication;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.embedded.Durability;
import dev.symbolon.embedded.EmbeddedStore;
import dev.symbolon.embedded.EmbeddedStoreSettings;
import dev.symbolon.infra.log.CutProxy;
import dev.symbolon.infra.log.RunFolder;
import dev.symbolon.infra.stream.EmbeddedKafka;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * The admin API on the embedded store and a real broker: started once per JVM, used by every test class but one that takes
 * its store away.
 */
public final class RunningAdmin implements AutoCloseable {
    public static final String ISSUERS = "http://id.symbolon.test/t/";
    public static final String OPERATOR_TOKEN = "the operator's token of these tests";

    private static final class Shared {
        static final RunningAdmin ONE = new RunningAdmin("tenant-admin", UnaryOperator.identity());
    }

    private final Path folder;
    private final String store;
    private final CutProxy toNorth;
    private final ConfigurableApplicationContext context;
    private final URI address;

    private RunningAdmin(String name, UnaryOperator<String> way) {
        try {
            folder = RunFolder.create("symbolon-admin");
            byte[] key = new byte[32];
            new SecureRandom().nextBytes(key);
            Files.writeString(folder.resolve("master.key"), Base64.getEncoder().encodeToString(key));
            EmbeddedStore embedded =
                    EmbeddedStore.open(EmbeddedStoreSettings.local(folder.resolve("store"), Durability.WAL));
            store = way.apply(embedded.connectionString());
            toNorth = new CutProxy(embedded.port());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        context = run(name);
        address = address(context);
    }

    private RunningAdmin(String name, RunningAdmin beside) {
        folder = beside.folder;
        store = beside.store;
        toNorth = beside.toNorth;
        context = run(name);
        address = address(context);
    }

    private ConfigurableApplicationContext run(String name) {
        return new SpringApplication(TenantAdminApplication.class)
                .run(
                        "--server.address=127.0.0.1",
                        "--server.port=0",
                        // Its own group: another in this process would be given half of the stream.
                        "--spring.application.name=" + name,
                        "--symbolon.node=" + name + "-a",
                        "--symbolon.mongodb=" + store + "/symbolon",
                        "--symbolon.cells.north=mongodb://127.0.0.1:" + toNorth.port() + "/north",
                        "--symbolon.kafka=" + EmbeddedKafka.bootstrap(),
                        "--symbolon.master-key-file=" + folder.resolve("master.key"),
                        "--symbolon.issuer-base=http://id.symbolon.test",
                        "--symbolon.admin.first-credentials-file=" + folder.resolve("operator.json"),
                        "--symbolon.admin.operator-token-sha256=" + sha256(OPERATOR_TOKEN),
                        "--logging.level.root=WARN");
    }

    private static URI address(ConfigurableApplicationContext context) {
        int port = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
        return URI.create("http://127.0.0.1:" + port);
    }

    public static RunningAdmin shared() {
        return Shared.ONE;
    }

    /** One of its own, that finds its store where this leads from the store's own address. */
    public static RunningAdmin apart(String name, UnaryOperator<String> way) {
        return new RunningAdmin(name, way);
    }

    /** One more on the same stores. */
    public RunningAdmin another(String name) {
        return new RunningAdmin(name, this);
    }

    @Override
    public void close() {
        context.close();
    }

    /** The way to its second cell; whoever cuts it mends it. */
    public CutProxy toNorth() {
        return toNorth;
    }

    public URI address() {
        return address;
    }

    public Path folder() {
        return folder;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** The API, called by an operator. */
    public Api operator() {
        return new Api(address, OPERATOR_TOKEN);
    }

    public Api with(String token) {
        return new Api(address, token);
    }

    /** A command of the tests' own, as one commit. */
    public <R> R send(TenantId tenant, Command<R> command) {
        return bean(Decisions.class)
                .decide(tenant, reading -> reading.commit(command, Origin.of(new Actor.Platform("tests"), "test")))
                .outcome();
    }

    /** A new tenant; its id. */
    public String tenant(String slug) {
        Api.Said said = operator().post("/tenants", Map.of("slug", slug, "displayName", "Hotel " + slug));
        assertThat(said.status()).as(said.text()).isEqualTo(201);
        JsonNode body = said.json();
        return body.get("id").asString();
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
