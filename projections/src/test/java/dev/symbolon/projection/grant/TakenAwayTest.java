package dev.symbolon.projection.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.credential.CredentialCommand;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.sample.RedeemSample;
import dev.symbolon.core.signingkey.SigningKeyCommand;
import dev.symbolon.core.user.UserId;
import dev.symbolon.projection.RunningAudit;
import dev.symbolon.projection.history.LiveFlow;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A grant that others than its own events end: what the running service's API, diagram and pages call it. */
final class TakenAwayTest {
    private static final RunningAudit AUDIT = RunningAudit.shared();
    private static final Actor OPERATOR = new Actor.Operator(new UserId("operator1"));

    @Test
    void another_password_takes_away_what_the_one_before_gave() {
        LiveFlow flow = LiveFlow.begin(AUDIT);
        flow.granted("one");
        assertThat(life(flow).get("status").asString()).isEqualTo("ACTIVE");

        String last = flow.send(password(flow, "another hash"), OPERATOR);
        assertThat(told(flow, "credential.password-set")).isEqualTo("TAKEN_AWAY");
        assertThat(diagram(flow)).contains(": TAKEN_AWAY", "⊘ password CHANGED");
        assertThat(page(flow, "/grants/grant-one")).contains(">taken away<").doesNotContain(">active<");
        assertThat(AUDIT.ok(flow.tenant(), "/grants?position=" + last)
                        .get("rows")
                        .get(0)
                        .get("status")
                        .asString())
                .as("a row knows its own events only, and says what stays true")
                .isEqualTo("ISSUED");
        assertThat(page(flow, "/grants?position=" + last)).contains(">issued<").doesNotContain(">active<");
    }

    @Test
    void a_revoked_key_takes_away_what_it_had_signed() {
        LiveFlow flow = LiveFlow.begin(AUDIT);
        flow.send(
                new SigningKeyCommand.Offer(
                        flow.tenant(),
                        RedeemSample.KEY,
                        SigningAlgorithm.ES256,
                        "public half",
                        Duration.ofDays(90),
                        Duration.ofMinutes(5),
                        Duration.ofHours(1),
                        Instant.now()),
                OPERATOR);
        flow.granted("one");
        assertThat(life(flow).get("status").asString()).isEqualTo("ACTIVE");

        flow.send(new SigningKeyCommand.Revoke(flow.tenant(), RedeemSample.KEY, "leaked", Instant.now()), OPERATOR);
        assertThat(told(flow, "signing-key.revoked")).isEqualTo("TAKEN_AWAY");
        assertThat(diagram(flow)).contains(": TAKEN_AWAY", "⊘ signing key REVOKED: leaked");
    }

    private static CredentialCommand.SetPassword password(LiveFlow flow, String hash) {
        return new CredentialCommand.SetPassword(flow.tenant(), LiveFlow.ADA, Personal.of(hash), Instant.now());
    }

    /** The status of a life whose last step is that. */
    private static String told(LiveFlow flow, String last) {
        JsonNode life = life(flow);
        JsonNode steps = life.get("steps");
        assertThat(steps.get(steps.size() - 1).get("type").asString()).isEqualTo(last);
        assertThat(steps.get(steps.size() - 1).get("actorId").asString()).isEqualTo("operator1");
        return life.get("status").asString();
    }

    private static JsonNode life(LiveFlow flow) {
        return AUDIT.ok(flow.tenant(), "/grants/grant-one");
    }

    private static String diagram(LiveFlow flow) {
        return AUDIT.get(flow.tenant(), "/grants/grant-one/diagram").body();
    }

    private static String page(LiveFlow flow, String path) {
        return AUDIT.page("/auditor/tenants/" + flow.tenant().value() + path, AUDIT.signedIn())
                .body();
    }
}
