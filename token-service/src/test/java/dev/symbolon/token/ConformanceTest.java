package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Modules of the OpenID Foundation's plans that no other test is about; docs/conformance.md lists them all. */
class ConformanceTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static TestTenant tenant;
    private static TestTenant.Person ada;
    private static TestTenant.Client client;

    private final TestBrowser browser = TestBrowser.at(PLATFORM.node());

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
        ada = tenant.person("ada");
        client = tenant.client(aClient().withPermissions().firstParty().withoutPkce());
    }

    /** As the plans send it: without PKCE. */
    private static CodeFlow flow() {
        return new CodeFlow(tenant, client).without("code_challenge").without("code_challenge_method");
    }

    @Test
    void ensure_request_without_nonce_succeeds_for_code_flow() {
        assertThat(CodeFlow.claims(tokens(flow().without("nonce")).get("id_token")))
                .doesNotContainKey("nonce");
    }

    @Test
    void ensure_request_with_unknown_parameter_succeeds() {
        assertThat(flow().with("extra", "foobar").complete(browser, ada).redirected("code"))
                .isPresent();
    }

    @Test
    void ensure_other_scope_order_succeeds() {
        assertThat(userinfo(tokens(flow().with("scope", "email openid profile"))))
                .containsKeys("sub", "email", "name");
    }

    @Test
    void scope_profile_and_claims_essential_come_from_userinfo() {
        assertThat(userinfo(tokens(flow().with("scope", "openid profile"))))
                .containsEntry("name", "Name of ada")
                .containsEntry("preferred_username", "ada")
                .doesNotContainKey("email");
        assertThat(userinfo(tokens(flow().with("scope", "openid")
                        .with("claims", "{\"userinfo\":{\"name\":{\"essential\":true}}}"))))
                .containsKey("name");
    }

    @Test
    void prompt_none_logged_in_and_max_age_10000_keep_the_sign_in() {
        Map<String, Object> first = claims(tokens(flow()));
        for (CodeFlow again : List.of(flow().with("prompt", "none"), flow().with("max_age", "10000"))) {
            TestBrowser.Page page = again.authorize(browser);
            Map<String, Object> second =
                    claims(redeemed(again, page.redirected("code").orElseThrow()));
            assertThat(second)
                    .containsEntry("sub", first.get("sub"))
                    .containsEntry("auth_time", first.get("auth_time"));
        }
    }

    @Test
    void max_age_1_and_prompt_login_ask_again_and_the_sign_in_is_newer() {
        Map<String, Object> first = claims(tokens(flow()));
        CodeFlow aged = flow().with("max_age", "1");
        while (aged.authorize(browser).status() == 303) {
            LockSupport.parkNanos(50_000_000);
        }
        Map<String, Object> second = claims(tokens(aged));
        assertThat(time(second)).isGreaterThan(time(first));
        assertThat(second).containsEntry("sub", first.get("sub"));

        assertThat(flow().with("prompt", "login").authorize(browser).body()).contains("name=\"password\"");
        assertThat(time(claims(tokens(flow().with("prompt", "login"))))).isGreaterThanOrEqualTo(time(second));
    }

    @Test
    void codereuse_is_refused_and_ends_what_came_of_it() {
        CodeFlow flow = flow();
        String code = flow.code(browser, ada);
        Map<String, Object> tokens = redeemed(flow, code);

        Map<String, String> again = flow.redemption(code);
        again.remove("code_verifier");
        TestBrowser.Page refused = flow.redeem(PLATFORM.node(), again);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(CodeFlow.json(refused)).containsEntry("error", "invalid_grant");
        assertThat(page(tokens).status()).isEqualTo(401);
    }

    @Test
    void discovery_endpoint_verification() {
        Map<String, Object> metadata = CodeFlow.json(browser.get(tenant.path() + "/.well-known/openid-configuration"));

        assertThat(metadata)
                .containsKeys(
                        "issuer",
                        "authorization_endpoint",
                        "token_endpoint",
                        "userinfo_endpoint",
                        "jwks_uri",
                        "scopes_supported",
                        "response_types_supported",
                        "subject_types_supported",
                        "id_token_signing_alg_values_supported",
                        "claims_supported");
        assertThat(metadata.get("id_token_signing_alg_values_supported").toString())
                .contains("RS256")
                .doesNotContain("none");
        assertThat(metadata.get("scopes_supported").toString()).contains("openid");
        for (String endpoint : List.of("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")) {
            assertThat(metadata.get(endpoint).toString()).startsWith(tenant.issuer() + "/");
        }
    }

    private Map<String, Object> tokens(CodeFlow flow) {
        return redeemed(flow, flow.code(browser, ada));
    }

    private static Map<String, Object> redeemed(CodeFlow flow, String code) {
        Map<String, String> form = flow.redemption(code);
        form.remove("code_verifier");
        TestBrowser.Page page = flow.redeem(PLATFORM.node(), form);
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        return CodeFlow.json(page);
    }

    private static Map<String, Object> claims(Map<String, Object> tokens) {
        return CodeFlow.claims(tokens.get("id_token"));
    }

    private static long time(Map<String, Object> claims) {
        return ((Number) claims.get("auth_time")).longValue();
    }

    private static TestBrowser.Page page(Map<String, Object> tokens) {
        return TestBrowser.at(PLATFORM.node())
                .header("Authorization", "Bearer " + tokens.get("access_token"))
                .get(tenant.path() + "/userinfo");
    }

    private static Map<String, Object> userinfo(Map<String, Object> tokens) {
        return CodeFlow.json(page(tokens));
    }
}
