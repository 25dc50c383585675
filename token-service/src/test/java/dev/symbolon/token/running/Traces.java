package dev.symbolon.token.running;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.symbolon.infra.stream.EmbeddedKafka;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.bson.RawBsonDocument;
import org.slf4j.LoggerFactory;

/** Everything that the platform left somewhere: in its store, on its stream, in its log and its metrics. */
public final class Traces implements AutoCloseable {
    private final RunningPlatform platform;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger own = (Logger) LoggerFactory.getLogger("dev.symbolon");
    private final Level before = root.getLevel();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            keep(event);
        }
    };

    /** From here on everything is logged: of our own code the finest, of others' what operators see. */
    public Traces(RunningPlatform platform) {
        this.platform = platform;
        appender.start();
        root.addAppender(appender);
        root.setLevel(Level.INFO);
        own.setLevel(Level.TRACE);
    }

    /** By where it was left. */
    public Map<String, byte[]> all() {
        Map<String, byte[]> places = new LinkedHashMap<>();
        stored(places);
        streamed(places);
        files(platform.storeFolder(), places);
        synchronized (log) {
            places.put("log", log.toByteArray());
        }
        for (RunningPlatform.Node node : List.of(platform.node(), platform.otherNode())) {
            String metrics = TestBrowser.at(node).get("/actuator/prometheus").body();
            places.put("metrics of " + node.address(), metrics.getBytes(StandardCharsets.UTF_8));
        }
        return places;
    }

    private void stored(Map<String, byte[]> places) {
        try (MongoClient client = MongoClients.create(platform.store())) {
            for (String database : client.listDatabaseNames()) {
                for (String collection : client.getDatabase(database).listCollectionNames()) {
                    ByteArrayOutputStream all = new ByteArrayOutputStream();
                    client.getDatabase(database)
                            .getCollection(collection, RawBsonDocument.class)
                            .find()
                            .forEach(document ->
                                    all.writeBytes(document.getByteBuffer().array()));
                    places.put("collection " + database + "." + collection, all.toByteArray());
                }
            }
        }
    }

    private static void streamed(Map<String, byte[]> places) {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, EmbeddedKafka.bootstrap());
        settings.put(ConsumerConfig.EXCLUDE_INTERNAL_TOPICS_CONFIG, "false");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (String topic : consumer.listTopics().keySet()) {
                List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                    consumer.poll(Duration.ofMillis(100)).forEach(record -> keep(record, all));
                }
                places.put("topic " + topic, all.toByteArray());
            }
        }
    }

    private static void keep(ConsumerRecord<byte[], byte[]> record, ByteArrayOutputStream all) {
        if (record.key() != null) {
            all.writeBytes(record.key());
        }
        if (record.value() != null) {
            all.writeBytes(record.value());
        }
        record.headers().forEach(header -> {
            all.writeBytes(header.key().getBytes(StandardCharsets.UTF_8));
            all.writeBytes(header.value());
        });
    }

    private static void files(Path folder, Map<String, byte[]> places) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = new ArrayList<>(files.filter(Files::isRegularFile).toList());
            for (Path file : all) {
                if (Files.exists(file)) {
                    places.put("file " + folder.relativize(file), Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keep(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(event.getLoggerName())
                .append(' ')
                .append(event.getFormattedMessage())
                .append(event.getMDCPropertyMap());
        IThrowableProxy failure = event.getThrowableProxy();
        if (failure != null) {
            line.append(ThrowableProxyUtil.asString(failure));
        }
        synchronized (log) {
            log.writeBytes(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        root.setLevel(before);
        own.setLevel(null);
    }
}
