package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.SubjectIdentifier;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.session.SessionCommand;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** OpenID Connect Core §17.3: clients of two sectors can't find out that a person of theirs is the same, by sessions either. */
class PairwiseSessionsTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();

    private final TestTenant tenant = TestTenant.onboard(PLATFORM);
    private final TestTenant.Person ada = tenant.person("ada");
    private final TestBrowser browser = TestBrowser.at(PLATFORM.node());

    private Map<String, Object> signIn(String host, boolean pairwise) {
        CodeFlow flow = new CodeFlow(
                tenant,
                tenant.client(aClient()
                        .withPermissions()
                        .firstParty()
                        .withRedirect("https://" + host + "/cb")
                        .with(new SubjectIdentifier(pairwise, Optional.empty()))));
        return CodeFlow.json(flow.redeem(PLATFORM.node(), flow.code(browser, ada)));
    }

    private static Object sid(Map<String, Object> tokens, String token) {
        return CodeFlow.claims(tokens.get(token)).get("sid");
    }

    @Test
    void one_session_has_another_name_in_each_sector_and_the_same_within_one() {
        Map<String, Object> one = signIn("one.test", true);
        Map<String, Object> again = signIn("one.test", true);
        Map<String, Object> two = signIn("two.test", true);
        Map<String, Object> open = signIn("open.test", false);

        assertThat(sid(one, "id_token")).isNotNull().isEqualTo(sid(again, "id_token"));
        assertThat(sid(two, "id_token")).isNotNull().isNotEqualTo(sid(one, "id_token"));
        assertThat(sid(open, "id_token")).isNotIn(sid(one, "id_token"), sid(two, "id_token"));
        for (Map<String, Object> tokens : List.of(one, two, open)) {
            assertThat(sid(tokens, "access_token")).isEqualTo(sid(tokens, "id_token"));
        }
    }

    @Test
    void a_token_that_names_its_session_so_ends_with_it() {
        Map<String, Object> pairwise = signIn("one.test", true);
        SessionId session =
                new SessionId(sid(signIn("open.test", false), "id_token").toString());
        assertThat(userinfo(pairwise)).isEqualTo(200);

        assertThat(PLATFORM.send(tenant.id(), new SessionCommand.End(tenant.id(), session, "test", Instant.now())))
                .isInstanceOf(Outcome.Done.class);

        assertThat(userinfo(pairwise)).isEqualTo(401);
    }

    private int userinfo(Map<String, Object> tokens) {
        return TestBrowser.at(PLATFORM.node())
                .header("Authorization", "Bearer " + tokens.get("access_token"))
                .get(tenant.path() + "/userinfo")
                .status();
    }
}
