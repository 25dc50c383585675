package dev.symbolon.projection.grant;

import static dev.symbolon.core.sample.Samples.aTenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.event.Actor;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.tenant.TokenPolicy;
import dev.symbolon.core.user.UserId;
import dev.symbolon.projection.RunningAudit;
import dev.symbolon.projection.history.LiveFlow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** By which policy, and by which credential: what the running service's answers and pages say of a grant. */
final class DecidedOnTest {
    private static final RunningAudit AUDIT = RunningAudit.shared();

    private static final TokenPolicy LONGER = new TokenPolicy(
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            Duration.ofMinutes(5),
            Duration.ofDays(14),
            Duration.ofDays(90),
            Duration.ofSeconds(10),
            Duration.ofDays(90),
            Duration.ofMinutes(5));

    private static LiveFlow flow;
    private static String last;

    @BeforeAll
    static void live() {
        flow = LiveFlow.begin(AUDIT);
        flow.send(new TenantCommand.ChangeTokenPolicy(flow.tenant(), LONGER, Instant.now()), operator("of-policies"));
        flow.send(
                new TenantCommand.ChangeBranding(flow.tenant(), aTenant().branding(), Instant.now()),
                operator("of-colours"));
        last = flow.granted("one");
    }

    @Test
    void a_grants_story_names_the_policy_and_the_credential() {
        List<String> grounds = AUDIT.ok(flow.tenant(), "/grants/grant-one")
                .get("steps")
                .valueStream()
                .flatMap(step -> step.get("because").valueStream())
                .flatMap(DecidedOnTest::told)
                .toList();
        assertThat(grounds)
                .contains(
                        "credential.password-set by operator1",
                        "session.started by ada",
                        "tenant.token-policy-changed by of-policies",
                        "tenant.onboarded by test",
                        "client.registered by operator1")
                .noneMatch(ground -> ground.contains("branding"));
        String page = AUDIT.page("/auditor/tenants/" + flow.tenant().value() + "/grants/grant-one", AUDIT.signedIn())
                .body();
        assertThat(page).contains("the token policy was changed", "by operator of-policies", "a password was set");
    }

    @Test
    void so_does_what_she_could_reach() {
        List<String> causes = AUDIT.ok(flow.tenant(), "/access?subject=ada&position=" + last)
                .get("reaches")
                .get(0)
                .get("because")
                .valueStream()
                .flatMap(DecidedOnTest::told)
                .toList();
        assertThat(causes)
                .contains(
                        "credential.password-set by operator1",
                        "session.started by ada",
                        "tenant.token-policy-changed by of-policies")
                .noneMatch(cause -> cause.contains("branding"))
                .doesNotHaveDuplicates();
    }

    private static Actor operator(String id) {
        return new Actor.Operator(new UserId(id));
    }

    private static Stream<String> told(JsonNode event) {
        return event.hasNonNull("type")
                ? Stream.of(event.get("type").asString() + " by "
                        + event.get("actorId").asString())
                : Stream.empty();
    }
}
