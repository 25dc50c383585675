package dev.symbolon.projection.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.core.consent.ConsentId;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.session.SessionCommand;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.log.EventLog;
import dev.symbolon.projection.RunningAudit;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a person could reach, then and now, and why: over the running service's API and pages. */
final class AccessTest {
    private static final RunningAudit AUDIT = RunningAudit.shared();
    private static final Actor OPERATOR = new Actor.Operator(new UserId("operator1"));

    private static LiveFlow flow;
    private static String last;

    @BeforeAll
    static void live() {
        flow = LiveFlow.begin(AUDIT);
        flow.granted("one");
        flow.granted("two");
        flow.replayed("two");
        flow.send(new UserCommand.Disable(flow.tenant(), LiveFlow.ADA, "left", Instant.now()), OPERATOR);
        flow.send(new UserCommand.Enable(flow.tenant(), LiveFlow.ADA, Instant.now()), OPERATOR);
        flow.granted(
                "late",
                after(
                        AUDIT.bean(EventLog.class).stream(
                                        StreamId.of(flow.tenant(), StreamType.USER, LiveFlow.ADA), 1, 1)
                                .getFirst(),
                        5),
                "openid",
                "bookings.read");
        flow.granted("three");
        last = flow.send(new ClientCommand.Suspend(flow.tenant(), LiveFlow.BOOKING, "leaked", Instant.now()), OPERATOR);
    }

    @Test
    void before_anything_was_granted_nothing_was_within_reach() {
        assertThat(grants("session/browser:0")).isEmpty();
    }

    @Test
    void what_was_granted_was_within_reach_until_it_was_taken_away() {
        assertThat(grants("grant/grant-one:1")).containsExactly("grant-one");
        assertThat(grants("grant/grant-two:1")).containsExactly("grant-two", "grant-one");
        assertThat(grants("authorization/authorization-two:5"))
                .as("a replayed code takes its own grant away")
                .containsExactly("grant-one");
        JsonNode disabled = access("user/ada:1");
        assertThat(disabled.get("reaches")).isEmpty();
        assertThat(disabled.get("but").toString()).contains("disabled");
        assertThat(grants("user/ada:2"))
                .as("what was void stays void when the account counts again")
                .isEmpty();
        assertThat(grants("grant/grant-three:1")).containsExactly("grant-three");
        assertThat(grants("client/booking:1")).isEmpty();
    }

    @Test
    void a_grant_whose_tokens_are_void_is_not_in_force_though_everybody_counts_again() {
        assertThat(state("grant-one", "grant/grant-two:1").get("inForce").asBoolean())
                .isTrue();
        Map.of(
                        "user/ada:1", "the account was disabled",
                        "user/ada:2", "the account was disabled",
                        "client/booking:1", "the account was disabled")
                .forEach((at, took) -> {
                    JsonNode then = state("grant-one", at);
                    assertThat(then.get("inForce").asBoolean()).as(at).isFalse();
                    assertThat(then.get("but").toString()).as(at).contains(took);
                });
        assertThat(state("grant-three", "grant/grant-three:1").get("inForce").asBoolean())
                .isTrue();
        assertThat(state("grant-three", "client/booking:1").get("but").toString())
                .contains("the client was suspended")
                .doesNotContain("account");
        assertThat(state("grant-two", "authorization/authorization-two:5")
                        .get("but")
                        .toString())
                .contains("the grant had been revoked");
    }

    @Test
    void a_session_from_before_its_person_was_disabled_is_over_though_they_count_again() {
        assertThat(session("grant/grant-two:1").get("inForce").asBoolean()).isTrue();
        assertThat(session("user/ada:1").get("but").toString()).contains("the account was disabled");
        assertThat(session("user/ada:2").get("but").toString())
                .isEqualTo("[\"all that the person had was taken away after it began\"]");
    }

    @Test
    void what_a_node_made_that_had_not_heard_is_not_within_reach() {
        assertThat(grants("grant/grant-late:1"))
                .as("its clock is 5 s after the account was disabled")
                .isEmpty();
        assertThat(state("grant-late", "grant/grant-late:1").get("inForce").asBoolean())
                .isFalse();
    }

    @Test
    void what_was_granted_for_the_absence_outlives_the_session() {
        LiveFlow away = LiveFlow.begin(AUDIT);
        away.granted("here");
        away.granted("away", away.heard(), "openid", "offline_access");
        String end = away.send(
                new SessionCommand.End(away.tenant(), LiveFlow.SESSION, "signed-out", Instant.now()),
                new Actor.User(LiveFlow.ADA));
        assertThat(AUDIT.ok(away.tenant(), "/access?subject=ada&position=" + end)
                        .get("reaches")
                        .valueStream()
                        .map(reach -> reach.get("grant").asString()))
                .containsExactly("grant-away");
        JsonNode here = AUDIT.ok(away.tenant(), "/grants/grant-here/state");
        assertThat(here.get("but").toString()).isEqualTo("[\"the session had ended\"]");
        assertThat(AUDIT.ok(away.tenant(), "/grants/grant-away/state")
                        .get("inForce")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void a_consent_counts_while_both_who_gave_it_and_who_has_it_do() {
        String consent = ConsentId.of(LiveFlow.ADA, LiveFlow.BOOKING).value();
        for (var expected : Map.of(
                        "grant/grant-one:1", "[]",
                        "user/ada:1", "[\"the account was disabled\"]",
                        "user/ada:2", "[]",
                        "client/booking:1", "[\"the client was suspended\"]")
                .entrySet()) {
            assertThat(AUDIT.ok(flow.tenant(), "/consents/" + consent + "/state?at=" + expected.getKey())
                            .get("but")
                            .toString())
                    .as(expected.getKey())
                    .isEqualTo(expected.getValue());
        }
    }

    @Test
    void each_has_its_chain_of_causes_down_to_who_let_them() {
        JsonNode reach = access("grant/grant-one:1").get("reaches").get(0);
        assertThat(reach.get("kind").asString()).isEqualTo("ACCESS_TOKEN");
        assertThat(reach.get("client").asString()).isEqualTo("booking");
        List<String> types = reach.get("because")
                .valueStream()
                .map(cause -> cause.get("type").asString())
                .toList();
        assertThat(types)
                .startsWith("grant.tokens-issued", "grant.issued", "authorization.code-redeemed")
                .contains(
                        "authorization.approved",
                        "consent.granted",
                        "session.started",
                        "user.registered",
                        "client.registered",
                        "tenant.onboarded");
        assertThat(reach.get("because")
                        .valueStream()
                        .filter(cause -> cause.get("type").asString().equals("client.registered"))
                        .findFirst()
                        .orElseThrow()
                        .get("actorId")
                        .asString())
                .isEqualTo("operator1");
    }

    @Test
    void another_tenants_person_and_moment_are_unknown() {
        var other = AUDIT.aTenant();
        assertThat(AUDIT.get(other, "/access?subject=ada").statusCode()).isEqualTo(404);
        assertThat(AUDIT.get(other, "/users/ada/state?at=grant/grant-one:1").statusCode())
                .isEqualTo(404);
        assertThat(AUDIT.get(flow.tenant(), "/access?subject=").statusCode()).isEqualTo(400);
        assertThat(AUDIT.get(flow.tenant(), "/access").statusCode()).isEqualTo(400);
    }

    @Test
    void the_pages_tell_the_same_without_a_script() {
        String cookie = AUDIT.signedIn();
        String here = "/auditor/tenants/" + flow.tenant().value();
        HttpResponse<String> then = AUDIT.page(here + "/people/ada?at=grant/grant-two:1", cookie);
        assertThat(then.statusCode()).isEqualTo(200);
        assertThat(then.body()).contains("grant-two", "grant-one", "The account counted", "type=\"range\"");
        String slid = AUDIT.page(here + "/people/ada?slide=0&slid=1000&at=2026-03-01T12:00:00", cookie)
                .body();
        assertThat(slid).contains("Nothing: no token of theirs counted");
        HttpResponse<String> grant = AUDIT.page(here + "/grants/grant-two", cookie);
        assertThat(grant.body())
                .contains("/grants/grant-two/diagram?format=svg", "A spent code came again", "Decided on");
        HttpResponse<String> picture = AUDIT.page(
                "/audit/v1/tenants/" + flow.tenant().value() + "/grants/grant-two/diagram?format=svg", cookie);
        assertThat(picture.headers().firstValue("Content-Type"))
                .get()
                .asString()
                .startsWith("image/svg+xml");
        assertThat(picture.body()).contains("REPLAYED", "REVOKED");
        assertThat(AUDIT.page(here + "/grants?position=" + last, cookie).body()).contains("grant-three");
        HttpResponse<String> found = AUDIT.page(here + "/people?person=ada", cookie);
        assertThat(found.headers().firstValue("Location")).contains(here + "/people/ada");
        for (String path : List.of("/people/nobody", "/grants/nothing", "/people/ada?at=nonsense")) {
            assertThat(AUDIT.page(here + path, cookie).statusCode()).as(path).isIn(400, 404);
        }
    }

    private static List<String> grants(String at) {
        return access(at)
                .get("reaches")
                .valueStream()
                .map(reach -> reach.get("grant").asString())
                .toList();
    }

    private static JsonNode session(String at) {
        return AUDIT.ok(flow.tenant(), "/sessions/" + LiveFlow.SESSION.value() + "/state?at=" + at);
    }

    private static JsonNode state(String grant, String at) {
        return AUDIT.ok(flow.tenant(), "/grants/" + grant + "/state?at=" + at);
    }

    private static HybridTime after(RecordedEvent event, int seconds) {
        return HybridTime.atMillis(
                event.envelope().clock().millis() + Duration.ofSeconds(seconds).toMillis());
    }

    private static JsonNode access(String at) {
        return AUDIT.ok(flow.tenant(), "/access?subject=ada&at=" + at + "&position=" + last);
    }
}
