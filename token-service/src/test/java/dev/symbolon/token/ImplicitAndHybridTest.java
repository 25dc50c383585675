package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.core.consent.ConsentCommand;
import dev.symbolon.core.grant.GrantCommand;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RefreshFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens from the authorization endpoint, for apps in migration (OpenID Connect Core §3.2 and §3.3). */
class ImplicitAndHybridTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static TestTenant tenant;
    private static TestTenant.Person ada;
    private static TestTenant.Client legacy;
    private static TestTenant.Client modern;

    private final TestBrowser browser = TestBrowser.at(PLATFORM.node());

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
        ada = tenant.person("ada");
        legacy = tenant.client(aClient()
                .withPermissions()
                .firstParty()
                .withGrants(GrantType.AUTHORIZATION_CODE, GrantType.IMPLICIT)
                .withResponses(ResponseType.values()));
        modern = tenant.client(aClient().withPermissions().firstParty());
    }

    private static CodeFlow flow(String responseType) {
        return new CodeFlow(tenant, legacy).responding(responseType);
    }

    @ParameterizedTest
    @EnumSource(
            value = ResponseType.class,
            names = {"CODE"},
            mode = EnumSource.Mode.EXCLUDE)
    void what_the_type_names_comes_in_the_fragment_bound_together(ResponseType type) throws Exception {
        Map<String, String> answer =
                flow(type.parameter()).complete(browser, ada).fragment();

        assertThat(answer)
                .containsEntry("state", "a state & more")
                .containsEntry("iss", tenant.issuer())
                .doesNotContainKey("error");
        assertThat(answer.containsKey("code")).isEqualTo(type.code());
        assertThat(answer.containsKey("id_token")).isEqualTo(type.idToken());
        assertThat(answer.containsKey("access_token")).isEqualTo(type.accessToken());
        if (type.accessToken()) {
            assertThat(answer).containsEntry("token_type", "Bearer").containsEntry("expires_in", "300");
            assertThat(userinfo(answer.get("access_token")).status()).isEqualTo(200);
        }
        if (type.idToken()) {
            Map<String, Object> claims = CodeFlow.claims(answer.get("id_token"));
            assertThat(claims)
                    .containsEntry("iss", tenant.issuer())
                    .containsEntry("sub", ada.id().value())
                    .containsEntry("aud", List.of(legacy.id().value()))
                    .containsEntry("nonce", "n-1")
                    .containsKeys("exp", "iat", "auth_time", "acr");
            assertThat(claims.get("at_hash")).isEqualTo(type.accessToken() ? hash(answer.get("access_token")) : null);
            assertThat(claims.get("c_hash")).isEqualTo(type.code() ? hash(answer.get("code")) : null);
            // Core §5.4: without an access token there is no UserInfo to ask.
            assertThat(claims.containsKey("email")).isEqualTo(type == ResponseType.ID_TOKEN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"token id_token", "id_token code", "token id_token code"})
    void the_order_of_the_words_doesn_t_count(String type) {
        assertThat(flow(type).complete(browser, ada).fragment())
                .containsKey("id_token")
                .doesNotContainKey("error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"code id_token", "code token", "code id_token token"})
    void the_code_is_redeemed_into_the_grant_that_began_in_front_and_its_replay_ends_all_of_it(String type) {
        CodeFlow flow = flow(type);
        Map<String, String> front = flow.complete(browser, ada).fragment();

        TestBrowser.Page redeemed = flow.redeem(PLATFORM.node(), front.get("code"));
        assertThat(redeemed.status()).as(redeemed.body()).isEqualTo(200);
        Object back = CodeFlow.json(redeemed).get("access_token");
        if (front.containsKey("access_token")) {
            assertThat(CodeFlow.claims(front.get("access_token")).get("grant_id"))
                    .isEqualTo(CodeFlow.claims(back).get("grant_id"));
        }
        if (front.containsKey("id_token")) {
            Map<String, Object> second = CodeFlow.claims(CodeFlow.json(redeemed).get("id_token"));
            Map<String, Object> first = CodeFlow.claims(front.get("id_token"));
            for (String claim : List.of("iss", "sub", "nonce", "auth_time")) {
                assertThat(second.get(claim)).isEqualTo(first.get(claim));
            }
        }

        assertThat(flow.redeem(PLATFORM.node(), front.get("code")).status()).isEqualTo(400);
        assertThat(userinfo(back).status()).isEqualTo(401);
        if (front.containsKey("access_token")) {
            assertThat(userinfo(front.get("access_token")).status()).isEqualTo(401);
        }
    }

    @Test
    void a_stolen_refresh_token_ends_what_was_given_in_front_too() {
        TestTenant.Client staying = tenant.client(aClient()
                .withPermissions()
                .withOpenIdScopes("openid", "offline_access")
                .withGrants(GrantType.AUTHORIZATION_CODE, GrantType.IMPLICIT, GrantType.REFRESH_TOKEN)
                .withResponses(ResponseType.CODE_TOKEN));
        CodeFlow flow = new CodeFlow(tenant, staying)
                .responding("code token")
                .with("scope", "openid offline_access")
                .with("prompt", "consent");
        RefreshFlow family = new RefreshFlow(tenant, staying);
        Map<String, String> front = flow.complete(browser, ada).fragment();
        Object first = RefreshFlow.token(CodeFlow.json(flow.redeem(PLATFORM.node(), front.get("code"))));
        Object second = RefreshFlow.token(CodeFlow.json(family.refresh(PLATFORM.node(), first)));
        Map<String, Object> third = CodeFlow.json(family.refresh(PLATFORM.node(), second));
        assertThat(userinfo(front.get("access_token")).status()).isEqualTo(200);

        assertThat(family.refresh(PLATFORM.node(), first).status()).isEqualTo(400);

        assertThat(family.refresh(PLATFORM.node(), RefreshFlow.token(third)).status())
                .isEqualTo(400);
        assertThat(userinfo(third.get("access_token")).status()).isEqualTo(401);
        assertThat(userinfo(front.get("access_token")).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"code id_token", "code token", "code id_token token"})
    void who_agrees_again_at_once_after_withdrawing_has_a_family_that_lives(String type) {
        TestTenant.Client staying = tenant.client(aClient()
                .withPermissions()
                .withOpenIdScopes("openid", "offline_access")
                .withGrants(GrantType.AUTHORIZATION_CODE, GrantType.IMPLICIT, GrantType.REFRESH_TOKEN)
                .withResponses(ResponseType.values()));
        CodeFlow flow = new CodeFlow(tenant, staying)
                .responding(type)
                .with("scope", "openid offline_access")
                .with("prompt", "consent");
        flow.complete(browser, ada);
        PLATFORM.send(
                tenant.id(),
                new ConsentCommand.Withdraw(tenant.id(), ada.id(), staying.id(), "no more", Instant.now()));

        Map<String, String> front = flow.complete(browser, ada).fragment();

        Object family = RefreshFlow.token(CodeFlow.json(flow.redeem(PLATFORM.node(), front.get("code"))));
        assertThat(new RefreshFlow(tenant, staying)
                        .refresh(PLATFORM.node(), family)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_code_whose_grant_was_revoked_meanwhile_is_refused() {
        CodeFlow flow = flow("code token");
        Map<String, String> front = flow.complete(browser, ada).fragment();
        GrantId grant = new GrantId(
                CodeFlow.claims(front.get("access_token")).get("grant_id").toString());
        PLATFORM.send(tenant.id(), new GrantCommand.Revoke(tenant.id(), grant, "test", Instant.now()));

        assertThat(CodeFlow.json(flow.redeem(PLATFORM.node(), front.get("code"))))
                .containsEntry("error", "invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id_token", "id_token token", "code id_token", "code token", "code id_token token"})
    void nothing_that_a_request_says_turns_it_on(String type) {
        for (String prompt : List.of("login", "none", "consent")) {
            Map<String, String> answer = new CodeFlow(tenant, modern)
                    .responding(type)
                    .with("prompt", prompt)
                    .with("response_types", type)
                    .authorize(browser)
                    .fragment();

            assertThat(answer)
                    .containsEntry("error", "unauthorized_client")
                    .containsEntry("state", "a state & more")
                    .containsEntry("iss", tenant.issuer())
                    .doesNotContainKeys("code", "access_token", "id_token");
        }
    }

    /** CVE-2026-7571: a session that one flow began doesn't carry another's answer. */
    @Test
    void it_stays_off_when_the_client_loses_it_while_somebody_signs_in() {
        TestTenant.Client losing = tenant.client(aClient()
                .withPermissions()
                .firstParty()
                .withGrants(GrantType.AUTHORIZATION_CODE, GrantType.IMPLICIT)
                .withResponses(ResponseType.CODE, ResponseType.ID_TOKEN_TOKEN));
        TestBrowser.Page signIn =
                new CodeFlow(tenant, losing).responding("id_token token").authorize(browser);
        tenant.change(losing, aClient().withPermissions().firstParty());

        TestBrowser.Page resumed =
                browser.get(browser.signIn(signIn, ada.login(), ada.password()).location());

        assertThat(resumed.fragment())
                .containsEntry("error", "unauthorized_client")
                .doesNotContainKeys("access_token", "id_token");
    }

    @ParameterizedTest
    @CsvSource({
        "id_token,nonce,invalid_request",
        "id_token token,nonce,invalid_request",
        "code id_token,nonce,invalid_request",
        "code id_token token,nonce,invalid_request",
        "code id_token,code_challenge,invalid_request",
        "code token,code_challenge,invalid_request"
    })
    void what_protects_the_answer_is_asked_for(String type, String missing, String error) {
        assertThat(flow(type).without(missing).authorize(browser).fragment()).containsEntry("error", error);
    }

    @Test
    void only_an_id_token_needs_a_nonce_and_the_scope_openid() {
        assertThat(flow("code token").without("nonce").complete(browser, ada).fragment())
                .containsKeys("code", "access_token");
        assertThat(flow("id_token token")
                        .with("scope", "profile")
                        .authorize(browser)
                        .fragment())
                .containsEntry("error", "invalid_scope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id_token", "id_token token", "code id_token", "code token", "code id_token token"})
    void a_token_is_never_put_in_a_query(String type) {
        TestBrowser.Page page = flow(type).with("response_mode", "query").authorize(browser);

        assertThat(page.location()).startsWith(legacy.redirectUri() + "#");
        assertThat(page.fragment()).containsEntry("error", "invalid_request");
    }

    @Test
    void without_a_code_nothing_stays_while_the_person_is_away() {
        TestTenant.Client away = tenant.client(aClient()
                .withPermissions()
                .withOpenIdScopes("openid", "offline_access")
                .withGrants(GrantType.IMPLICIT)
                .withResponses(ResponseType.ID_TOKEN_TOKEN));
        Map<String, String> answer = new CodeFlow(tenant, away)
                .responding("id_token token")
                .with("scope", "openid offline_access")
                .with("prompt", "consent")
                .complete(browser, ada)
                .fragment();

        assertThat(answer).containsEntry("scope", "openid").doesNotContainKey("refresh_token");
    }

    @Test
    void a_denial_comes_as_the_answer_would() {
        TestTenant.Client asking = tenant.client(
                aClient().withPermissions().withGrants(GrantType.IMPLICIT).withResponses(ResponseType.ID_TOKEN));
        TestBrowser.Page signIn =
                new CodeFlow(tenant, asking).responding("id_token").authorize(browser);
        TestBrowser.Page consent =
                browser.get(browser.signIn(signIn, ada.login(), ada.password()).location());

        assertThat(browser.answer(consent, "deny").fragment()).containsEntry("error", "access_denied");
    }

    private static String hash(String value) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 16));
    }

    private static TestBrowser.Page userinfo(Object token) {
        return TestBrowser.at(PLATFORM.node())
                .header("Authorization", "Bearer " + token)
                .get(tenant.path() + "/userinfo");
    }
}
