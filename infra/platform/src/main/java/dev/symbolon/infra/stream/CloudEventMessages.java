package dev.symbolon.infra.stream;

import dev.symbolon.core.stream.Position;
import dev.symbolon.infra.log.StoredCommit;
import dev.symbolon.infra.log.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Events as CloudEvents 1.0 in Kafka's binary content mode: the value is the very bytes that the log keeps, what a
 * reader needs to route it is in headers.
 */
final class CloudEventMessages {
    static final String TYPE_PREFIX = "dev.symbolon.";

    private static final byte[] SPEC_VERSION = ascii("1.0");
    private static final byte[] JSON = ascii("application/json");

    /** Event i of a commit, for one of the topics. */
    static ProducerRecord<byte[], byte[]> event(String topic, byte[] key, StoredCommit commit, int index) {
        StoredEvent event = commit.events().get(index);
        Position position = commit.position();
        String tenant = commit.tenant().value();
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(topic, key, event.bytes());
        Headers headers = message.headers();
        headers.add("ce_specversion", SPEC_VERSION);
        headers.add("ce_id", ascii(CloudEventId.of(event.bytes())));
        headers.add("ce_type", ascii(TYPE_PREFIX + event.type()));
        headers.add("ce_source", ascii("/tenants/" + tenant));
        headers.add("ce_subject", ascii(event.stream().toString()));
        headers.add("ce_time", ascii(commit.clock().instant().toString()));
        headers.add("content-type", JSON);
        headers.add("ce_tenant", ascii(tenant));
        headers.add("ce_eventversion", ascii(event.version()));
        headers.add("ce_sequence", ascii(event.sequence()));
        headers.add("ce_clock", ascii(commit.clock().value()));
        headers.add("ce_commit", ascii(commit.id()));
        headers.add("ce_writer", ascii(position.writer()));
        headers.add("ce_epoch", ascii(position.epoch()));
        headers.add("ce_counter", ascii(position.counter()));
        headers.add("ce_index", ascii(index));
        headers.add("ce_count", ascii(commit.events().size()));
        headers.add("ce_sha256", ascii(HexFormat.of().formatHex(event.sha256())));
        return message;
    }

    static byte[] ascii(long number) {
        return ascii(Long.toString(number));
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private CloudEventMessages() {}
}
