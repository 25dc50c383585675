package dev.symbolon.token.resource;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.Permission;
import dev.symbolon.core.resource.ResourceId;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RefreshFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How long a token counts is for the API to say that it is for; of several, for the strictest. */
final class ResourceLifetimeTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final String ROOMS = "https://rooms-life.test";
    private static final String KEYS = "https://keys-life.test";
    private static final String MENUS = "https://menus-life.test";

    private static TestTenant tenant;
    private static TestTenant.Client service;
    private static TestTenant.Client app;

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
        Permission[] all = {
            new Permission(api(ROOMS, "rooms.read", Optional.of(60)), Set.of("rooms.read")),
            new Permission(api(KEYS, "keys.open", Optional.of(90)), Set.of("keys.open")),
            new Permission(api(MENUS, "menus.read", Optional.empty()), Set.of("menus.read"))
        };
        service = tenant.client(aClient().service().withPermissions(all));
        app = tenant.client(aClient()
                .firstParty()
                .withGrants(GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN)
                .withPermissions(all));
    }

    private static ResourceId api(String audience, String scope, Optional<Integer> seconds) {
        return tenant.resource(new ResourceMetadata(
                audience,
                scope,
                List.of(new ResourceMetadata.Scope(scope, "Use " + scope)),
                seconds.map(Duration::ofSeconds)));
    }

    @Test
    void a_token_lives_as_long_as_its_api_says_and_else_as_the_policy_says() {
        lives(60, own("resource=" + ROOMS));
        lives(90, own("resource=" + KEYS));
        lives(300, own("resource=" + MENUS));
    }

    @Test
    void of_several_apis_the_shortest_life_counts() {
        lives(90, own("resource=" + KEYS + "&resource=" + MENUS));
        lives(60, own("resource=" + KEYS + "&resource=" + ROOMS));
        lives(60, own(""));
    }

    @Test
    void a_persons_token_lives_so_too_and_so_does_the_next_one() {
        CodeFlow flow = new CodeFlow(tenant, app).with("scope", "openid rooms.read keys.open");
        Map<String, Object> first = CodeFlow.json(
                flow.redeem(PLATFORM.node(), flow.code(TestBrowser.at(PLATFORM.node()), tenant.person("ada"))));
        lives(60, first);

        RefreshFlow refresh = new RefreshFlow(tenant, app);
        Map<String, Object> second =
                CodeFlow.json(refresh.refresh(PLATFORM.node(), RefreshFlow.token(first), Map.of("resource", KEYS)));
        lives(90, second);
        lives(60, CodeFlow.json(refresh.refresh(PLATFORM.node(), RefreshFlow.token(second))));
    }

    private static Map<String, Object> own(String resources) {
        TestBrowser.Page page = TestBrowser.at(PLATFORM.node())
                .header("Authorization", CodeFlow.basic(service))
                .post(tenant.path() + "/token", "grant_type=client_credentials&" + resources);
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        return CodeFlow.json(page);
    }

    private static void lives(int seconds, Map<String, Object> answer) {
        assertThat(answer).containsEntry("expires_in", seconds);
        Map<String, Object> claims = CodeFlow.claims(answer.get("access_token"));
        assertThat(((Number) claims.get("exp")).longValue() - ((Number) claims.get("iat")).longValue())
                .isEqualTo(seconds);
    }
}
