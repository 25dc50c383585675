package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.GrantType;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.StoredCommits;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** SECURITY.md, "Log and store": what nobody in particular can make the platform keep. */
class AnonymousGrowthTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final int ROUNDS = 450;
    private static final int AT_ONCE = 32;

    /** One batch for each reason, tenant and minute, of at most this many reasons; the requests may take some minutes. */
    private static final int MOST_COMMITS = 60;

    private static final int MOST_SAMPLES = 5;

    @Test
    void thousands_of_anonymous_requests_of_every_kind_are_a_few_commits_and_nothing_else() throws Exception {
        TestTenant tenant = TestTenant.onboard(PLATFORM);
        tenant.person("ada");
        TestTenant.Client client = tenant.client(aClient().withPermissions());
        TestTenant.Client app = tenant.client(aClient().withPermissions().publicClient());
        List<IntFunction<TestBrowser.Page>> kinds = kinds(tenant, client, app);
        // The keys that a tenant gets once are made before it counts.
        for (IntFunction<TestBrowser.Page> kind : kinds) {
            kind.apply(-1);
        }
        try (StoredCommits store = new StoredCommits(PLATFORM)) {
            Map<String, Long> before = store.sizes();
            int eventsBefore = store.eventsOf(tenant.id()).size();

            Set<Integer> statuses = all(kinds);
            PLATFORM.node().writeRefusals();

            assertThat(statuses).doesNotContain(500, 503);
            Map<String, Long> grown = new TreeMap<>(store.sizes());
            grown.replaceAll((collection, size) -> size - before.getOrDefault(collection, 0L));
            grown.values().removeIf(more -> more == 0);
            assertThat(grown)
                    .allSatisfy((collection, more) ->
                            assertThat(more).as(collection).isLessThanOrEqualTo(MOST_COMMITS));
            assertThat(grown.keySet()).noneMatch(collection -> collection.contains("spent"));
            List<Map.Entry<String, String>> events = store.eventsOf(tenant.id());
            assertThat(events.subList(eventsBefore, events.size())).isNotEmpty().allSatisfy(event -> {
                assertThat(event.getKey()).isEqualTo("refusal.gathered");
            });
        }
    }

    private static List<IntFunction<TestBrowser.Page>> kinds(
            TestTenant tenant, TestTenant.Client client, TestTenant.Client app) {
        CodeFlow public_ = new CodeFlow(tenant, app);
        return List.of(
                i -> new CodeFlow(tenant, client).with("state", "s" + i).authorize(browser()),
                i -> new CodeFlow(tenant, client)
                        .with("client_id", "unknown" + i)
                        .authorize(browser()),
                i -> new CodeFlow(tenant, client)
                        .with("redirect_uri", "https://e.test/" + i)
                        .authorize(browser()),
                i -> browser().get("/t/nobody" + i + "/authorize"),
                i -> browser().get("/t/nobody" + i + "/jwks"),
                i -> browser().get(tenant.path() + "/authorize/resume?request=junk" + i),
                i -> browser().post(tenant.path() + "/consent", "decision=allow&request=junk" + i),
                i -> browser()
                        .get(tenant.path() + "/device?user_code=BBBBBBBBB" + "BCDFGHJKLM".charAt(i < 0 ? 0 : i % 10)),
                i -> browser().post(tenant.path() + "/device/answer", "decision=allow&request=junk" + i),
                i -> browser().post(tenant.path() + "/device_authorization", "scope=openid&client_id=" + made(i)),
                i -> browser()
                        .post(
                                tenant.path() + "/token",
                                Map.of(
                                        "grant_type", GrantType.DEVICE_CODE.value(),
                                        "client_id", app.id().value(),
                                        "device_code", made(i))),
                i -> browser().get(tenant.path() + "/end_session?id_token_hint=a.b.c" + i),
                i -> browser().post(tenant.path() + "/end_session/confirm", "decision=sign-out&request=junk" + i),
                i -> browser().get(tenant.path() + "/account?a=" + i),
                i -> browser().post(tenant.path() + "/account/password", "request=junk&current=a&new=b" + i),
                i -> new CodeFlow(tenant, new TestTenant.Client(client.id(), "wrong" + i, client.redirectUri()))
                        .redeem(PLATFORM.node(), "made.up" + i),
                i -> {
                    Map<String, String> form = public_.redemption(made(i) + "." + "A".repeat(43));
                    form.put("client_id", app.id().value());
                    return browser().post(tenant.path() + "/token", form);
                },
                i -> browser().header("Authorization", "Basic " + made(i)).post(tenant.path() + "/token", "a=" + i),
                i -> browser().header("Authorization", "Bearer a.b.c" + i).get(tenant.path() + "/userinfo"),
                i -> {
                    TestBrowser browser = browser();
                    browser.cookies().put("symbolon-session", made(i) + "." + "A".repeat(43));
                    browser.cookies().put("symbolon-device", made(i));
                    return public_.authorize(browser);
                });
    }

    private static Set<Integer> all(List<IntFunction<TestBrowser.Page>> kinds) throws Exception {
        Set<Integer> statuses = new HashSet<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                int round = i;
                kinds.forEach(kind -> calls.add(() -> kind.apply(round).status()));
            }
            for (Future<Integer> call : callers.invokeAll(calls)) {
                statuses.add(call.get());
            }
        }
        return statuses;
    }

    /** Of an id's form, and of nothing's. */
    private static String made(int i) {
        return "%026d".formatted(i + 1);
    }

    private static TestBrowser browser() {
        return TestBrowser.at(PLATFORM.node());
    }
}
