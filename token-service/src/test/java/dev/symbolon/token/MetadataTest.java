package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.sample.ClientSample;
import dev.symbolon.core.signingkey.KeyRingId;
import dev.symbolon.core.signingkey.KeyRingState;
import dev.symbolon.core.tenant.TokenPolicy;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import dev.symbolon.token.signingkey.SigningKeys;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** Discovery, keys, and what operators read. */
class MetadataTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static TestTenant tenant;
    private final TestBrowser browser = TestBrowser.at(PLATFORM.node());

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
    }

    @Test
    void the_metadata_is_at_each_of_its_addresses_and_says_what_is_served() {
        Map<String, Object> metadata = CodeFlow.json(browser.get(tenant.path() + "/.well-known/openid-configuration"));

        for (String path : List.of(
                "/.well-known/openid-configuration" + tenant.path(),
                "/.well-known/oauth-authorization-server" + tenant.path(),
                tenant.path() + "/.well-known/oauth-authorization-server")) {
            assertThat(CodeFlow.json(browser.get(path))).isEqualTo(metadata);
        }
        assertThat(metadata)
                .containsEntry("issuer", tenant.issuer())
                .containsEntry("authorization_endpoint", tenant.issuer() + "/authorize")
                .containsEntry("device_authorization_endpoint", tenant.issuer() + "/device_authorization")
                .containsEntry("response_types_supported", List.of("code"))
                .containsEntry("response_modes_supported", List.of("query", "fragment", "form_post"))
                .containsEntry("subject_types_supported", List.of("public", "pairwise"))
                .containsEntry("claims_parameter_supported", true)
                .containsEntry("ui_locales_supported", List.of("en", "de"))
                .containsEntry("display_values_supported", List.of("page", "popup", "touch", "wap"))
                .containsEntry(
                        "grant_types_supported",
                        List.of(
                                "authorization_code",
                                "refresh_token",
                                "client_credentials",
                                "urn:ietf:params:oauth:grant-type:device_code"))
                .containsEntry("code_challenge_methods_supported", List.of("S256"))
                .containsEntry(
                        "token_endpoint_auth_methods_supported",
                        List.of("client_secret_basic", "client_secret_post", "none"))
                .containsEntry("authorization_response_iss_parameter_supported", true)
                .containsEntry("request_parameter_supported", false)
                .containsEntry("request_uri_parameter_supported", false);
    }

    @Test
    void the_metadata_says_nothing_else_and_all_addresses_in_it_are_served() {
        Map<String, Object> metadata = CodeFlow.json(browser.get(tenant.path() + "/.well-known/openid-configuration"));

        assertThat(metadata)
                .containsOnlyKeys(
                        "issuer",
                        "authorization_endpoint",
                        "token_endpoint",
                        "device_authorization_endpoint",
                        "end_session_endpoint",
                        "backchannel_logout_supported",
                        "backchannel_logout_session_supported",
                        "frontchannel_logout_supported",
                        "frontchannel_logout_session_supported",
                        "userinfo_endpoint",
                        "introspection_endpoint",
                        "introspection_endpoint_auth_methods_supported",
                        "revocation_endpoint",
                        "revocation_endpoint_auth_methods_supported",
                        "jwks_uri",
                        "scopes_supported",
                        "response_types_supported",
                        "response_modes_supported",
                        "grant_types_supported",
                        "subject_types_supported",
                        "id_token_signing_alg_values_supported",
                        "userinfo_signing_alg_values_supported",
                        "token_endpoint_auth_methods_supported",
                        "claims_supported",
                        "acr_values_supported",
                        "prompt_values_supported",
                        "code_challenge_methods_supported",
                        "authorization_response_iss_parameter_supported",
                        "display_values_supported",
                        "ui_locales_supported",
                        "claim_types_supported",
                        "claims_parameter_supported",
                        "request_parameter_supported",
                        "request_uri_parameter_supported");
        List<Map.Entry<String, Object>> addresses = metadata.entrySet().stream()
                .filter(entry ->
                        entry.getKey().endsWith("_endpoint") || entry.getKey().endsWith("_uri"))
                .toList();
        assertThat(addresses).hasSize(8);
        for (Map.Entry<String, Object> entry : addresses) {
            String address = entry.getValue().toString();
            assertThat(address).as(entry.getKey()).startsWith(tenant.issuer() + "/");
            assertThat(browser.get(tenant.path()
                                    + address.substring(tenant.issuer().length()))
                            .status())
                    .as(entry.getKey())
                    .isIn(200, 303, 400, 401, 405);
        }
        assertThat(browser.get(tenant.path() + "/registration").status())
                .as("what isn't served")
                .isEqualTo(404);
    }

    @Test
    void flows_of_apps_in_migration_are_listed_at_every_node_while_a_client_has_them_by_name() {
        TestTenant moving = TestTenant.onboard(PLATFORM);
        ClientSample before = aClient()
                .withPermissions()
                .withGrants(GrantType.AUTHORIZATION_CODE, GrantType.IMPLICIT)
                .withResponses(ResponseType.CODE_ID_TOKEN, ResponseType.ID_TOKEN_TOKEN);
        assertThat(listed(moving, PLATFORM.otherNode(), "response_types_supported"))
                .containsExactly("code");

        TestTenant.Client app = moving.client(before);

        assertThat(listed(moving, PLATFORM.node(), "response_types_supported"))
                .containsExactly("code", "id_token token", "code id_token");
        assertThat(listed(moving, PLATFORM.node(), "grant_types_supported")).contains("implicit");
        Instant patience = Instant.now().plusSeconds(10);
        while (listed(moving, PLATFORM.otherNode(), "response_types_supported").size() < 3) {
            assertThat(Instant.now()).isBefore(patience);
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(listed(tenant, PLATFORM.node(), "response_types_supported"))
                .as("a neighbour")
                .containsExactly("code");

        moving.change(app, aClient().withPermissions());

        assertThat(listed(moving, PLATFORM.node(), "response_types_supported")).containsExactly("code");
        assertThat(listed(moving, PLATFORM.node(), "grant_types_supported")).doesNotContain("implicit");
    }

    @SuppressWarnings("unchecked")
    private static List<String> listed(TestTenant tenant, RunningPlatform.Node node, String name) {
        return (List<String>)
                CodeFlow.json(TestBrowser.at(node).get(tenant.path() + "/.well-known/openid-configuration"))
                        .get(name);
    }

    @Test
    void a_new_tenant_has_a_key_at_once_and_an_unchanged_set_isn_t_sent_again() {
        TestBrowser.Page keys = browser.get(tenant.path() + "/jwks");

        assertThat(keys.body()).contains("\"alg\":\"ES256\"", "\"use\":\"sig\"").doesNotContain("\"d\"");
        assertThat(keys.header("Cache-Control")).contains("public, max-age=300");
        TestBrowser.Page again = TestBrowser.at(PLATFORM.node())
                .header("If-None-Match", keys.header("ETag").orElseThrow())
                .get(tenant.path() + "/jwks");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void a_due_key_gets_one_successor_that_is_published_before_it_signs_and_then_the_old_one_retires() {
        TokenPolicy standard = TokenPolicy.STANDARD;
        TestTenant rotating = TestTenant.onboard(
                PLATFORM,
                new TokenPolicy(
                        standard.code(),
                        standard.accessToken(),
                        standard.idToken(),
                        standard.refreshIdle(),
                        standard.refreshAbsolute(),
                        standard.refreshRetry(),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(2)));
        CodeFlow flow = new CodeFlow(rotating, rotating.client(aClient().withPermissions()));
        TestTenant.Person ada = rotating.person("ada");
        Object first = signingKey(flow, ada);

        // The timers of two nodes, again and again: one successor.
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    offerOnBothNodes(rotating);
                    return ring(rotating).size() > 1;
                });
        offerOnBothNodes(rotating);
        KeyRingState.Key successor = ring(rotating).get(1);
        assertThat(ring(rotating)).hasSize(2);
        assertThat(successor.signsFrom()).isEqualTo(successor.createdAt().plusSeconds(2));
        assertThat(keysOf(rotating))
                .extracting(key -> key.get("kid"))
                .contains(first, successor.id().value());

        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !signingKey(flow, ada).equals(first));
        assertThat(signingKey(flow, ada)).isEqualTo(successor.id().value());
        offerOnBothNodes(rotating);
        assertThat(ring(rotating).getFirst().publishedUntil()).isPresent();
        assertThat(keysOf(rotating)).extracting(key -> key.get("kid")).contains(first);
    }

    private static void offerOnBothNodes(TestTenant whose) {
        PLATFORM.node().bean(SigningKeys.class).offerWhereDue(whose.id(), SigningAlgorithm.ES256);
        PLATFORM.otherNode().bean(SigningKeys.class).offerWhereDue(whose.id(), SigningAlgorithm.ES256);
    }

    private static List<KeyRingState.Key> ring(TestTenant whose) {
        return PLATFORM.node()
                .bean(Decisions.class)
                .decide(whose.id(), reading -> reading.state(KeyRingState.FOLD, KeyRingId.ONLY))
                .orElseThrow()
                .keys();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health/readiness", "/actuator/health/liveness", "/actuator/prometheus"})
    void operators_are_told(String path) {
        assertThat(browser.get(path).status()).isEqualTo(200);
    }

    @Test
    void requests_are_counted_by_endpoint_without_naming_anybody() {
        browser.get(tenant.path() + "/jwks");

        assertThat(browser.get("/actuator/prometheus").body())
                .contains("symbolon_requests_seconds_count{", "endpoint=\"jwks\"", "symbolon_password_waiting")
                .doesNotContain(tenant.id().value(), tenant.path());
    }

    @Test
    void metrics_and_health_can_have_a_port_of_their_own_which_the_public_one_knows_nothing_of() {
        RunningPlatform.Node apart = PLATFORM.start("node-metrics", List.of("--management.server.port=0"), _ -> {});
        try (ConfigurableApplicationContext context = apart.context()) {
            int port = context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
            TestBrowser management = new TestBrowser(URI.create("http://127.0.0.1:" + port));
            for (String path : List.of("/actuator/health/readiness", "/actuator/prometheus")) {
                assertThat(management.get(path).status()).as(path).isEqualTo(200);
                assertThat(TestBrowser.at(apart).get(path).status()).as(path).isEqualTo(404);
            }
            assertThat(management.get(tenant.path() + "/jwks").status()).isEqualTo(404);
        }
    }

    private Object signingKey(CodeFlow flow, TestTenant.Person person) {
        Map<String, Object> tokens =
                CodeFlow.json(flow.redeem(PLATFORM.node(), flow.code(TestBrowser.at(PLATFORM.node()), person)));
        return CodeFlow.header(tokens.get("access_token")).get("kid");
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> keysOf(TestTenant whose) {
        return (List<Map<String, Object>>)
                CodeFlow.json(browser.get(whose.path() + "/jwks")).get("keys");
    }
}
