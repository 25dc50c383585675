package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.Links;
import dev.symbolon.core.client.Permission;
import dev.symbolon.core.client.SignInDefaults;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.client.SubjectIdentifier;
import dev.symbolon.core.resource.ResourceId;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.token.running.CodeFlow;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may wish for in a sign-in, and what it learns of the person (OpenID Connect Core §3.1.2.1, §5 and §8). */
class SignInWishesTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final String PASSWORD_ACR = "urn:symbolon:acr:password";
    private static TestTenant tenant;
    private static TestTenant.Person ada;
    private static TestTenant.Person bob;
    private static TestTenant.Client client;

    private final TestBrowser browser = TestBrowser.at(PLATFORM.node());

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
        ada = tenant.person("ada");
        bob = tenant.person("bob");
        client = tenant.client(aClient().withPermissions().firstParty());
    }

    private static CodeFlow flow() {
        return new CodeFlow(tenant, client);
    }

    @Test
    void claims_asked_for_one_by_one_come_where_they_were_asked_for() {
        CodeFlow flow = flow().with("scope", "openid").with("claims", """
                        {"userinfo":{"name":{"essential":true},"email":null,"made_up":null},
                         "id_token":{"email_verified":null,"auth_time":{"essential":true},"sub":null},"other":1}""");
        Map<String, Object> tokens = tokens(flow);

        assertThat(CodeFlow.claims(tokens.get("id_token")))
                .containsEntry("email_verified", true)
                .containsKey("auth_time")
                .doesNotContainKeys("email", "name", "made_up");
        assertThat(userinfo(tokens))
                .containsEntry("name", "Name of ada")
                .containsEntry("email", "ada@guest.test")
                .containsEntry("sub", ada.id().value())
                .doesNotContainKeys("email_verified", "made_up");
    }

    @Test
    void a_claim_is_no_way_round_a_scope_that_the_client_can_t_have() {
        TestTenant.Client narrow =
                tenant.client(aClient().withPermissions().firstParty().withOpenIdScopes("openid"));
        Map<String, Object> tokens = tokens(new CodeFlow(tenant, narrow)
                .with("scope", "openid")
                .with("claims", "{\"userinfo\":{\"email\":{\"essential\":true}},\"id_token\":{\"name\":null}}"));

        assertThat(userinfo(tokens)).containsOnlyKeys("sub");
        assertThat(CodeFlow.claims(tokens.get("id_token"))).doesNotContainKeys("name", "email");
    }

    @Test
    void the_person_is_asked_for_claims_as_for_scopes_and_each_time() {
        TestTenant.Client asking = tenant.client(aClient().withPermissions());
        CodeFlow plain = new CodeFlow(tenant, asking).with("scope", "openid");
        plain.complete(browser, ada);
        assertThat(plain.authorize(browser).status()).isEqualTo(303);

        TestBrowser.Page consent =
                plain.with("claims", "{\"userinfo\":{\"email\":null}}").authorize(browser);

        assertThat(consent.body()).contains("See your email address", "name=\"decision\"");
        assertThat(browser.answer(consent, "allow").redirected("code")).isPresent();
        assertThat(plain.authorize(browser).body()).contains("See your email address");
    }

    @Test
    void an_answer_comes_only_for_the_person_who_is_named() {
        CodeFlow flow = flow();
        Map<String, Object> tokens = tokens(flow);
        String hint = tokens.get("id_token").toString();
        CodeFlow hinted = flow().with("id_token_hint", hint);
        CodeFlow named = flow().with(
                        "claims",
                        "{\"id_token\":{\"sub\":{\"value\":\"" + ada.id().value() + "\"}}}");

        for (CodeFlow wanted : List.of(hinted, named)) {
            assertThat(wanted.authorize(browser).redirected("code")).isPresent();
            TestBrowser other = TestBrowser.at(PLATFORM.node());
            flow().complete(other, bob);
            assertThat(wanted.with("prompt", "none").authorize(other).redirected("error"))
                    .contains("login_required");
            wanted.without("prompt");
            TestBrowser.Page signIn = wanted.authorize(other);
            assertThat(signIn.body()).contains("name=\"password\"");
            TestBrowser.Page asBob =
                    other.get(other.signIn(signIn, bob.login(), bob.password()).location());
            assertThat(asBob.redirected("error")).contains("login_required");
            TestBrowser.Page asAda = other.get(other.signIn(wanted.authorize(other), ada.login(), ada.password())
                    .location());
            assertThat(asAda.redirected("code")).isPresent();
        }
    }

    @Test
    void a_hint_is_an_id_token_of_this_client_and_tenant() {
        Map<String, Object> tokens = tokens(flow());
        String idToken = tokens.get("id_token").toString();
        TestTenant.Client other = tenant.client(aClient().withPermissions().firstParty());

        for (CodeFlow wrong : List.of(
                flow().with("id_token_hint", tokens.get("access_token").toString()),
                flow().with("id_token_hint", idToken.substring(0, idToken.length() - 8) + "AAAAAAAA"),
                new CodeFlow(tenant, other).with("id_token_hint", idToken))) {
            assertThat(wrong.with("prompt", "none").authorize(browser).redirected("error"))
                    .contains("invalid_request");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id_token\":{\"acr\":{\"essential\":true,\"value\":\"phr\"}}}|unmet_authentication_requirements",
                "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[\"phr\",\"phrh\"]}}}|unmet_authentication_requirements",
                "{\"id_token\":{\"acr\":{\"value\":\"phr\"}}}|",
                "{\"id_token\":{\"acr\":{\"essential\":true}}}|",
                "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[\"phr\",\"urn:symbolon:acr:password\"]}}}|"
            })
    void an_essential_context_class_is_reached_or_told_of(String claims, String error) {
        flow().complete(browser, ada);
        TestBrowser.Page page = flow().with("claims", claims).authorize(browser);

        assertThat(page.redirected("error")).isEqualTo(Optional.ofNullable(error));
        assertThat(page.redirected("code").isPresent()).isEqualTo(error == null);
    }

    @Test
    void acr_values_are_a_wish_and_the_id_token_says_what_was_reached() {
        Map<String, Object> tokens = tokens(flow().with("acr_values", "phr urn:other"));
        assertThat(CodeFlow.claims(tokens.get("id_token"))).containsEntry("acr", PASSWORD_ACR);
    }

    @Test
    void a_client_s_own_max_age_counts_where_the_request_names_none() {
        TestTenant.Client careful = tenant.client(aClient()
                .withPermissions()
                .firstParty()
                .with(new SignInDefaults(Optional.of(Duration.ZERO), true, List.of(PASSWORD_ACR))));
        flow().complete(browser, ada);

        assertThat(new CodeFlow(tenant, careful).authorize(browser).body()).contains("name=\"password\"");
        assertThat(new CodeFlow(tenant, careful)
                        .with("prompt", "none")
                        .authorize(browser)
                        .redirected("error"))
                .contains("login_required");
        assertThat(new CodeFlow(tenant, careful)
                        .with("max_age", "600")
                        .authorize(browser)
                        .redirected("code"))
                .isPresent();
        assertThat(CodeFlow.claims(tokens(new CodeFlow(tenant, careful)).get("id_token")))
                .containsKey("auth_time");
    }

    @ParameterizedTest
    @CsvSource({
        "de,,Anmelden,de",
        "de-AT en,,Anmelden,de",
        "fr de,,Anmelden,de",
        "fr,de-CH,Anmelden,de",
        "xx,'fr, en;q=0.8, de;q=0.9',Anmelden,de",
        "en,de,Sign in,en",
        ",fr,Sign in,en",
        ",%%%,Sign in,en",
        "'<script> \"',,Sign in,en"
    })
    void pages_speak_the_language_that_was_asked_for(String locales, String accepted, String text, String tag) {
        TestBrowser reader = TestBrowser.at(PLATFORM.node());
        if (accepted != null) {
            reader.header("Accept-Language", accepted);
        }
        TestBrowser.Page page =
                flow().with("ui_locales", locales == null ? "" : locales).authorize(reader);

        assertThat(page.body()).contains("<html lang=\"" + tag + "\"", "<h1>" + text + "</h1>");
        TestBrowser.Page again = reader.signIn(page, "nobody", "wrong");
        assertThat(again.body()).contains("<h1>" + text + "</h1>");
    }

    @Test
    void wishes_that_are_only_hints_refuse_nobody() {
        assertThat(flow().with("display", "popup").authorize(browser).status()).isEqualTo(200);
        assertThat(flow().with("display", "hologram").authorize(browser).status())
                .isEqualTo(200);
        assertThat(flow().with("login_hint", "ada").authorize(browser).body()).contains("value=\"ada\"");
        assertThat(flow().with("login_hint", "x".repeat(255)).authorize(browser).body())
                .doesNotContain("x".repeat(20));
        assertThat(flow().with("claims_locales", "de fr").authorize(browser).status())
                .isEqualTo(200);
    }

    @Test
    void sectors_see_names_of_their_own_and_each_sector_the_same_one() {
        SubjectIdentifier pairwise = new SubjectIdentifier(true, Optional.empty());
        TestTenant.Client one =
                tenant.client(aClient().withPermissions().firstParty().with(pairwise));
        TestTenant.Client same = tenant.client(aClient()
                .withPermissions()
                .firstParty()
                .withRedirect("https://booking.test/other")
                .with(pairwise));
        TestTenant.Client listed = tenant.client(aClient()
                .withPermissions()
                .firstParty()
                .withRedirect("https://a.test/cb", "https://b.test/cb")
                .with(new SubjectIdentifier(true, Optional.of("https://booking.test/sector.json"))));
        TestTenant.Client other = tenant.client(aClient()
                .withPermissions()
                .firstParty()
                .withRedirect("https://other.test/cb")
                .with(pairwise));

        Map<String, Object> tokens = tokens(new CodeFlow(tenant, one));
        Object subject = CodeFlow.claims(tokens.get("id_token")).get("sub");
        assertThat(subject).isNotEqualTo(ada.id().value());
        assertThat(CodeFlow.claims(tokens.get("access_token"))).containsEntry("sub", subject);
        assertThat(userinfo(tokens)).containsEntry("sub", subject).containsEntry("email", "ada@guest.test");
        assertThat(CodeFlow.claims(tokens(new CodeFlow(tenant, one)).get("id_token")))
                .containsEntry("sub", subject);
        for (TestTenant.Client sector : List.of(same, listed)) {
            assertThat(CodeFlow.claims(tokens(new CodeFlow(tenant, sector)).get("id_token")))
                    .containsEntry("sub", subject);
        }
        assertThat(CodeFlow.claims(tokens(new CodeFlow(tenant, other)).get("id_token"))
                        .get("sub"))
                .isNotIn(subject, ada.id().value());
        assertThat(new CodeFlow(tenant, one)
                        .with("id_token_hint", tokens.get("id_token").toString())
                        .authorize(browser)
                        .redirected("code"))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "RS256"})
    void userinfo_is_signed_for_clients_that_registered_an_algorithm(String algorithm) {
        TestTenant.Client signed = tenant.client(
                aClient().withPermissions().firstParty().withSignedUserinfo(SigningAlgorithm.valueOf(algorithm)));
        Map<String, Object> tokens = tokens(new CodeFlow(tenant, signed));
        TestBrowser.Page page = page(tokens);

        assertThat(page.header("Content-Type")).contains("application/jwt");
        assertThat(CodeFlow.header(page.body())).containsEntry("alg", algorithm);
        assertThat(CodeFlow.claims(page.body()))
                .containsEntry("iss", tenant.issuer())
                .containsEntry("aud", signed.id().value())
                .containsEntry("sub", ada.id().value())
                .containsEntry("email", "ada@guest.test");
        // It is signed by the same key, but it is no ID token.
        assertThat(new CodeFlow(tenant, signed)
                        .with("id_token_hint", page.body())
                        .authorize(browser)
                        .redirected("error"))
                .contains("invalid_request");
    }

    @Test
    void resources_have_audiences_and_scopes_of_their_own() {
        String rooms = "https://rooms.test/" + tenant.id().value();
        String keys = "https://keys.test/" + tenant.id().value();
        ResourceId roomsApi = tenant.resource("Rooms", rooms, new ResourceMetadata.Scope("rooms.read", "See rooms"));
        ResourceId keysApi = tenant.resource("Keys", keys, new ResourceMetadata.Scope("keys.open", "Open doors"));
        TestTenant.Client both = tenant.client(aClient()
                .firstParty()
                .withPermissions(
                        new Permission(roomsApi, Set.of("rooms.read")), new Permission(keysApi, Set.of("keys.open"))));
        CodeFlow flow = new CodeFlow(tenant, both);

        assertThat(audience(flow.with("scope", "openid rooms.read keys.open"))).containsExactlyInAnyOrder(rooms, keys);
        assertThat(audience(flow.with("scope", "openid rooms.read"))).containsExactly(rooms);
        assertThat(audience(flow.with("resource", rooms))).containsExactly(rooms);
        // A scope of an API that isn't among those named is for nobody.
        assertThat(flow.with("scope", "openid keys.open").authorize(browser).redirected("error"))
                .contains("invalid_scope");
        assertThat(flow.with("resource", "https://unknown.test")
                        .authorize(browser)
                        .redirected("error"))
                .contains("invalid_target");
    }

    @Test
    void the_consent_page_links_to_the_app_s_own_pages() {
        TestTenant.Client linked = tenant.client(aClient()
                .withPermissions()
                .with(new Links(
                        Optional.of("https://booking.test/"),
                        Optional.of("https://booking.test/logo.png"),
                        Optional.of("https://booking.test/privacy"),
                        Optional.of("https://booking.test/terms"))));
        TestBrowser.Page signIn =
                new CodeFlow(tenant, linked).with("ui_locales", "de").authorize(browser);
        TestBrowser.Page consent =
                browser.get(browser.signIn(signIn, ada.login(), ada.password()).location());

        assertThat(consent.body())
                .contains(
                        "href=\"https://booking.test/privacy\" target=\"_blank\" rel=\"noopener noreferrer\">Datenschutz<",
                        ">Bedingungen<",
                        "Ihren Namen und Ihren Benutzernamen sehen",
                        "value=\"allow\">Erlauben<")
                // Nothing is loaded from elsewhere.
                .doesNotContain("logo.png");
    }

    private Map<String, Object> tokens(CodeFlow flow) {
        TestBrowser.Page page = flow.redeem(PLATFORM.node(), flow.code(browser, ada));
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        return CodeFlow.json(page);
    }

    @SuppressWarnings("unchecked")
    private List<Object> audience(CodeFlow flow) {
        return (List<Object>) CodeFlow.claims(tokens(flow).get("access_token")).get("aud");
    }

    private static TestBrowser.Page page(Map<String, Object> tokens) {
        return TestBrowser.at(PLATFORM.node())
                .header("Authorization", "Bearer " + tokens.get("access_token"))
                .get(tenant.path() + "/userinfo");
    }

    private static Map<String, Object> userinfo(Map<String, Object> tokens) {
        return CodeFlow.json(page(tokens));
    }
}
