package dev.symbolon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.symbolon.core.identifier.OpaqueValue;
import dev.symbolon.projection.audit.AuditProjection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bson.Document;

/** Holds acknowledgements, store, stream and audit against each other after a fault. */
final class LogChecker implements AutoCloseable {
    private static final String VIEW = AuditProjection.VIEW.name() + "-v" + AuditProjection.VIEW.version();

    private final MongoClient client;
    private final MongoDatabase cell;
    private final String kafka;

    LogChecker(int storePort, int kafkaPort) {
        client = MongoClients.create("mongodb://127.0.0.1:" + storePort);
        cell = client.getDatabase("symbolon");
        kafka = "127.0.0.1:" + kafkaPort;
    }

    /** Writers that aren't closed: those of running nodes, and dead ones whose lease isn't over. */
    long openWriters() {
        return cell.getCollection("writers").countDocuments(Filters.in("state", "live", "taken"));
    }

    long closedWriters() {
        return cell.getCollection("writers").countDocuments(Filters.eq("state", "closed"));
    }

    /** @param living so many writers are open when nothing of the dead ones is left to do */
    void check(Acknowledged acknowledged, long living) throws Exception {
        Await.until(
                "every dead writer is closed", () -> assertThat(openWriters()).isEqualTo(living));
        StoredLog log = StoredLog.read(cell);
        log.nothingIsSkipped();
        everyAnswerIsKept(acknowledged, log);
        Await.until("the stream has what the store has", () -> streamed(StoredLog.read(cell)));
        Await.until("the audit has what the store has", () -> audited(StoredLog.read(cell)));
    }

    private static void everyAnswerIsKept(Acknowledged acknowledged, StoredLog log) {
        Map<String, List<StoredLog.Event>> issued = by(log, "authorization.code-issued", "authorization");
        Map<String, List<StoredLog.Event>> spent = by(log, "authorization.code-redeemed", "authorization");
        Map<String, List<StoredLog.Event>> grants = by(log, "grant.tokens-issued", "grant");
        acknowledged.codes().keySet().forEach(text -> {
            OpaqueValue code = OpaqueValue.parse(text).orElseThrow();
            assertThat(issued.get(code.streamId()))
                    .as("code of %s", code)
                    .singleElement()
                    .satisfies(event -> assertThat(event.data().get("code").asString())
                            .isEqualTo(code.secretHash().value()));
        });
        acknowledged.redemptions().forEach((text, tokens) -> {
            OpaqueValue code = OpaqueValue.parse(text).orElseThrow();
            assertThat(spent.get(code.streamId())).as("redemption of %s", code).hasSize(1);
            StoredLog.Event redeemed = spent.get(code.streamId()).getFirst();
            assertThat(redeemed.data().get("grant").asString()).isEqualTo(tokens.grant());
            assertThat(grants.get(tokens.grant())).as("tokens of %s", code).hasSize(1);
            StoredLog.Event made = grants.get(tokens.grant()).getFirst();
            assertThat(made.commit()).isEqualTo(redeemed.commit());
            assertThat(made.data().get("accessToken").get("jti").asString()).isEqualTo(tokens.accessToken());
            assertThat(made.data().get("idToken").get("jti").asString()).isEqualTo(tokens.idToken());
        });
        assertThat(spent.values()).as("no code is redeemed twice").allMatch(events -> events.size() == 1);
    }

    private static Map<String, List<StoredLog.Event>> by(StoredLog log, String type, String field) {
        return log.ofType(type).stream()
                .collect(Collectors.groupingBy(event -> event.data().get(field).asString()));
    }

    private void streamed(StoredLog log) {
        streamed(log, "symbolon.events", _ -> true);
        streamed(log, "symbolon.control", StoredLog.Event::control);
    }

    /** The same events, however often each, and each time with the same bytes. */
    private void streamed(StoredLog log, String topic, Predicate<StoredLog.Event> those) {
        Set<String> missing = log.events().values().stream()
                .filter(those)
                .map(StoredLog.Event::slot)
                .collect(Collectors.toCollection(HashSet::new));
        for (StreamedEvents.Message message : StreamedEvents.of(kafka, topic)) {
            missing.remove(message.slot());
            StoredLog.Event stored = log.events().get(message.slot());
            assertThat(stored)
                    .as("%s in %s and in the store", message.slot(), topic)
                    .isNotNull();
            assertThat(message.bytes()).isEqualTo(stored.bytes());
            assertThat(message.sha256()).isEqualTo(stored.sha256());
            assertThat(message.commit()).isEqualTo(stored.commit());
        }
        assertThat(missing).as("not in %s", topic).isEmpty();
    }

    private void audited(StoredLog log) {
        Map<String, String> expected = new HashMap<>();
        Set<String> tenants = new HashSet<>();
        log.events().values().forEach(event -> {
            tenants.add(event.tenant());
            expected.put(event.tenant() + "/" + event.json().get("id").asString(), event.sha256());
        });
        assertThat(expected).as("event ids").hasSameSizeAs(log.events());
        Map<String, String> rows = new HashMap<>();
        for (String tenant : tenants) {
            Document checkpoint = cell.getCollection("checkpoints")
                    .find(Filters.eq("_id", tenant + "/" + VIEW))
                    .first();
            assertThat(checkpoint).as("checkpoint of %s", tenant).isNotNull();
            String side = checkpoint.getString("side");
            cell.getCollection("view_" + VIEW.replace('-', '_') + "_" + side)
                    .find(Filters.eq("tenant", tenant))
                    .forEach(row -> rows.put(
                            row.getString("_id"), row.get("row", Document.class).getString("digest")));
        }
        assertThat(rows.keySet()).hasSameSizeAs(expected.keySet());
        assertThat(rows.equals(expected))
                .as("audit rows and events are the same")
                .isTrue();
    }

    @Override
    public void close() {
        client.close();
    }
}
