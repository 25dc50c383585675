package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.GrantType;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.DeviceFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.StoredCommits;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** RFC 8628 §5.1 and §5.2: a whole tenant's devices wait, and its people guess, within a bound. */
class DeviceLimitsTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final int REQUESTS = 7;
    private static final int GUESSES = 5;
    private static RunningPlatform.Node node;

    private final TestTenant tenant = TestTenant.onboard(PLATFORM);

    @BeforeAll
    static void start() {
        node = PLATFORM.start(
                "node-device-limits",
                List.of(
                        "--symbolon.token.device.tenant-requests=" + REQUESTS,
                        "--symbolon.token.device.tenant-request-refill=1h",
                        "--symbolon.token.device.tenant-guesses=" + GUESSES,
                        "--symbolon.token.device.tenant-guess-refill=1h"),
                _ -> {});
    }

    @AfterAll
    static void stop() {
        node.context().close();
    }

    private static DeviceFlow flow(TestTenant of) {
        return new DeviceFlow(
                of, of.client(aClient().withPermissions().publicClient().withGrants(GrantType.DEVICE_CODE)));
    }

    @Test
    void of_a_tenant_s_device_requests_no_more_wait_than_its_limit_lets_whichever_client_asks() {
        DeviceFlow one = flow(tenant);
        DeviceFlow other = flow(tenant);
        try (StoredCommits store = new StoredCommits(PLATFORM)) {
            long before = waiting(store);
            int taken = 0;
            for (int i = 0; i < 4 * REQUESTS; i++) {
                TestBrowser.Page page = (i % 2 == 0 ? one : other).request(node, Map.of());
                assertThat(page.status()).isIn(200, 429);
                if (page.status() == 200) {
                    taken++;
                } else {
                    assertThat(page.header("Retry-After")).isPresent();
                }
            }

            assertThat(taken).isEqualTo(REQUESTS);
            assertThat(waiting(store) - before).isLessThanOrEqualTo(REQUESTS);
        }
        TestTenant neighbour = TestTenant.onboard(PLATFORM);
        assertThat(flow(neighbour).request(node, Map.of()).status())
                .as("another tenant's devices wait for themselves")
                .isEqualTo(200);
    }

    @Test
    void when_a_tenant_s_people_have_guessed_too_often_even_a_right_code_isn_t_looked_at() {
        TestTenant.Person ada = tenant.person("ada");
        TestTenant.Person eve = tenant.person("eve");
        DeviceFlow flow = flow(tenant);
        Map<String, Object> asked = flow.ask(node);
        TestBrowser browser = TestBrowser.at(node);
        TestBrowser hers = TestBrowser.at(node);
        CodeFlow codes = new CodeFlow(tenant, tenant.client(aClient().withPermissions()));
        codes.code(browser, ada);
        codes.code(hers, eve);

        for (int i = 0; i < GUESSES; i++) {
            String wrong = tenant.path() + "/device?user_code=BBBBBBBBB" + "BCDFGHJKLM".charAt(i);
            assertThat((i % 2 == 0 ? browser : hers).get(wrong).status()).isEqualTo(404);
        }

        assertThat(flow.page(browser, ada, asked).status()).isEqualTo(429);
        assertThat(flow.page(hers, eve, asked).status()).isEqualTo(429);
    }

    /** What waits in the store, of whichever kind. */
    private static long waiting(StoredCommits store) {
        Map<String, Long> sizes = store.sizes();
        assertThat(sizes.keySet()).anyMatch(collection -> collection.contains("waiting"));
        return sizes.entrySet().stream()
                .filter(size -> size.getKey().contains("waiting"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
