package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.ClientAuthentication;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.resource.ResourceId;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The main job over real HTTP. */
class CodeFlowTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static TestTenant tenant;
    private static TestTenant.Person ada;

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
        ada = tenant.person("ada");
    }

    @Test
    void a_person_signs_in_agrees_and_the_client_gets_tokens_and_claims() {
        TestTenant.Client client = tenant.client(aClient().withPermissions());
        CodeFlow flow = new CodeFlow(tenant, client);
        TestBrowser browser = TestBrowser.at(PLATFORM.node());

        TestBrowser.Page answer = flow.complete(browser, ada);

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.redirected("state")).contains("a state & more");
        assertThat(answer.redirected("iss")).contains(tenant.issuer());
        TestBrowser.Page tokens =
                flow.redeem(PLATFORM.node(), answer.redirected("code").orElseThrow());
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        assertThat(tokens.header("Cache-Control")).contains("no-store");
        Map<String, Object> body = CodeFlow.json(tokens);
        assertThat(body)
                .containsEntry("token_type", "Bearer")
                .containsEntry("expires_in", 300)
                .containsEntry("scope", "openid profile email");

        Map<String, Object> access = CodeFlow.claims(body.get("access_token"));
        assertThat(CodeFlow.header(body.get("access_token")))
                .containsEntry("typ", "at+jwt")
                .containsEntry("alg", "ES256");
        assertThat(access)
                .containsEntry("iss", tenant.issuer())
                .containsEntry("sub", ada.id().value())
                .containsEntry("client_id", client.id().value())
                .containsEntry("scope", "openid profile email")
                .containsEntry("amr", List.of("pwd"))
                .containsKeys("jti", "sid", "auth_time", "acr", "iat", "exp", "grant_id");
        assertThat(access.get("aud")).isEqualTo(List.of(tenant.issuer() + "/userinfo"));

        Map<String, Object> id = CodeFlow.claims(body.get("id_token"));
        assertThat(id)
                .containsEntry("iss", tenant.issuer())
                .containsEntry("sub", ada.id().value())
                .containsEntry("aud", List.of(client.id().value()))
                .containsEntry("nonce", "n-1")
                .containsEntry("sid", access.get("sid"))
                .containsKeys("at_hash", "auth_time", "acr", "amr");

        TestBrowser.Page userinfo = TestBrowser.at(PLATFORM.node())
                .header("Authorization", "Bearer " + body.get("access_token"))
                .get(tenant.path() + "/userinfo");
        assertThat(CodeFlow.json(userinfo))
                .containsEntry("sub", ada.id().value())
                .containsEntry("name", "Name of ada")
                .containsEntry("preferred_username", "ada")
                .containsEntry("email", "ada@guest.test")
                .containsEntry("email_verified", true);
    }

    @Test
    void the_second_time_nobody_is_asked_anything() {
        CodeFlow flow = new CodeFlow(tenant, tenant.client(aClient().withPermissions()));
        TestBrowser browser = TestBrowser.at(PLATFORM.node());
        flow.complete(browser, ada);

        TestBrowser.Page again = flow.authorize(browser);

        assertThat(again.status()).isEqualTo(303);
        assertThat(again.redirected("code")).isPresent();
    }

    @Test
    void a_first_party_client_s_people_aren_t_asked() {
        CodeFlow flow =
                new CodeFlow(tenant, tenant.client(aClient().withPermissions().firstParty()));
        TestBrowser browser = TestBrowser.at(PLATFORM.node());
        TestBrowser.Page signIn = flow.authorize(browser);

        TestBrowser.Page resume = browser.signIn(signIn, ada.login(), ada.password());

        assertThat(resume.status()).isEqualTo(303);
        assertThat(browser.get(resume.location()).redirected("code")).isPresent();
    }

    @Test
    void whoever_signed_in_goes_on_to_one_answer_however_often_they_go_on() {
        TestTenant.Client trusted = tenant.client(aClient().withPermissions().firstParty());
        TestBrowser browser = TestBrowser.at(PLATFORM.node());
        TestBrowser.Page resume =
                browser.signIn(new CodeFlow(tenant, trusted).authorize(browser), ada.login(), ada.password());

        assertThat(browser.get(resume.location()).redirected("code")).isPresent();
        assertThat(browser.get(resume.location()).status()).isEqualTo(409);

        TestTenant.Client asking = tenant.client(aClient().withPermissions());
        TestBrowser other = TestBrowser.at(PLATFORM.node());
        TestBrowser.Page again =
                other.signIn(new CodeFlow(tenant, asking).authorize(other), ada.login(), ada.password());
        TestBrowser.Page first = other.get(again.location());
        TestBrowser.Page second = other.get(again.location());

        assertThat(other.answer(first, "allow").redirected("code")).isPresent();
        assertThat(other.answer(second, "allow").status()).isEqualTo(409);
        assertThat(other.get(again.location()).status()).isEqualTo(409);
    }

    @Test
    void denying_tells_the_client_so() {
        CodeFlow flow = new CodeFlow(tenant, tenant.client(aClient().withPermissions()));
        TestBrowser browser = TestBrowser.at(PLATFORM.node());
        TestBrowser.Page resume = browser.signIn(flow.authorize(browser), ada.login(), ada.password());

        TestBrowser.Page denied = browser.answer(browser.get(resume.location()), "deny");

        assertThat(denied.redirected("error")).contains("access_denied");
        assertThat(denied.redirected("state")).contains("a state & more");
        assertThat(denied.redirected("iss")).contains(tenant.issuer());
    }

    @Test
    void a_resource_s_scopes_are_shown_and_name_the_audience() {
        ResourceId rooms = tenant.resource(
                "Rooms",
                "https://rooms.test/" + tenant.id().value(),
                new ResourceMetadata.Scope("rooms.read", "See your <bookings>"));
        CodeFlow flow = new CodeFlow(
                        tenant, tenant.client(aClient().withPermissions().withPermission(rooms, "rooms.read")))
                .with("scope", "openid rooms.read");
        TestBrowser browser = TestBrowser.at(PLATFORM.node());
        TestBrowser.Page resume = browser.signIn(flow.authorize(browser), ada.login(), ada.password());
        TestBrowser.Page consent = browser.get(resume.location());
        assertThat(consent.body()).contains("See your &lt;bookings&gt;").contains("Rooms");

        String code = browser.answer(consent, "allow").redirected("code").orElseThrow();

        Map<String, Object> access = CodeFlow.claims(
                CodeFlow.json(flow.redeem(PLATFORM.node(), code)).get("access_token"));
        assertThat(access.get("aud"))
                .isEqualTo(List.of("https://rooms.test/" + tenant.id().value()));
        assertThat(access).containsEntry("scope", "openid rooms.read");
    }

    @Test
    void a_public_client_redeems_with_its_verifier_only() {
        TestTenant.Client client = tenant.client(aClient().withPermissions().publicClient());
        CodeFlow flow = new CodeFlow(tenant, client);
        Map<String, String> form = flow.redemption(flow.code(TestBrowser.at(PLATFORM.node()), ada));
        form.put("client_id", client.id().value());

        TestBrowser.Page tokens = TestBrowser.at(PLATFORM.node()).post(tenant.path() + "/token", form);

        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
    }

    @Test
    void a_client_can_have_its_secret_in_the_body() {
        TestTenant.Client client =
                tenant.client(aClient().withPermissions().with(ClientAuthentication.CLIENT_SECRET_POST));
        CodeFlow flow = new CodeFlow(tenant, client);
        Map<String, String> form = flow.redemption(flow.code(TestBrowser.at(PLATFORM.node()), ada));
        form.put("client_id", client.id().value());
        form.put("client_secret", client.secret());

        TestBrowser.Page tokens = TestBrowser.at(PLATFORM.node()).post(tenant.path() + "/token", form);

        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
    }

    @Test
    void a_client_that_needs_rs256_gets_it() {
        CodeFlow flow =
                new CodeFlow(tenant, tenant.client(aClient().withPermissions().signedWith(SigningAlgorithm.RS256)));

        Map<String, Object> body =
                CodeFlow.json(flow.redeem(PLATFORM.node(), flow.code(TestBrowser.at(PLATFORM.node()), ada)));

        assertThat(CodeFlow.header(body.get("id_token"))).containsEntry("alg", "RS256");
        TestBrowser.Page jwks = TestBrowser.at(PLATFORM.node()).get(tenant.path() + "/jwks");
        assertThat(jwks.body()).contains("\"kty\":\"RSA\"").contains("\"kty\":\"EC\"");
    }

    @Test
    void a_code_of_one_node_is_redeemed_at_another() {
        CodeFlow flow = new CodeFlow(tenant, tenant.client(aClient().withPermissions()));
        String code = flow.code(TestBrowser.at(PLATFORM.node()), ada);

        TestBrowser.Page tokens = flow.redeem(PLATFORM.otherNode(), code);

        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        TestBrowser.Page userinfo = TestBrowser.at(PLATFORM.node())
                .header("Authorization", "Bearer " + CodeFlow.json(tokens).get("access_token"))
                .get(tenant.path() + "/userinfo");
        assertThat(userinfo.status()).isEqualTo(200);
    }
}
