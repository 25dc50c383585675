package dev.symbolon.token;

import static dev.symbolon.core.client.GrantType.CLIENT_CREDENTIALS;
import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.resource.ResourceId;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.core.sample.ClientSample;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.ports.decision.Spent;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.token.grant.ExtensionGrant;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.StoredCommits;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;

/** A grant type of its own, without a line of the service changed: guests exchange a sealed voucher, once. */
class VoucherGrantTest {
    private static final GrantType VOUCHER = new GrantType("urn:grand-hotel:grant-type:voucher");
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final List<RunningPlatform.Node> NODES = new ArrayList<>();
    private static TestTenant tenant;
    private static TestTenant.Person ada;
    private static TestTenant.Client kiosk;
    private static ResourceId keys;

    /** The extension, as docs/extension-grants.md shows it. */
    private static final class Voucher implements ExtensionGrant {
        private final Handles handles;
        private final Spent spent;

        private Voucher(Handles handles, Spent spent) {
            this.handles = handles;
            this.spent = spent;
        }

        @Override
        public GrantType type() {
            return VOUCHER;
        }

        @Override
        public Presented read(Request request) {
            return new Once(request);
        }

        private final class Once implements Presented {
            private final Request request;
            private Optional<Boolean> first = Optional.empty();

            private Once(Request request) {
                this.request = request;
            }

            @Override
            public Verdict decide(Reading reading, ClientState client) {
                Optional<String> voucher = request.parameters().value("voucher");
                if (voucher.isEmpty()) {
                    return new Verdict.Refuse("invalid_request", "voucher is missing.", "no-voucher");
                }
                Optional<byte[]> user = handles.open(request.tenant().id(), "voucher", voucher.get(), request.now());
                if (user.isEmpty() || !first(voucher.get())) {
                    return new Verdict.Refuse("invalid_grant", "The voucher isn't valid.", "voucher");
                }
                return new Verdict.Allow(
                        Optional.of(new UserId(new String(user.get(), StandardCharsets.US_ASCII))),
                        List.of("keys.open", "openid"),
                        List.of());
            }

            private boolean first(String voucher) {
                if (first.isEmpty()) {
                    Instant end = request.now().plusSeconds(3600);
                    first = Optional.of(spent.spend(request.tenant().id(), "voucher", voucher, end));
                }
                return first.get();
            }
        }
    }

    @BeforeAll
    static void start() {
        tenant = TestTenant.onboard(PLATFORM);
        ada = tenant.person("ada");
        keys = tenant.resource(
                "Keys",
                "https://keys.test",
                new ResourceMetadata.Scope("keys.open", "Open doors"),
                new ResourceMetadata.Scope("keys.make", "Make keys"));
        kiosk = tenant.client(kiosk());
        for (String name : List.of("node-v", "node-w")) {
            NODES.add(PLATFORM.start(
                    name,
                    List.of(),
                    context -> ((GenericApplicationContext) context)
                            .registerBean(
                                    Voucher.class,
                                    () -> new Voucher(context.getBean(Handles.class), context.getBean(Spent.class)))));
        }
    }

    @AfterAll
    static void stop() {
        NODES.forEach(node -> node.context().close());
    }

    private static ClientSample kiosk() {
        return aClient()
                .withGrants(GrantType.AUTHORIZATION_CODE, VOUCHER)
                .withOpenIdScopes("openid", "profile")
                .withPermission(keys, "keys.open", "keys.make");
    }

    @Test
    void a_voucher_is_exchanged_for_a_token_of_whom_it_was_given() {
        TestBrowser.Page page = exchange(NODES.getFirst(), kiosk, Map.of("voucher", voucher(ada)));

        assertThat(page.status()).as(page.body()).isEqualTo(200);
        Map<String, Object> body = CodeFlow.json(page);
        assertThat(body).containsEntry("scope", "keys.open openid").doesNotContainKeys("refresh_token", "id_token");
        assertThat(CodeFlow.claims(body.get("access_token")))
                .containsEntry("sub", ada.id().value())
                .containsEntry("client_id", kiosk.id().value())
                .containsEntry("aud", List.of("https://keys.test"));
        try (StoredCommits store = new StoredCommits(PLATFORM)) {
            assertThat(store.eventsOf(tenant.id()))
                    .anyMatch(event -> event.getKey().equals("grant.issued")
                            && event.getValue().contains(VOUCHER.value())
                            && event.getValue().contains(ada.id().value()));
        }
    }

    @Test
    void of_many_parallel_exchanges_of_one_voucher_on_two_nodes_exactly_one_succeeds() throws Exception {
        Map<String, String> voucher = Map.of("voucher", voucher(ada));
        List<Callable<TestBrowser.Page>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            RunningPlatform.Node node = NODES.get(i % 2);
            calls.add(() -> exchange(node, kiosk, voucher));
        }
        int good = 0;
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<TestBrowser.Page> page : callers.invokeAll(calls)) {
                good += page.get().status() == 200 ? 1 : 0;
            }
        }
        assertThat(good).isEqualTo(1);
    }

    @Test
    void scopes_narrow_and_never_exceed_the_voucher_or_the_client() {
        Map<String, String> narrow = Map.of("voucher", voucher(ada), "scope", "openid");
        Map<String, String> more = Map.of("voucher", voucher(ada), "scope", "keys.make");
        Map<String, String> elsewhere = Map.of("voucher", voucher(ada), "resource", "https://other.test");
        TestTenant.Client poor = tenant.client(kiosk().withOpenIdScopes("profile"));

        assertThat(CodeFlow.json(exchange(NODES.getFirst(), kiosk, narrow))).containsEntry("scope", "openid");
        refused(exchange(NODES.getFirst(), kiosk, more), "invalid_scope");
        refused(exchange(NODES.getFirst(), kiosk, elsewhere), "invalid_target");
        refused(exchange(NODES.getFirst(), poor, Map.of("voucher", voucher(ada))), "invalid_scope");
    }

    @Test
    void a_client_that_wasn_t_given_it_a_bad_voucher_and_a_disabled_person_get_nothing() {
        TestTenant.Client other = tenant.client(kiosk().withGrants(GrantType.AUTHORIZATION_CODE, CLIENT_CREDENTIALS));
        TestTenant.Person bob = tenant.person("bob");
        String good = voucher(ada);

        refused(exchange(NODES.getFirst(), other, Map.of("voucher", good)), "unauthorized_client");
        refused(exchange(NODES.getFirst(), kiosk, Map.of("voucher", good + "x")), "invalid_grant");
        refused(exchange(NODES.getFirst(), kiosk, Map.of()), "invalid_request");
        assertThat(exchange(NODES.getFirst(), kiosk, Map.of("voucher", good)).status())
                .as("what was refused before spent nothing")
                .isEqualTo(200);
        Outcome disabled =
                PLATFORM.send(tenant.id(), new UserCommand.Disable(tenant.id(), bob.id(), "left", Instant.now()));
        assertThat(disabled).isInstanceOf(Outcome.Done.class);
        refused(exchange(NODES.getFirst(), kiosk, Map.of("voucher", voucher(bob))), "invalid_grant");
    }

    @Test
    void it_is_in_the_metadata_of_the_node_that_has_it_and_of_no_other() {
        String path = tenant.path() + "/.well-known/openid-configuration";
        assertThat(TestBrowser.at(NODES.getFirst()).get(path).body()).contains(VOUCHER.value());
        assertThat(TestBrowser.at(PLATFORM.node()).get(path).body()).doesNotContain(VOUCHER.value());
        refused(exchange(PLATFORM.node(), kiosk, Map.of("voucher", voucher(ada))), "unsupported_grant_type");
    }

    @Test
    void an_extension_can_t_take_the_name_of_a_grant_that_is_built_in() {
        for (String name : List.of("password", "authorization_code", "voucher")) {
            ExtensionGrant usurper = new ExtensionGrant() {
                @Override
                public GrantType type() {
                    return new GrantType(name);
                }

                @Override
                public Presented read(Request request) {
                    return (_, _) -> new Verdict.Refuse("invalid_grant", "No.", "no");
                }
            };
            assertThatThrownBy(() -> PLATFORM.start(
                                    "node-x",
                                    List.of(),
                                    context -> ((GenericApplicationContext) context)
                                            .registerBean(ExtensionGrant.class, () -> usurper))
                            .context()
                            .close())
                    .rootCause()
                    .hasMessageContaining(name);
        }
    }

    private static String voucher(TestTenant.Person person) {
        byte[] content = person.id().value().getBytes(StandardCharsets.US_ASCII);
        return PLATFORM.node()
                .bean(Handles.class)
                .seal(tenant.id(), "voucher", content, Instant.now().plusSeconds(3600));
    }

    private static TestBrowser.Page exchange(
            RunningPlatform.Node node, TestTenant.Client client, Map<String, String> more) {
        Map<String, String> form = new LinkedHashMap<>(more);
        form.put("grant_type", VOUCHER.value());
        return TestBrowser.at(node)
                .header("Authorization", CodeFlow.basic(client))
                .post(tenant.path() + "/token", form);
    }

    private static void refused(TestBrowser.Page page, String error) {
        assertThat(page.status()).as(page.body()).isEqualTo(400);
        assertThat(CodeFlow.json(page)).containsEntry("error", error).doesNotContainKey("access_token");
    }
}
