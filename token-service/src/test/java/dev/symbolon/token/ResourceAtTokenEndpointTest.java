package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static dev.symbolon.token.running.RefreshFlow.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.Permission;
import dev.symbolon.core.resource.ResourceId;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.core.sample.ClientSample;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.DeviceFlow;
import dev.symbolon.token.running.RefreshFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8707 §2.2: the token request says for which of the approved resources its access token is. */
class ResourceAtTokenEndpointTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final String ROOMS = "https://rooms.test";
    private static final String KEYS = "https://keys.test";
    private static TestTenant tenant;
    private static TestTenant.Person ada;
    private static TestTenant.Client client;

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
        ada = tenant.person("ada");
        ResourceId rooms = tenant.resource("Rooms", ROOMS, new ResourceMetadata.Scope("rooms.read", "See rooms"));
        ResourceId keys = tenant.resource("Keys", KEYS, new ResourceMetadata.Scope("keys.open", "Open doors"));
        ClientSample sample = aClient()
                .withGrants(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN, GrantType.DEVICE_CODE)
                .withPermissions(
                        new Permission(rooms, Set.of("rooms.read")), new Permission(keys, Set.of("keys.open")));
        client = tenant.client(sample);
    }

    private static CodeFlow flow(String scope) {
        return new CodeFlow(tenant, client).with("scope", scope);
    }

    private static TestBrowser browser() {
        return TestBrowser.at(PLATFORM.node());
    }

    @Test
    void a_code_is_redeemed_for_one_resource_and_a_refresh_has_them_all() {
        CodeFlow flow = flow("openid rooms.read keys.open");
        Map<String, String> form = flow.redemption(flow.code(browser(), ada));
        form.put("resource", KEYS);

        Map<String, Object> narrow = CodeFlow.json(flow.redeem(PLATFORM.node(), form));

        assertThat(narrow).containsEntry("scope", "openid keys.open").containsKey("id_token");
        assertThat(CodeFlow.claims(narrow.get("access_token")))
                .containsEntry("aud", List.of(KEYS))
                .containsEntry("scope", "openid keys.open");
        Map<String, Object> all =
                CodeFlow.json(new RefreshFlow(tenant, client).refresh(PLATFORM.node(), token(narrow)));
        assertThat(CodeFlow.claims(all.get("access_token")))
                .containsEntry("aud", List.of(ROOMS, KEYS))
                .containsEntry("scope", "openid rooms.read keys.open");
    }

    @ParameterizedTest
    @ValueSource(strings = {KEYS, "https://other.test", ROOMS + "/", "https://ROOMS.test"})
    void a_resource_that_wasn_t_approved_is_refused_and_the_code_still_good(String resource) {
        CodeFlow flow = flow("openid rooms.read");
        String code = flow.code(browser(), ada);
        Map<String, String> form = flow.redemption(code);
        form.put("resource", resource);

        TestBrowser.Page refused = flow.redeem(PLATFORM.node(), form);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(CodeFlow.json(refused)).containsEntry("error", "invalid_target");
        assertThat(flow.redeem(PLATFORM.node(), code).status()).isEqualTo(200);
    }

    @Test
    void of_a_code_that_isn_t_right_nothing_is_told() {
        CodeFlow flow = flow("openid rooms.read");
        String code = flow.code(browser(), ada);
        Map<String, String> form = flow.redemption(code.substring(0, code.indexOf('.') + 1) + "A".repeat(43));
        form.put("resource", KEYS);

        assertThat(CodeFlow.json(flow.redeem(PLATFORM.node(), form))).containsEntry("error", "invalid_grant");
    }

    @Test
    void a_device_code_is_redeemed_for_one_resource_too() {
        DeviceFlow flow = new DeviceFlow(tenant, client).confidential();
        Map<String, Object> asked =
                CodeFlow.json(flow.request(PLATFORM.node(), Map.of("scope", "openid rooms.read keys.open")));
        flow.answer(browser(), ada, asked, "allow");
        Object code = asked.get("device_code");

        assertThat(CodeFlow.json(flow.poll(PLATFORM.node(), code, Map.of("resource", "https://other.test"))))
                .containsEntry("error", "invalid_target");
        Map<String, Object> tokens = CodeFlow.json(flow.poll(PLATFORM.node(), code, Map.of("resource", ROOMS)));

        assertThat(CodeFlow.claims(tokens.get("access_token")))
                .containsEntry("aud", List.of(ROOMS))
                .containsEntry("scope", "openid rooms.read");
    }
}
