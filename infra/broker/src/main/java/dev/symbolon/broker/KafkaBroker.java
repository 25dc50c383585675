package dev.symbolon.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * {@code KafkaBroker FOLDER PORT CONTROLLER_PORT}: one Kafka node that prints {@code ready} when it serves, and ends in
 * order when its standard input does, as it does when the process that started it is gone, however that ended.
 */
public final class KafkaBroker {
    public static void main(String[] arguments) throws Exception {
        BrokerSettings settings = new BrokerSettings(
                Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        CountDownLatch stop = stopWithParent();
        format(settings);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(asProperties(settings)), Time.SYSTEM);
        server.startup();
        Topics.ensure(settings.folder(), settings.port());
        System.out.println("ready");
        System.out.flush();
        stop.await();
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

    private static CountDownLatch stopWithParent() {
        CountDownLatch stop = new CountDownLatch(1);
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
            drain(System.in);
            stop.countDown();
        });
        return stop;
    }

    private static void drain(InputStream in) {
        byte[] ignored = new byte[64];
        try {
            while (in.read(ignored) >= 0) {
                // Nobody says anything here: only the end counts.
            }
        } catch (IOException _) {
            // A broken pipe is an end, too.
        }
    }

    private KafkaBroker() {}
}
