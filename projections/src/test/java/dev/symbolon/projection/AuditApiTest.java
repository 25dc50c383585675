package dev.symbolon.projection;

import static dev.symbolon.core.sample.Samples.anAuthorization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.authorization.ApprovedAccess;
import dev.symbolon.core.authorization.AuthorizationCommand;
import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.authorization.ConsentGround;
import dev.symbolon.core.authorization.NewCode;
import dev.symbolon.core.authorization.PreparedTokens;
import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.authorization.Verdict;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.session.SessionCommand;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.signingkey.KeyId;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.Branding;
import dev.symbolon.core.tenant.LoginPolicy;
import dev.symbolon.core.tenant.Slug;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.tenant.TokenPolicy;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.log.EventLog;
import dev.symbolon.projection.grant.GrantHistoryProjection;
import dev.symbolon.projection.grant.GrantHistoryRow;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The auditor's API on the running service: what was committed, by way of Kafka, read back over HTTP. */
final class AuditApiTest {
    private static final RunningAudit AUDIT = RunningAudit.shared();
    private static final String TOKEN = RunningAudit.TOKEN;
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final ClientId CLIENT = new ClientId("roomkey");
    private static final UserId USER = new UserId("ada");
    private static final AuthorizationId AUTHORIZATION = new AuthorizationId("authorization1");
    private static final GrantId GRANT = new GrantId("grant1");
    private static final JsonMapper JSON = new JsonMapper();

    private static final TenantId TENANT = new TenantId("grandhotel");
    private static final TenantId OTHER = new TenantId("otherhotel");
    private static String last;

    @BeforeAll
    static void start() {
        onboard(TENANT, "grand-hotel");
        onboard(OTHER, "other-hotel");
        send(signIn());
        send(approve());
        send(redeem(GRANT));
        last = send(redeem(new GrantId("grant2")));
        // A consumer group takes its time to form.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> get(TENANT, "/events?position=" + last, TOKEN).statusCode() == 200);
    }

    @Test
    void every_event_is_a_row_newest_first_and_pages_follow_each_other() {
        List<String> types = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            JsonNode page = ok("/events?limit=3&position=" + last
                    + after.map(cursor -> "&after=" + cursor).orElse(""));
            page.get("rows").forEach(row -> types.add(row.get("type").asString()));
            after = Optional.ofNullable(page.get("next"))
                    .filter(JsonNode::isString)
                    .map(JsonNode::asString);
        } while (after.isPresent());
        assertThat(types)
                .contains(
                        "tenant.onboarded",
                        "authorization.requested",
                        "authorization.code-issued",
                        "authorization.code-redeemed",
                        "grant.issued",
                        "grant.tokens-issued",
                        "authorization.code-replayed",
                        "grant.revoked")
                .last()
                .isEqualTo("tenant.onboarded");
    }

    @Test
    void rows_are_found_by_subject_client_type_grant_and_time() {
        assertThat(ok("/events?subject=ada&position=" + last).get("rows")).isNotEmpty();
        assertThat(ok("/events?client=roomkey").get("rows")).isNotEmpty();
        assertThat(ok("/events?type=grant.issued").get("rows")).hasSize(1);
        assertThat(ok("/events?grant=grant1").get("rows")).hasSizeGreaterThan(3);
        assertThat(ok("/events?subject=nobody").get("rows")).isEmpty();
        assertThat(ok("/events?until=2001-01-01T00:00:00Z").get("rows")).isEmpty();
        assertThat(ok("/events?from=2001-01-01T00:00:00Z&type=grant.issued").get("rows"))
                .hasSize(1);
    }

    @Test
    void filters_are_combined_and_a_cursor_leads_on_in_its_own_search_only() {
        assertThat(ok("/events?client=roomkey&outcome=refused&words=spent%20code&position=" + last)
                        .get("rows"))
                .singleElement()
                .satisfies(row -> assertThat(row.get("type").asString()).isEqualTo("authorization.code-replayed"));
        assertThat(ok("/events?subject=ada&outcome=refused").get("rows")).isEmpty();
        assertThat(ok("/events?session=browser&type=session.started").get("rows"))
                .hasSize(1);
        assertThat(ok("/events?actor=client&order=oldest")
                        .get("rows")
                        .get(0)
                        .get("type")
                        .asString())
                .isEqualTo("tenant.onboarded");
        String next = ok("/events?actor=client&limit=1").get("next").asString();
        assertThat(ok("/events?actor=client&after=" + next).get("rows")).isNotEmpty();
        assertThat(get(TENANT, "/events?actor=platform&after=" + next, TOKEN).statusCode())
                .isEqualTo(400);
        assertThat(get(OTHER, "/events?actor=client&after=" + next, TOKEN).statusCode())
                .isEqualTo(400);
        assertThat(ok("/facets?client=roomkey").get("facets").get("OUTCOME")).isNotEmpty();
    }

    @Test
    void who_reads_is_written_down_once_before_the_first_answer_with_the_kinds_of_filters_only() {
        ok("/events?subject=ada");
        ok("/events?client=roomkey");
        JsonNode opened = JSON.readTree(
                        get(TENANT, "/events?type=audit-reading.opened", TOKEN).body())
                .get("rows");
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(
                                ok("/events?type=audit-reading.opened").get("rows"))
                        .singleElement()
                        .satisfies(row -> {
                            assertThat(row.get("actor").asString()).isEqualTo("operator");
                            assertThat(row.get("actorId").asString()).isEqualTo("bootstrap-auditor");
                            assertThat(row.get("address").get("value").asString())
                                    .isEqualTo("127.0.0.1");
                            assertThat(row.get("summary").asString()).doesNotContain("ada");
                        }));
        assertThat(opened.size()).isLessThanOrEqualTo(1);
    }

    @Test
    void an_address_is_opened_at_the_time_of_reading_and_a_row_holds_it_sealed() {
        JsonNode row =
                ok("/events?type=session.started&position=" + last).get("rows").get(0);
        assertThat(row.get("address").get("value").asString()).isEqualTo("192.0.2.7");
        assertThat(row.get("facets")).isNull();
        String kept = AUDIT.bean(dev.symbolon.ports.view.Views.class)
                .row(
                        dev.symbolon.projection.audit.AuditProjection.VIEW,
                        TENANT,
                        row.get("event").asString())
                .orElseThrow()
                .toString();
        assertThat(kept).doesNotContain("192.0.2.7").contains("p1.");
    }

    @Test
    void one_event_is_held_against_the_log_again() {
        JsonNode row =
                ok("/events?type=grant.issued&position=" + last).get("rows").get(0);
        JsonNode event = ok("/events/" + row.get("event").asString());
        assertThat(event.get("verified").asBoolean()).isTrue();
        assertThat(event.get("stored").asString()).contains("\"grant.issued\"");
        assertThat(event.get("entry").get("basis")).isNotNull();
    }

    @Test
    void a_grants_whole_life_is_told_by_either_id_and_drawn() {
        for (String id : List.of(GRANT.value(), AUTHORIZATION.value())) {
            JsonNode life = ok("/grants/" + id + "?position=" + last);
            assertThat(life.get("status").asString()).isEqualTo("REVOKED");
            assertThat(life.get("client").asString()).isEqualTo("roomkey");
            List<String> types = new ArrayList<>();
            life.get("steps").forEach(step -> types.add(step.get("type").asString()));
            assertThat(types)
                    .startsWith("authorization.requested", "authorization.signed-in", "authorization.approved")
                    .containsSubsequence("authorization.code-redeemed", "grant.issued", "grant.tokens-issued")
                    .endsWith("authorization.code-replayed", "grant.revoked");
        }
        assertThat(ok("/grants?subject=ada").get("rows")).hasSize(1);
        assertThat(ok("/grants?kind=authorization&client=roomkey").get("rows")).hasSize(1);
        HttpResponse<String> diagram = get(TENANT, "/grants/grant1/diagram", TOKEN);
        assertThat(diagram.headers().firstValue("content-type"))
                .get()
                .asString()
                .startsWith("text/plain");
        assertThat(diagram.body())
                .contains("Authorization server", "Browser", "spent code REPLAYED", "grant REVOKED", "▶");
    }

    @Test
    void a_grants_history_is_the_same_in_whatever_order_its_streams_arrive() {
        EventLog log = AUDIT.bean(EventLog.class);
        List<RecordedEvent> events = new ArrayList<>();
        events.addAll(log.stream(StreamId.of(TENANT, StreamType.AUTHORIZATION, AUTHORIZATION), 0, 50));
        events.addAll(log.stream(new StreamId(TENANT, StreamType.CONSENT, "ada~roomkey"), 0, 50));
        GrantHistoryRow expected = fold(events);
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(events, new Random(seed));
            assertThat(fold(events)).isEqualTo(expected);
        }
    }

    @Test
    void another_tenants_rows_and_unknown_tenants_are_not_found() {
        JsonNode row =
                ok("/events?type=grant.issued&position=" + last).get("rows").get(0);
        for (String path : List.of(
                "/events/" + row.get("event").asString(), "/grants/grant1", "/grants/grant1/diagram", "/grants/~~~")) {
            assertThat(get(OTHER, path, TOKEN).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(get(new TenantId("nobody"), "/events", TOKEN).statusCode()).isEqualTo(404);
        assertThat(get(OTHER, "/events?position=" + last, TOKEN).statusCode()).isEqualTo(400);
    }

    @Test
    void without_the_auditors_token_nothing_is_told() {
        for (String token : List.of("", "wrong", TOKEN + "x", TOKEN.substring(1))) {
            HttpResponse<String> refused = get(TENANT, "/events", token);
            assertThat(refused.statusCode()).as(token).isEqualTo(401);
            assertThat(refused.headers().firstValue("content-type")).contains("application/problem+json");
        }
    }

    @Test
    void what_makes_no_sense_is_a_problem() {
        for (String query : List.of(
                "/events?limit=0",
                "/events?limit=501",
                "/events?limit=x",
                "/events?from=yesterday",
                "/events?after=nonsense",
                "/events?position=nonsense",
                "/events?outcome=perhaps",
                "/events?words=to",
                "/events?after=" + "A".repeat(27),
                "/events?subject=a&subject=b",
                "/events?order=up",
                "/events?subjekt=ada",
                "/events?type=" + "x".repeat(200),
                "/grants?kind=other")) {
            HttpResponse<String> refused = get(TENANT, query, TOKEN);
            assertThat(refused.statusCode()).as(query).isEqualTo(400);
            assertThat(refused.body())
                    .as(query)
                    .contains("urn:symbolon:problem:")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void a_position_that_never_comes_is_answered_with_try_again() {
        HttpResponse<String> late = get(TENANT, "/events?position=grandhotel.nobody.1.1", TOKEN);
        assertThat(late.statusCode()).isEqualTo(503);
        assertThat(late.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void metrics_tell_lag_backlog_and_delay() {
        String metrics = AUDIT.send(AUDIT.request("/actuator/prometheus")).body();
        assertThat(metrics)
                .contains(
                        "symbolon_projection_delay_seconds", "symbolon_projection_lag", "symbolon_projection_backlog");
    }

    private static GrantHistoryRow fold(List<RecordedEvent> events) {
        GrantHistoryProjection projection = new GrantHistoryProjection();
        GrantHistoryRow row = null;
        for (RecordedEvent event : events) {
            row = projection.apply(row, event, AUTHORIZATION.value());
        }
        return Objects.requireNonNull(row);
    }

    private static JsonNode ok(String path) {
        HttpResponse<String> response = get(TENANT, path, TOKEN);
        assertThat(response.statusCode()).as(path + " " + response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static HttpResponse<String> get(TenantId tenant, String path, String token) {
        HttpRequest.Builder request = AUDIT.request("/audit/v1/tenants/" + tenant.value() + path);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return AUDIT.send(request);
    }

    private static String send(Command<?> command) {
        return AUDIT.send(command, new Actor.Client(CLIENT));
    }

    private static void onboard(TenantId tenant, String slug) {
        AUDIT.register(tenant);
        send(new TenantCommand.Onboard(
                tenant,
                new Slug(slug),
                new Branding("Hotel", "#336699"),
                LoginPolicy.STANDARD,
                TokenPolicy.STANDARD,
                NOW));
    }

    private static SessionCommand.Start signIn() {
        return new SessionCommand.Start(
                TENANT,
                new SessionId("browser"),
                USER,
                SecretHash.of("cookie"),
                List.of("pwd"),
                "1",
                Personal.of("192.0.2.7"),
                Personal.of("Browser/1"),
                true,
                Optional.empty(),
                Optional.empty(),
                NOW.plus(Duration.ofDays(30)),
                NOW);
    }

    private static AuthorizationCommand.Decide approve() {
        return new AuthorizationCommand.Decide(
                TENANT,
                AUTHORIZATION,
                anAuthorization()
                        .by(CLIENT)
                        .withScopes("openid")
                        .withRedirect("https://app.test/cb")
                        .withoutPkce()
                        .request(),
                new SignedInPerson(USER, new SessionId("browser"), NOW, List.of("pwd"), "1"),
                new Verdict.Approve(
                        new ApprovedAccess(List.of("openid"), List.of("https://api.test"), Duration.ofMinutes(5)),
                        ConsentGround.GIVEN,
                        Optional.of(new NewCode(SecretHash.of("code"), NOW.plusSeconds(60))),
                        Optional.empty()),
                NOW);
    }

    private static AuthorizationCommand.Redeem redeem(GrantId grant) {
        return new AuthorizationCommand.Redeem(
                TENANT,
                AUTHORIZATION,
                SecretHash.of("code"),
                CLIENT,
                Optional.of("https://app.test/cb"),
                Optional.empty(),
                new PreparedTokens(
                        grant,
                        new TokenId("access-" + grant.value()),
                        new TokenId("id-" + grant.value()),
                        Optional.empty(),
                        new KeyId("key-1"),
                        Duration.ofMinutes(5),
                        Duration.ofDays(30),
                        Optional.empty()),
                NOW.plusSeconds(5));
    }
}
