package dev.symbolon.token.signingkey;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.client.Permission;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.resource.ResourceId;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.core.signingkey.KeyId;
import dev.symbolon.core.signingkey.SigningKeyCommand;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A key that leaked is trusted by no node any more, and nothing stands still meanwhile. */
final class KeyRevocationTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final List<RunningPlatform.Node> NODES = List.of(PLATFORM.node(), PLATFORM.otherNode());

    /** What every node promises of a revocation, and what a machine that is busy takes besides. */
    private static final Duration SOON = Duration.ofSeconds(3);

    @Test
    void a_revoked_key_is_out_of_the_set_its_tokens_are_void_on_every_node_and_a_successor_signs_at_once() {
        TestTenant tenant = TestTenant.onboard(PLATFORM);
        ResourceId rooms =
                tenant.resource("Rooms", "https://rooms-key.test", new ResourceMetadata.Scope("rooms.read", "See"));
        TestTenant.Client service =
                tenant.client(aClient().service().withPermissions(new Permission(rooms, Set.of("rooms.read"))));
        Object token = token(tenant, service);
        Object kid = CodeFlow.header(token).get("kid");
        for (RunningPlatform.Node node : NODES) {
            assertThat(kids(node, tenant)).contains(kid);
            assertThat(introspected(node, tenant, service, token)).containsEntry("active", true);
        }

        assertThat(PLATFORM.send(
                        tenant.id(),
                        new SigningKeyCommand.Revoke(tenant.id(), new KeyId(kid.toString()), "leaked", Instant.now())))
                .isInstanceOf(Outcome.Done.class);

        Object next = token(tenant, service);
        assertThat(CodeFlow.header(next).get("kid")).isNotEqualTo(kid);
        for (RunningPlatform.Node node : NODES) {
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(kids(node, tenant))
                        .doesNotContain(kid)
                        .contains(CodeFlow.header(next).get("kid"));
                assertThat(introspected(node, tenant, service, token)).isEqualTo(Map.of("active", false));
                assertThat(introspected(node, tenant, service, next)).containsEntry("active", true);
            });
        }
    }

    private static Object token(TestTenant tenant, TestTenant.Client service) {
        TestBrowser.Page page =
                as(PLATFORM.node(), service).post(tenant.path() + "/token", Map.of("grant_type", "client_credentials"));
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        return CodeFlow.json(page).get("access_token");
    }

    private static Map<String, Object> introspected(
            RunningPlatform.Node node, TestTenant tenant, TestTenant.Client service, Object token) {
        return CodeFlow.json(as(node, service).post(tenant.path() + "/introspect", Map.of("token", token.toString())));
    }

    private static TestBrowser as(RunningPlatform.Node node, TestTenant.Client service) {
        return TestBrowser.at(node).header("Authorization", CodeFlow.basic(service));
    }

    private static List<Object> kids(RunningPlatform.Node node, TestTenant tenant) {
        List<?> keys = (List<?>)
                CodeFlow.json(TestBrowser.at(node).get(tenant.path() + "/jwks")).get("keys");
        return keys.stream().<Object>map(key -> ((Map<?, ?>) key).get("kid")).toList();
    }
}
