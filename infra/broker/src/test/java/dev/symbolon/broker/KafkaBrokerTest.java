package dev.symbolon.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void what_was_acknowledged_before_a_kill_is_there_after_the_restart() throws Exception {
        BrokerProcess broker = BrokerProcess.start(folder);
        assertThat(partitions(broker)).isEqualTo(Map.of("symbolon.events", 12, "symbolon.control", 1));
        send(broker, "kept");
        broker.process().destroyForcibly().waitFor();

        BrokerProcess again = BrokerProcess.start(folder);
        try {
            assertThat(firstRecord(again)).isEqualTo("kept");
            assertThat(partitions(again)).hasSize(2);
        } finally {
            again.process().getOutputStream().close();
            assertThat(again.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
        assertThat(again.process().exitValue()).isZero();
    }

    @Test
    void it_ends_when_its_parent_is_killed() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Parent.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader lines = parent.inputReader();
        ProcessHandle broker =
                ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();
        BrokerProcess.awaitLine(lines, "started");
        assertThat(broker.isAlive()).isTrue();

        parent.destroyForcibly().waitFor();

        broker.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static Map<String, Integer> partitions(BrokerProcess broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.servers()))) {
            return Map.of(
                    "symbolon.events", partitions(admin, "symbolon.events"),
                    "symbolon.control", partitions(admin, "symbolon.control"));
        }
    }

    private static int partitions(Admin admin, String topic) throws Exception {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .get(topic)
                .partitions()
                .size();
    }

    private static void send(BrokerProcess broker, String value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.servers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>("symbolon.control", bytes)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static String firstRecord(BrokerProcess broker) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.servers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition("symbolon.control", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < end) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    return new String(record.value(), StandardCharsets.UTF_8);
                }
            }
            throw new AssertionError("no record within " + PATIENCE);
        }
    }
}
