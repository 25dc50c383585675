package dev.symbolon.infra.stream;

import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All that a topic holds now. */
public final class StreamContents {

    public static List<ConsumerRecord<byte[], byte[]>> of(String bootstrap, String topic) {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
        }
        return found;
    }

    /** The tenant's events in the order of their partition. */
    public static List<StoredEvent> events(String bootstrap, TenantId tenant) {
        return of(bootstrap, RelayTopics.EVENTS).stream()
                .filter(message -> tenant.value().equals(header(message, "ce_tenant")))
                .map(StreamContents::event)
                .toList();
    }

    private static StoredEvent event(ConsumerRecord<byte[], byte[]> message) {
        return new StoredEvent(
                header(message, "ce_type").substring("dev.symbolon.".length()),
                Integer.parseInt(header(message, "ce_eventversion")),
                false,
                StreamId.parse(header(message, "ce_subject")),
                Long.parseLong(header(message, "ce_sequence")),
                message.value(),
                HexFormat.of().parseHex(header(message, "ce_sha256")));
    }

    static String header(ConsumerRecord<byte[], byte[]> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private StreamContents() {}
}
