package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.client.LogoutAddresses;
import dev.symbolon.core.tenant.TokenPolicy;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * OpenID Connect Core §3.1.2.1 and RP-Initiated Logout §2: an ID token still says who is meant when it has expired, and
 * when its key has been replaced.
 */
class IdTokenHintTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final String BYE = "https://booking.test/bye";
    private static final Duration BRIEF = Duration.ofSeconds(1);

    private TestTenant tenant;
    private TestTenant.Client client;
    private final TestBrowser browser = TestBrowser.at(PLATFORM.node());

    private String signIn(Duration idToken, Duration rotation, Duration jwksCache) {
        TokenPolicy standard = TokenPolicy.STANDARD;
        tenant = TestTenant.onboard(
                PLATFORM,
                new TokenPolicy(
                        standard.code(),
                        BRIEF,
                        idToken,
                        standard.refreshIdle(),
                        standard.refreshAbsolute(),
                        standard.refreshRetry(),
                        rotation,
                        jwksCache));
        client = tenant.client(aClient()
                .withPermissions()
                .firstParty()
                .with(new LogoutAddresses(List.of(BYE), Optional.empty(), Optional.empty())));
        CodeFlow flow = flow();
        return CodeFlow.json(flow.redeem(PLATFORM.node(), flow.code(browser, tenant.person("ada"))))
                .get("id_token")
                .toString();
    }

    private CodeFlow flow() {
        return new CodeFlow(tenant, client);
    }

    private void isGood(String hint) {
        TestBrowser.Page quiet =
                flow().with("prompt", "none").with("id_token_hint", hint).authorize(browser);
        assertThat(quiet.status()).as(quiet.body()).isEqualTo(303);
        assertThat(quiet.redirected("code")).as(quiet.location()).isPresent();

        TestBrowser.Page over = browser.get(tenant.path() + "/end_session?"
                + TestBrowser.encoded(Map.of("id_token_hint", hint, "post_logout_redirect_uri", BYE)));
        assertThat(over.status()).as(over.body()).isEqualTo(303);
        assertThat(over.location()).isEqualTo(BYE);
        assertThat(flow().with("prompt", "none")
                        .with("id_token_hint", hint)
                        .authorize(browser)
                        .redirected("error"))
                .as("it says who is meant, and signs nobody in")
                .contains("login_required");
    }

    @Test
    void one_that_has_expired() {
        String hint = signIn(BRIEF, TokenPolicy.STANDARD.keyRotation(), TokenPolicy.STANDARD.jwksCache());
        long end = ((Number) CodeFlow.claims(hint).get("exp")).longValue();
        await().until(() -> Instant.now().getEpochSecond() > end);

        isGood(hint);
    }

    @Test
    void one_whose_key_is_no_longer_published() {
        String hint = signIn(BRIEF, Duration.ofSeconds(2), BRIEF);
        Object key = CodeFlow.header(hint).get("kid");
        RunningPlatform.Node often = PLATFORM.start("node-hints", List.of("--symbolon.token.key-round=100ms"), _ -> {});
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> !published().contains(key.toString()));
        } finally {
            often.context().close();
        }

        isGood(hint);
    }

    private String published() {
        return TestBrowser.at(PLATFORM.node()).get(tenant.path() + "/jwks").body();
    }
}
