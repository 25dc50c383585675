package dev.symbolon.infra.stream;

import static dev.symbolon.infra.log.Samples.aCommit;
import static dev.symbolon.infra.log.Samples.aControlEvent;
import static dev.symbolon.infra.log.Samples.aStream;
import static dev.symbolon.infra.log.Samples.aTenant;
import static dev.symbolon.infra.log.Samples.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.stream.Position;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.infra.log.Await;
import dev.symbolon.infra.log.CommitLog.Appended;
import dev.symbolon.infra.log.LogOptions;
import dev.symbolon.infra.log.MongoCommitLog;
import dev.symbolon.infra.log.NewCommit;
import dev.symbolon.infra.log.StoredEvent;
import dev.symbolon.infra.log.TestStore;
import dev.symbolon.infra.mongo.MongoCells;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RelayTest {

    /** A node that relays to a real broker. */
    private static final class Node implements AutoCloseable {
        final MongoCells cells = MongoCells.open(TestStore.freshDatabase(), Map.of());
        final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        final RelayToKafka relay;
        final MongoCommitLog log;

        Node(String bootstrap) {
            relay = new RelayToKafka(bootstrap, "relaying");
            log = MongoCommitLog.open(
                    cells, new LogOptions("relaying", Duration.ofSeconds(10), relay, () -> {}), meters);
        }

        Position append(NewCommit commit) {
            return ((Appended.Stored) log.append(commit)).position();
        }

        double backlog() {
            return meters.get("symbolon.relay.backlog").gauge().value();
        }

        @Override
        public void close() {
            log.close();
            relay.close();
            cells.close();
        }
    }

    @Test
    void an_event_is_a_cloud_event_with_the_very_bytes_that_are_kept() {
        try (Node node = new Node(EmbeddedKafka.bootstrap())) {
            var tenant = aTenant();
            StreamId user = new StreamId(tenant, StreamType.USER, "someone");
            StoredEvent first = anEvent(user, 0);
            StoredEvent second = aControlEvent(user, 1);
            NewCommit commit = aCommit(first, second);
            Position position = node.append(commit);
            Await.until("relayed", () -> node.backlog() == 0);

            List<ConsumerRecord<byte[], byte[]>> messages =
                    StreamContents.of(EmbeddedKafka.bootstrap(), "symbolon.events").stream()
                            .filter(message ->
                                    StreamContents.header(message, "ce_commit").equals(commit.id()))
                            .toList();
            assertThat(messages).hasSize(2);
            ConsumerRecord<byte[], byte[]> message = messages.get(1);
            assertThat(message.key()).isEqualTo(tenant.value().getBytes(StandardCharsets.UTF_8));
            assertThat(message.value()).isEqualTo(second.bytes());
            Map<String, String> headers = new TreeMap<>();
            message.headers()
                    .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
            assertThat(headers)
                    .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                            Map.entry("ce_specversion", "1.0"),
                            Map.entry(
                                    "ce_id",
                                    new JsonMapper()
                                            .readTree(second.bytes())
                                            .get("id")
                                            .stringValue()),
                            Map.entry("ce_type", "dev.symbolon.grant.issued"),
                            Map.entry("ce_source", "/tenants/" + tenant.value()),
                            Map.entry("ce_subject", user.toString()),
                            Map.entry("ce_time", commit.clock().instant().toString()),
                            Map.entry("content-type", "application/json"),
                            Map.entry("ce_tenant", tenant.value()),
                            Map.entry("ce_eventversion", "1"),
                            Map.entry("ce_sequence", "1"),
                            Map.entry("ce_clock", Long.toString(commit.clock().value())),
                            Map.entry("ce_commit", commit.id()),
                            Map.entry("ce_writer", position.writer()),
                            Map.entry("ce_epoch", "1"),
                            Map.entry("ce_counter", Long.toString(position.counter())),
                            Map.entry("ce_index", "1"),
                            Map.entry("ce_count", "2"),
                            Map.entry("ce_sha256", HexFormat.of().formatHex(second.sha256()))));

            List<ConsumerRecord<byte[], byte[]>> control =
                    StreamContents.of(EmbeddedKafka.bootstrap(), "symbolon.control").stream()
                            .filter(copy ->
                                    StreamContents.header(copy, "ce_commit").equals(commit.id()))
                            .toList();
            assertThat(control).hasSize(1);
            assertThat(control.getFirst().value()).isEqualTo(second.bytes());
        }
    }

    @Test
    void kafka_being_away_stops_no_commit_and_afterwards_everything_is_relayed_in_order() {
        try (EmbeddedKafka broker = EmbeddedKafka.start();
                Node node = new Node(broker.servers())) {
            StreamId stream = aStream(aTenant());
            node.append(aCommit(anEvent(stream, 0)));
            Await.until("relayed", () -> node.backlog() == 0);

            broker.stop();
            for (int i = 1; i <= 200; i++) {
                node.append(aCommit(anEvent(stream, i)));
            }
            assertThat(node.backlog()).isGreaterThan(100);
            broker.startAgain();
            Await.until("relayed", () -> node.backlog() == 0);

            List<Long> sequences = StreamContents.events(broker.servers(), stream.tenant()).stream()
                    .map(StoredEvent::sequence)
                    .distinct()
                    .toList();
            assertThat(sequences).hasSize(201);
        }
    }
}
