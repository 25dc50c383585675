package dev.symbolon.infra.stream;

import static dev.symbolon.infra.log.Samples.aControlEvent;
import static dev.symbolon.infra.log.Samples.aStream;
import static dev.symbolon.infra.log.Samples.aTenant;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.infra.log.Await;
import dev.symbolon.infra.log.Samples;
import dev.symbolon.infra.log.StoredCommit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the relay asks of Kafka, as the broker saw it: a broker alone would keep everything however it is asked. */
class DurableRelayTest {
    private static Admin admin;

    @BeforeAll
    static void connect() throws Exception {
        RelayTopics.ensure(EmbeddedKafka.bootstrap());
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, EmbeddedKafka.bootstrap()));
    }

    @AfterAll
    static void disconnect() {
        admin.close();
    }

    /** Said by the topics themselves: a broker's own default may be anything. */
    @Test
    void topics_keep_their_messages_for_a_week_and_then_delete_them() throws Exception {
        List<ConfigResource> topics = List.of(
                new ConfigResource(ConfigResource.Type.TOPIC, RelayTopics.EVENTS),
                new ConfigResource(ConfigResource.Type.TOPIC, RelayTopics.CONTROL));
        for (Config settings : admin.describeConfigs(topics).all().get().values()) {
            Map<String, String> own = new HashMap<>();
            for (ConfigEntry entry : settings.entries()) {
                if (entry.source() == ConfigSource.DYNAMIC_TOPIC_CONFIG) {
                    own.put(entry.name(), entry.value());
                }
            }
            assertThat(own)
                    .containsEntry(
                            "retention.ms", Long.toString(Duration.ofDays(7).toMillis()))
                    .containsEntry("cleanup.policy", "delete");
        }
        assertThat(partitions(RelayTopics.EVENTS)).hasSize(12);
        assertThat(partitions(RelayTopics.CONTROL)).hasSize(1);
    }

    @Test
    void every_replica_is_to_have_a_message_before_it_counts_and_one_sent_again_is_kept_once() throws Exception {
        Set<Long> known = producers();
        String node = "n" + Samples.fresh();
        List<JsonNode> requests = new CopyOnWriteArrayList<>();
        try (BrokerLog _ = new BrokerLog(requests);
                RelayToKafka relay = new RelayToKafka(EmbeddedKafka.bootstrap(), node)) {
            CompletableFuture<Boolean> done = new CompletableFuture<>();
            relay.publish(commit(), failure -> done.complete(failure == null));
            assertThat(done.get(20, TimeUnit.SECONDS)).isTrue();
            Await.until(
                    "the broker tells of both", () -> clients(requests, node).size() == 2);
        }

        assertThat(requests)
                .filteredOn(request -> client(request).startsWith(node))
                .allSatisfy(request -> assertThat(
                                request.path("request").path("acks").asInt())
                        .as(request.toString())
                        .isEqualTo(-1));
        assertThat(clients(requests, node)).containsExactlyInAnyOrder(node + "-relay", node + "-control");
        Set<Long> numbered = producers();
        numbered.removeAll(known);
        assertThat(numbered).as("producers whose messages are numbered").hasSizeGreaterThanOrEqualTo(2);
    }

    private static StoredCommit commit() {
        StreamId stream = aStream(aTenant());
        return new StoredCommit(
                "c" + Samples.fresh(),
                stream.tenant(),
                Samples.now(),
                new Position(stream.tenant(), "w" + Samples.fresh(), 1, 1),
                List.of(aControlEvent(stream, 0)));
    }

    private static Set<String> clients(List<JsonNode> requests, String node) {
        Set<String> clients = new HashSet<>();
        requests.stream()
                .map(DurableRelayTest::client)
                .filter(client -> client.startsWith(node))
                .forEach(clients::add);
        return clients;
    }

    private static String client(JsonNode request) {
        return request.path("requestHeader").path("clientId").asString("");
    }

    /** Ids of all whose messages the broker can tell apart, and so refuse the second time. */
    private static Set<Long> producers() throws Exception {
        List<TopicPartition> all = new ArrayList<>(partitions(RelayTopics.EVENTS));
        all.addAll(partitions(RelayTopics.CONTROL));
        Set<Long> ids = new HashSet<>();
        for (var partition : admin.describeProducers(all).all().get().values()) {
            partition.activeProducers().stream().map(ProducerState::producerId).forEach(ids::add);
        }
        return ids;
    }

    private static List<TopicPartition> partitions(String topic) throws Exception {
        return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /** Has the broker tell each request to produce that it answered. */
    private static final class BrokerLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
        private static final String START = "Completed request:";
        private static final Logger LOG = (Logger) LoggerFactory.getLogger("kafka.request.logger");

        private final List<JsonNode> requests;

        BrokerLog(List<JsonNode> requests) {
            this.requests = requests;
            start();
            LOG.addAppender(this);
            LOG.setAdditive(false);
            LOG.setLevel(Level.DEBUG);
        }

        @Override
        protected void append(ILoggingEvent event) {
            String text = event.getFormattedMessage();
            if (text.startsWith(START)) {
                JsonNode request = new JsonMapper().readTree(text.substring(START.length()));
                if (request.path("requestHeader")
                        .path("requestApiKeyName")
                        .asString("")
                        .equals("PRODUCE")) {
                    requests.add(request);
                }
            }
        }

        @Override
        public void close() {
            LOG.setLevel(null);
            LOG.setAdditive(true);
            LOG.detachAppender(this);
        }
    }
}
