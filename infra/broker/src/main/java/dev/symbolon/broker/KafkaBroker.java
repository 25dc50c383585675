package dev.symbolon.broker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * {@code KafkaBroker FOLDER PORT CONTROLLER_PORT}: one Kafka node on the loopback address, that ends with
 * the process that started it.
 */
public final class KafkaBroker {
    public static void main(String[] arguments) throws Exception {
        BrokerSettings settings = new BrokerSettings(
                Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        ChildProcess child = ChildProcess.watchParent();
        format(settings);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(asProperties(settings)), Time.SYSTEM);
        server.startup();
        Topics.ensure(settings.folder(), settings.port());
        child.readyUntilStopped();
        server.shutdown();
        server.awaitShutdown();
        // Some of Kafka's threads aren't daemons; a normal exit is also what writes the AOT cache in a training run.
        System.exit(0);
    }

    private static Properties asProperties(BrokerSettings settings) {
        Properties properties = new Properties();
        properties.putAll(settings.properties());
        return properties;
    }

    private static void format(BrokerSettings settings) throws Exception {
        Files.createDirectories(settings.folder());
        if (Files.exists(settings.folder().resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(BrokerSettings.NODE)
                .addDirectory(settings.folder().toString())
                .setMetadataLogDirectory(settings.folder().toString())
                .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                .setIgnoreFormatted(true)
                .run();
    }

    private KafkaBroker() {}
}
