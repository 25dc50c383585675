package dev.symbolon.projection.standing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.Envelope;
import dev.symbolon.core.event.EventCatalogue;
import dev.symbolon.core.event.EventId;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog;
import dev.symbolon.infra.log.NewCommit;
import dev.symbolon.infra.log.StoredEvent;
import dev.symbolon.infra.mongo.Cells;
import dev.symbolon.infra.serialization.EventCodec;
import dev.symbolon.projection.RunningAudit;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How far the views are, over HTTP; what is parked and tried again is shown on the runner. */
final class StandingTest {
    private static final RunningAudit AUDIT = RunningAudit.shared();

    private final TenantId tenant = AUDIT.aTenant();

    @Test
    void a_view_that_has_everything_is_behind_by_nothing() {
        AUDIT.send(new TenantCommand.Suspend(tenant, "unpaid", Instant.now()));
        await().untilAsserted(() -> {
            JsonNode lag = AUDIT.ok(tenant, "/lag");
            assertThat(lag).isNotEmpty();
            lag.forEach(view -> {
                assertThat(view.get("waiting").asInt()).isZero();
                assertThat(view.get("behindMillis").asLong()).isZero();
                assertThat(view.get("parked").asInt()).isZero();
            });
        });
        assertThat(AUDIT.ok(tenant, "/parked")).isEmpty();
    }

    @Test
    void a_stream_that_is_not_parked_and_one_of_another_tenant_are_not_tried() {
        for (String stream :
                new String[] {"", "x", "system/tenant/system", tenant.value() + "/tenant/" + tenant.value()}) {
            HttpRequest.Builder retry = AUDIT.form(
                            "/audit/v1/tenants/" + tenant.value() + "/parked/retry",
                            "stream=" + RunningAudit.encoded(stream))
                    .header("Authorization", "Bearer " + RunningAudit.TOKEN);
            assertThat(AUDIT.send(retry).statusCode()).as(stream).isEqualTo(404);
        }
    }

    @Test
    void what_is_parked_is_told_with_its_reason_and_tried_again_by_whoever_may_operate() {
        String stream = park();
        await().untilAsserted(() -> assertThat(AUDIT.ok(tenant, "/parked"))
                .isNotEmpty()
                .allSatisfy(one -> {
                    assertThat(one.get("stream").asString()).isEqualTo(stream);
                    assertThat(one.get("reason").asString()).contains("tenant is missing");
                }));
        assertThat(AUDIT.ok(tenant, "/lag").get(0).get("parked").asInt()).isEqualTo(1);
        String cookie = AUDIT.signedIn();
        String page = AUDIT.page("/auditor/tenants/" + tenant.value() + "/health", cookie)
                .body();
        assertThat(page).contains(stream, "tenant is missing", "Try again");
        Matcher proof = Pattern.compile("name=\"proof\" value=\"([^\"]+)\"").matcher(page);
        assertThat(proof.find()).isTrue();
        String retried = AUDIT.send(AUDIT.form(
                                "/auditor/tenants/" + tenant.value() + "/parked/retry",
                                "stream=" + RunningAudit.encoded(stream) + "&proof=" + proof.group(1))
                        .header("Cookie", cookie))
                .body();
        assertThat(retried).contains("It still fails", "tenant is missing");
        assertThat(AUDIT.ok(AUDIT.aTenant(), "/parked")).isEmpty();
    }

    @Test
    void what_was_parked_goes_in_when_its_cause_is_mended_and_it_is_tried_again_over_http() {
        StreamId stream = new StreamId(tenant, StreamType.SESSION, "damaged");
        SessionEvent.Used used = new SessionEvent.Used(tenant, new SessionId("damaged"), Instant.now());
        EventCatalogue.Entry entry = EventCatalogue.of(SessionEvent.Used.class);
        HybridTime clock = HybridTime.atMillis(System.currentTimeMillis());
        byte[] bytes = AUDIT.bean(EventCodec.class)
                .encode(
                        new Envelope(
                                new EventId("damaged-" + tenant.value()),
                                entry.name(),
                                entry.version(),
                                stream,
                                0,
                                clock,
                                new Actor.Platform("test"),
                                "correlation",
                                Optional.empty(),
                                List.of(),
                                Optional.empty()),
                        used);
        AUDIT.bean(CommitLog.class)
                .append(new NewCommit(
                        "damaged" + tenant.value(),
                        tenant,
                        clock,
                        List.of(new StoredEvent(
                                entry.name(), entry.version(), entry.control(), stream, 0, bytes, new byte[32])),
                        List.of(),
                        Optional.empty()));
        await().untilAsserted(() -> assertThat(AUDIT.ok(tenant, "/parked"))
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.get("stream").asString()).isEqualTo(stream.toString())));
        assertThat(retried(stream)).isEqualTo("FAILED");

        // As somebody mends it who has a good copy: the digest of the bytes that are there.
        byte[] digest = HexFormat.of().parseHex(RunningAudit.sha256(new String(bytes, StandardCharsets.UTF_8)));
        assertThat(AUDIT.bean(Cells.class)
                        .of(tenant)
                        .getCollection("commits")
                        .updateOne(
                                Filters.eq("_id", "damaged" + tenant.value()), Updates.set("events.0.sha256", digest))
                        .getModifiedCount())
                .isEqualTo(1);
        assertThat(retried(stream)).isEqualTo("FOLLOWED");
        assertThat(AUDIT.ok(tenant, "/parked")).isEmpty();
        assertThat(AUDIT.ok(tenant, "/events?session=damaged").get("rows")).hasSize(1);
    }

    private String retried(StreamId stream) {
        HttpRequest.Builder retry = AUDIT.form(
                        "/audit/v1/tenants/" + tenant.value() + "/parked/retry",
                        "stream=" + RunningAudit.encoded(stream.toString()))
                .header("Authorization", "Bearer " + RunningAudit.TOKEN);
        HttpResponse<String> answer = AUDIT.send(retry);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.builder()
                .build()
                .readTree(answer.body())
                .get("retried")
                .asString();
    }

    /** An event that nobody can read, in a stream of its own. */
    private String park() {
        StreamId stream = new StreamId(tenant, StreamType.GRANT, "unreadable");
        byte[] bytes = "{\"id\":\"x\",\"type\":\"from.the-future\"}".getBytes(StandardCharsets.UTF_8);
        byte[] digest = HexFormat.of().parseHex(RunningAudit.sha256(new String(bytes, StandardCharsets.UTF_8)));
        AUDIT.bean(CommitLog.class)
                .append(new NewCommit(
                        "commit" + tenant.value(),
                        tenant,
                        HybridTime.atMillis(System.currentTimeMillis()),
                        List.of(new StoredEvent("from.the-future", 1, false, stream, 0, bytes, digest)),
                        List.of(),
                        Optional.empty()));
        return stream.toString();
    }

    @Test
    void the_page_tells_the_same() {
        String page = AUDIT.page("/auditor/tenants/" + tenant.value() + "/health", AUDIT.signedIn())
                .body();
        assertThat(page).contains("audit-v", "grant-history", "None: every view follows every stream.");
    }

    @Test
    void lag_of_each_tenant_is_a_metric() {
        assertThat(AUDIT.send(AUDIT.request("/actuator/prometheus")).body()).contains("symbolon_projection_tenant_lag");
    }
}
