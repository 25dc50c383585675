package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.consent.ConsentCommand;
import dev.symbolon.core.credential.CredentialCommand;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.session.SessionCommand;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.tenant.PasswordPolicy;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.ports.secret.PasswordHash;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.StoredCommits;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7009, and everything else that takes tokens away: what was issued is void, and who signs in again goes on. */
class RevocationTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static TestTenant tenant;
    private static TestTenant.Client client;
    private static TestTenant.Person ada;

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
        client = tenant.client(aClient().withPermissions().firstParty());
        ada = tenant.person("ada");
    }

    @Test
    void an_access_token_s_grant_is_revoked_for_the_very_next_request() {
        String token = token(client, ada);
        assertThat(userinfo(token)).isEqualTo(200);

        TestBrowser.Page page = revoke(client, token);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).isEmpty();
        assertThat(userinfo(token)).isEqualTo(401);
        assertThat(revoke(client, token).status()).as("again").isEqualTo(200);
    }

    @Test
    void a_public_client_revokes_its_own_token() {
        TestTenant.Client app =
                tenant.client(aClient().publicClient().withPermissions().firstParty());
        CodeFlow flow = new CodeFlow(tenant, app);
        Map<String, String> form = flow.redemption(flow.code(TestBrowser.at(PLATFORM.node()), ada));
        form.put("client_id", app.id().value());
        String token = CodeFlow.json(TestBrowser.at(PLATFORM.node()).post(tenant.path() + "/token", form))
                .get("access_token")
                .toString();
        assertThat(userinfo(token)).isEqualTo(200);

        TestBrowser.Page page = TestBrowser.at(PLATFORM.node())
                .post(
                        tenant.path() + "/revoke",
                        Map.of("token", token, "client_id", app.id().value(), "token_type_hint", "refresh_token"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(userinfo(token)).isEqualTo(401);
    }

    @Test
    void another_client_s_token_goes_on_and_the_try_is_recorded() {
        String token = token(client, ada);
        TestTenant.Client thief = tenant.client(aClient().withPermissions());

        TestBrowser.Page page = revoke(thief, token);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).isEmpty();
        assertThat(userinfo(token)).isEqualTo(200);
        PLATFORM.node().writeRefusals();
        try (StoredCommits store = new StoredCommits(PLATFORM)) {
            assertThat(store.eventsOf(tenant.id()))
                    .extracting(Map.Entry::getValue)
                    .anyMatch(text -> text.contains("foreign-token")
                            && text.contains(thief.id().value()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "0000000000000000000000000x.0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"})
    void a_token_that_never_was_is_answered_like_any_other(String token) {
        assertThat(revoke(client, token).status()).isEqualTo(200);
    }

    @Test
    void an_id_token_or_a_broken_access_token_revokes_nothing() {
        CodeFlow flow = new CodeFlow(tenant, client);
        Map<String, Object> tokens =
                CodeFlow.json(flow.redeem(PLATFORM.node(), flow.code(TestBrowser.at(PLATFORM.node()), ada)));
        String token = tokens.get("access_token").toString();

        for (String shown : List.of(
                tokens.get("id_token").toString(),
                token.substring(0, token.length() - 1),
                token + "A",
                token.substring(0, token.lastIndexOf('.') + 1))) {
            assertThat(revoke(client, shown).status()).isEqualTo(200);
        }

        assertThat(userinfo(token)).isEqualTo(200);
    }

    @Test
    void another_tenant_s_client_can_t_even_ask() {
        TestTenant other = TestTenant.onboard(PLATFORM);
        TestTenant.Client there = other.client(aClient().withPermissions());
        String token = token(client, ada);

        assertThat(revoke(there, token).status()).isEqualTo(401);
        assertThat(TestBrowser.at(PLATFORM.node())
                        .header("Authorization", CodeFlow.basic(there))
                        .post(other.path() + "/revoke", Map.of("token", token))
                        .status())
                .isEqualTo(200);

        assertThat(userinfo(token)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "token=a&token=a", "token=", "token_type_hint=access_token"})
    void a_request_without_one_token_is_refused(String form) {
        TestBrowser.Page page = TestBrowser.at(PLATFORM.node())
                .header("Authorization", CodeFlow.basic(client))
                .post(tenant.path() + "/revoke", form);

        assertThat(page.status()).isEqualTo(400);
        assertThat(CodeFlow.json(page)).containsEntry("error", "invalid_request");
    }

    @Test
    void whoever_doesn_t_prove_to_be_the_client_is_refused() {
        String token = token(client, ada);
        TestBrowser nobody = TestBrowser.at(PLATFORM.node());

        assertThat(nobody.post(tenant.path() + "/revoke", Map.of("token", token))
                        .status())
                .isEqualTo(401);
        assertThat(nobody.post(
                                tenant.path() + "/revoke",
                                Map.of("token", token, "client_id", client.id().value()))
                        .status())
                .isEqualTo(401);
        assertThat(nobody.get(tenant.path() + "/revoke?token=" + token).status())
                .isEqualTo(405);

        assertThat(userinfo(token)).isEqualTo(200);
    }

    /** Each at once, well within a second: the watermark is far above what clocks say. */
    @TestFactory
    List<DynamicTest> tokens_from_before_are_void_and_those_of_a_new_sign_in_are_good() {
        return List.of(
                again("a disabled person", bob -> {
                    PLATFORM.send(tenant.id(), new UserCommand.Disable(tenant.id(), bob.id(), "test", Instant.now()));
                    PLATFORM.send(tenant.id(), new UserCommand.Enable(tenant.id(), bob.id(), Instant.now()));
                }),
                again(
                        "a changed password",
                        bob -> PLATFORM.send(
                                tenant.id(),
                                new CredentialCommand.SetPassword(
                                        tenant.id(), bob.id(), hash(bob.password()), Instant.now()))),
                again(
                        "a withdrawn consent",
                        bob -> PLATFORM.send(
                                tenant.id(),
                                new ConsentCommand.Withdraw(
                                        tenant.id(), bob.id(), asking.id(), "test", Instant.now()))));
    }

    private static TestTenant.Client asking;

    private static DynamicTest again(String what, Consumer<TestTenant.Person> takeAway) {
        return DynamicTest.dynamicTest(what, () -> {
            asking = tenant.client(aClient().withPermissions());
            TestTenant.Person bob = tenant.person("bob-" + what.replace(' ', '-'));
            String before = token(asking, bob);
            CodeFlow flow = new CodeFlow(tenant, asking);
            TestBrowser browser = TestBrowser.at(PLATFORM.node());
            String code = flow.code(browser, bob);
            assertThat(userinfo(before)).isEqualTo(200);

            takeAway.accept(bob);

            assertThat(userinfo(before)).isEqualTo(401);
            assertThat(flow.redeem(PLATFORM.node(), code).status())
                    .as("a code from before is as void as a token")
                    .isEqualTo(400);
            String after = token(asking, bob);
            assertThat(userinfo(after)).isEqualTo(200);
            assertThat(userinfo(before)).isEqualTo(401);
        });
    }

    @Test
    void an_ended_session_s_tokens_are_void_and_those_of_another_of_the_same_person_are_not() {
        CodeFlow flow = new CodeFlow(tenant, client);
        TestBrowser phone = TestBrowser.at(PLATFORM.node());
        Object onPhone = CodeFlow.json(flow.redeem(PLATFORM.node(), flow.code(phone, ada)))
                .get("access_token");
        String elsewhere = token(client, ada);
        String session = phone.cookies().get("symbolon-session");

        PLATFORM.send(
                tenant.id(),
                new SessionCommand.End(
                        tenant.id(), new SessionId(session.substring(0, session.indexOf('.'))), "test", Instant.now()));

        assertThat(userinfo(onPhone.toString())).isEqualTo(401);
        assertThat(userinfo(elsewhere)).isEqualTo(200);
    }

    private static Personal hash(String password) {
        return Personal.of(PLATFORM.node()
                .bean(PasswordHash.class)
                .hash(new PasswordPolicy(1024, 1, 1, 8), password.toCharArray()));
    }

    private static String token(TestTenant.Client by, TestTenant.Person person) {
        CodeFlow flow = new CodeFlow(tenant, by);
        TestBrowser.Page page = flow.redeem(PLATFORM.node(), flow.code(TestBrowser.at(PLATFORM.node()), person));
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        return CodeFlow.json(page).get("access_token").toString();
    }

    private static TestBrowser.Page revoke(TestTenant.Client by, String token) {
        return TestBrowser.at(PLATFORM.node())
                .header("Authorization", CodeFlow.basic(by))
                .post(tenant.path() + "/revoke", Map.of("token", token));
    }

    private static int userinfo(String token) {
        return TestBrowser.at(PLATFORM.node())
                .header("Authorization", "Bearer " + token)
                .get(tenant.path() + "/userinfo")
                .status();
    }
}
