package dev.symbolon.infra.stream;

import dev.symbolon.infra.log.RunFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A real broker in this JVM: one for a whole test run, and others that a test may stop and start. */
public final class EmbeddedKafka implements AutoCloseable {
    private static final class Shared {
        static final EmbeddedKafka BROKER = startForRun();

        private static EmbeddedKafka startForRun() {
            EmbeddedKafka broker = start();
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
            return broker;
        }
    }

    private final Path folder;
    private final int port;
    private final int controllerPort;
    private KafkaRaftServer server;

    private EmbeddedKafka(Path folder, int port, int controllerPort) {
        this.folder = folder;
        this.port = port;
        this.controllerPort = controllerPort;
        this.server = boot();
    }

    /** Bootstrap servers of the run's shared broker. */
    public static String bootstrap() {
        return Shared.BROKER.servers();
    }

    /** A broker of one's own. */
    public static EmbeddedKafka start() {
        try {
            Path folder = Files.createTempDirectory("symbolon-kafka");
            List<Integer> ports = freePorts();
            return new EmbeddedKafka(folder, ports.get(0), ports.get(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A broker in this JVM on a folder and ports that another one may have had before. */
    static EmbeddedKafka startAt(Path folder, int port, int controllerPort) {
        return new EmbeddedKafka(folder, port, controllerPort);
    }

    public String servers() {
        return "127.0.0.1:" + port;
    }

    /** Ends the broker, keeping its folder and port. */
    public void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    public void startAgain() {
        server = boot();
    }

    private KafkaRaftServer boot() {
        try {
            if (!Files.exists(folder.resolve("meta.properties"))) {
                new Formatter()
                        .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                        .setClusterId(Uuid.randomUuid().toString())
                        .setNodeId(1)
                        .addDirectory(folder.toString())
                        .setMetadataLogDirectory(folder.toString())
                        .setControllerListenerName("CONTROLLER")
                        .setIgnoreFormatted(true)
                        .run();
            }
            KafkaRaftServer booted = new KafkaRaftServer(KafkaConfig.fromProps(settings()), Time.SYSTEM);
            booted.startup();
            return booted;
        } catch (Exception e) {
            throw new IllegalStateException("the broker doesn't start", e);
        }
    }

    private Properties settings() {
        Properties p = new Properties();
        p.put("process.roles", "broker,controller");
        p.put("node.id", "1");
        p.put("log.dirs", folder.toString());
        p.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.put("controller.listener.names", "CONTROLLER");
        p.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        p.put("auto.create.topics.enable", "false");
        p.put("default.replication.factor", "1");
        p.put("offsets.topic.replication.factor", "1");
        p.put("offsets.topic.num.partitions", "1");
        p.put("transaction.state.log.replication.factor", "1");
        p.put("transaction.state.log.min.isr", "1");
        p.put("transaction.state.log.num.partitions", "1");
        p.put("share.coordinator.state.topic.replication.factor", "1");
        p.put("share.coordinator.state.topic.min.isr", "1");
        p.put("broker.session.timeout.ms", "2000");
        p.put("broker.heartbeat.interval.ms", "500");
        p.put("group.initial.rebalance.delay.ms", "0");
        p.put("log.cleaner.enable", "false");
        p.put("num.io.threads", "4");
        return p;
    }

    /** Two ports at once, so that they differ; below those that outgoing connections are given meanwhile. */
    static List<Integer> freePorts() throws IOException {
        try (ServerSocket one = listening();
                ServerSocket other = listening()) {
            return List.of(one.getLocalPort(), other.getLocalPort());
        }
    }

    private static ServerSocket listening() throws IOException {
        while (true) {
            try {
                return new ServerSocket(ThreadLocalRandom.current().nextInt(20_000, 30_000));
            } catch (BindException _) {
                // Taken: another.
            }
        }
    }

    @Override
    public void close() {
        stop();
        RunFolder.delete(folder);
    }
}
