package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.admission.signingkey.PrivateHalves;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.signingkey.KeyRingState;
import dev.symbolon.core.tenant.TokenPolicy;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.secret.KeyVault;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import dev.symbolon.token.signingkey.SigningKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Keys of tenants that no node has served since it started. */
class KeyRotationTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final Duration ROTATION = Duration.ofSeconds(5);

    @Test
    void an_idle_tenant_s_next_key_is_published_in_time_and_many_nodes_make_one() {
        TokenPolicy standard = TokenPolicy.STANDARD;
        TestTenant idle = TestTenant.onboard(
                PLATFORM,
                new TokenPolicy(
                        standard.code(),
                        standard.accessToken(),
                        standard.idToken(),
                        standard.refreshIdle(),
                        standard.refreshAbsolute(),
                        standard.refreshRetry(),
                        ROTATION,
                        Duration.ofSeconds(2)));
        TestTenant.Client client = idle.client(aClient().withPermissions().firstParty());
        CodeFlow flow = new CodeFlow(idle, client);
        long made = System.nanoTime();
        flow.redeem(PLATFORM.node(), flow.code(TestBrowser.at(PLATFORM.node()), idle.person("ada")));
        assertThat(keys(idle)).hasSize(1);

        List<String> often = List.of("--symbolon.token.key-round=100ms");
        RunningPlatform.Node one = PLATFORM.start("node-keys-one", often, _ -> {});
        RunningPlatform.Node other = PLATFORM.start("node-keys-other", often, _ -> {});
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (keys(idle).size() < 2 && System.nanoTime() - deadline < 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
            int keys = keys(idle).size();
            long rotations = (System.nanoTime() - made) / ROTATION.toNanos();
            assertThat(keys).isGreaterThan(1);
            assertThat(keys - 1L).as("no more than came due").isLessThanOrEqualTo(rotations);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> theFirstOneIsSpent(idle));
        } finally {
            one.context().close();
            other.context().close();
        }
    }

    @Test
    void a_key_is_made_while_a_person_looks_at_the_sign_in_page() {
        TestTenant fresh = TestTenant.onboard(PLATFORM);
        TestTenant.Client client =
                fresh.client(aClient().withPermissions().firstParty().signedWith(SigningAlgorithm.RS256));

        assertThat(new CodeFlow(fresh, client)
                        .authorize(TestBrowser.at(PLATFORM.node()))
                        .status())
                .isEqualTo(200);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(keys(fresh))
                        .anySatisfy(
                                key -> assertThat(((Map<?, ?>) key).get("alg")).isEqualTo("RS256")));
    }

    /** It reads the key set when it starts, and doesn't look again for a while. */
    @Test
    void an_app_finds_its_algorithm_s_key_in_the_set_before_its_first_person_comes() {
        TestTenant tokens = TestTenant.onboard(PLATFORM);
        TestTenant userinfo = TestTenant.onboard(PLATFORM);

        tokens.client(aClient().withPermissions().signedWith(SigningAlgorithm.RS256));
        userinfo.client(aClient().withPermissions().withSignedUserinfo(SigningAlgorithm.RS256));

        for (TestTenant fresh : List.of(tokens, userinfo)) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(keys(fresh))
                            .anySatisfy(key ->
                                    assertThat(((Map<?, ?>) key).get("alg")).isEqualTo("RS256")));
        }
    }

    @Test
    void a_tenant_that_is_onboarded_has_its_key_before_anybody_asks_for_a_token() {
        TestTenant fresh = TestTenant.onboard(PLATFORM);
        Decisions decisions = PLATFORM.node().context().getBean(Decisions.class);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> decisions.glance(
                        fresh.id(),
                        reading -> SigningKeys.ring(reading)
                                .flatMap(ring -> ring.signing(SigningAlgorithm.ES256, Instant.now()))
                                .isPresent()));
    }

    /** What it signed still counts, and nobody can sign by it any more. */
    private static void theFirstOneIsSpent(TestTenant tenant) {
        PrivateHalves halves = new PrivateHalves(PLATFORM.node().bean(KeyVault.class));
        KeyRingState ring = PLATFORM.node()
                .bean(Decisions.class)
                .decide(tenant.id(), SigningKeys::ring)
                .orElseThrow();
        assertThat(ring.spent()).contains(ring.keys().getFirst());
        for (KeyRingState.Key key : ring.keys()) {
            assertThat(halves.fetch(tenant.id(), key.id()).isEmpty())
                    .isEqualTo(ring.spent().contains(key));
        }
        assertThat(ring.published(Instant.now())).contains(ring.keys().getFirst());
    }

    private static List<?> keys(TestTenant tenant) {
        return (List<?>) CodeFlow.json(TestBrowser.at(PLATFORM.node()).get(tenant.path() + "/jwks"))
                .get("keys");
    }
}
