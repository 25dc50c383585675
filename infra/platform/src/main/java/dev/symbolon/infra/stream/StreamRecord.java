package dev.symbolon.infra.stream;

import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * One event as it stands on Kafka: a CloudEvent in binary mode, its headers read, its payload still bytes.
 *
 * @param last   whether it is the last event of its commit
 * @param offset place in its partition
 * @param sentMillis     when the relay gave it to its producer
 * @param receivedMillis when this process polled it
 */
record StreamRecord(
        String type,
        StreamId stream,
        long sequence,
        HybridTime clock,
        String commitId,
        Position position,
        boolean last,
        byte[] bytes,
        byte[] sha256,
        long offset,
        long sentMillis,
        long receivedMillis) {

    TenantId tenant() {
        return stream.tenant();
    }

    /** The {@code ce_commit} header; empty without one. */
    static String commitOf(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader("ce_commit");
        return header == null ? "" : text(header);
    }

    /** Whose it is, by its key; empty when that is no tenant's name: then the relay didn't send it. */
    static Optional<TenantId> tenantOf(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        return Identifier.wellFormed(key) ? Optional.of(new TenantId(key)) : Optional.empty();
    }

    /** The {@code ce_clock} header, if that at least can be read. */
    static @Nullable HybridTime clockOf(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader("ce_clock");
        try {
            return header == null ? null : new HybridTime(number(header));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /** Reads the headers. */
    static StreamRecord read(ConsumerRecord<byte[], byte[]> record) {
        String type = null;
        StreamId stream = null;
        String commit = null;
        String writer = null;
        byte[] sha256 = null;
        long sequence = -1;
        long clock = -1;
        long epoch = -1;
        long counter = -1;
        long index = -1;
        long count = -1;
        for (Header header : record.headers()) {
            switch (header.key()) {
                case "ce_type" -> type = text(header);
                case "ce_subject" -> stream = StreamId.parse(text(header));
                case "ce_commit" -> commit = text(header);
                case "ce_writer" -> writer = text(header);
                case "ce_sha256" -> sha256 = HexFormat.of().parseHex(text(header));
                case "ce_sequence" -> sequence = number(header);
                case "ce_clock" -> clock = number(header);
                case "ce_epoch" -> epoch = number(header);
                case "ce_counter" -> counter = number(header);
                case "ce_index" -> index = number(header);
                case "ce_count" -> count = number(header);
                default -> {}
            }
        }
        if (type == null
                || !type.startsWith(CloudEventMessages.TYPE_PREFIX)
                || stream == null
                || commit == null
                || writer == null
                || sha256 == null
                || record.value() == null
                || sequence < 0
                || clock < 0
                || epoch < 0
                || counter < 0
                || index < 0
                || count <= index) {
            throw new IllegalArgumentException("a header is missing or malformed");
        }
        return new StreamRecord(
                type.substring(CloudEventMessages.TYPE_PREFIX.length()),
                stream,
                sequence,
                new HybridTime(clock),
                commit,
                new Position(stream.tenant(), writer, epoch, counter),
                index == count - 1,
                record.value(),
                sha256,
                record.offset(),
                record.timestamp(),
                System.currentTimeMillis());
    }

    private static String text(Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static long number(Header header) {
        byte[] digits = header.value();
        if (digits.length == 0 || digits.length > 18) {
            throw new IllegalArgumentException(header.key() + " is no number");
        }
        long value = 0;
        for (byte digit : digits) {
            if (digit < '0' || digit > '9') {
                throw new IllegalArgumentException(header.key() + " is no number");
            }
            value = value * 10 + digit - '0';
        }
        return value;
    }
}
