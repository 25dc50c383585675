package dev.symbolon.token.running;

import dev.symbolon.core.command.Command;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.embedded.Durability;
import dev.symbolon.embedded.EmbeddedStore;
import dev.symbolon.embedded.EmbeddedStoreSettings;
import dev.symbolon.infra.log.RunFolder;
import dev.symbolon.infra.stream.EmbeddedKafka;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.decision.RefusalLog;
import dev.symbolon.token.TokenServiceApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** The token service on the embedded store and a real broker: started once per JVM, used by every test class. */
public final class RunningPlatform {
    /** Another one than where it listens, so that no answer can have taken it from the request. */
    public static final String ISSUER_BASE = "http://id.symbolon.test";

    private static final class Shared {
        static final RunningPlatform ONE = new RunningPlatform();
        static final Node OTHER_NODE = ONE.start("node-b");
    }

    /** One node of the service. */
    public record Node(ConfigurableApplicationContext context, URI address) {
        public <T> T bean(Class<T> type) {
            return context.getBean(type);
        }

        /** Has what was refused written down now, not when its minute is over. */
        public void writeRefusals() {
            try {
                ((AutoCloseable) bean(RefusalLog.class)).close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final Path folder;
    private final EmbeddedStore store;
    private final Node node;

    private RunningPlatform() {
        try {
            folder = RunFolder.create("symbolon-platform");
            byte[] key = new byte[32];
            new SecureRandom().nextBytes(key);
            Files.writeString(folder.resolve("master.key"), Base64.getEncoder().encodeToString(key));
            store = EmbeddedStore.open(EmbeddedStoreSettings.local(folder.resolve("store"), Durability.WAL));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        node = start("node-a");
    }

    public static RunningPlatform shared() {
        return Shared.ONE;
    }

    public Node node() {
        return node;
    }

    /** A second node of the same platform. */
    public Node otherNode() {
        return Shared.OTHER_NODE;
    }

    public String store() {
        return store.connectionString();
    }

    public int storePort() {
        return URI.create(store()).getPort();
    }

    /** Has a node reach the store by another port of this machine. */
    public static String storeAt(int port) {
        return "--symbolon.mongodb=mongodb://127.0.0.1:" + port + "/symbolon";
    }

    /** Where the store keeps its files. */
    public Path storeFolder() {
        return folder.resolve("store");
    }

    /** A command by an operator, as one commit. */
    public <R> R send(TenantId tenant, Command<R> command) {
        return send(node, tenant, command);
    }

    <R> R send(Node at, TenantId tenant, Command<R> command) {
        Origin origin = Origin.of(new Actor.Platform("tests"), "test");
        return at.bean(Decisions.class)
                .decide(tenant, reading -> reading.commit(command, origin))
                .outcome();
    }

    public Randomness randomness() {
        return node.bean(Randomness.class);
    }

    private Node start(String name) {
        return start(name, List.of(), _ -> {});
    }

    /**
     * One more node, which the test closes.
     *
     * @param more   settings besides those of every node, or in their place
     * @param adding what the test puts into its context
     */
    public Node start(String name, List<String> more, ApplicationContextInitializer<?> adding) {
        List<String> settings = new ArrayList<>(List.of(
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--symbolon.node=" + name,
                "--symbolon.mongodb=" + store.connectionString() + "/symbolon",
                "--symbolon.kafka=" + EmbeddedKafka.bootstrap(),
                "--symbolon.master-key-file=" + folder.resolve("master.key"),
                "--symbolon.token.issuer-base=" + ISSUER_BASE,
                "--symbolon.token.sign-in.address-burst=100000",
                "--symbolon.token.device.address-requests=100000",
                "--symbolon.token.device.guesses=100000",
                "--logging.level.root=WARN"));
        more.forEach(setting -> settings.removeIf(it -> it.startsWith(setting.substring(0, setting.indexOf('=') + 1))));
        settings.addAll(more);
        SpringApplication application = new SpringApplication(TokenServiceApplication.class);
        application.setRegisterShutdownHook(true);
        application.addInitializers(adding);
        ConfigurableApplicationContext context = application.run(settings.toArray(String[]::new));
        int port = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
        return new Node(context, URI.create("http://127.0.0.1:" + port));
    }
}
