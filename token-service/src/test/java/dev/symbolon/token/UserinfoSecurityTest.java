package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.core.grant.GrantCommand;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SECURITY.md, "JOSE", and what UserInfo gives to whom. */
class UserinfoSecurityTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static TestTenant tenant;
    private static TestTenant.Person ada;
    private static TestTenant.Client client;
    private static Map<String, Object> tokens;

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
        ada = tenant.person("ada");
        client = tenant.client(aClient().withPermissions());
        tokens = tokens("openid profile", ada);
    }

    @Test
    void claims_are_those_of_the_granted_scopes() {
        TestBrowser.Page page = userinfo(tokens.get("access_token"));

        assertThat(CodeFlow.json(page)).containsOnlyKeys("sub", "name", "preferred_username");
        assertThat(page.header("Cache-Control")).contains("no-store");
    }

    @Test
    void post_works_as_get_does() {
        TestBrowser browser = bearer(tokens.get("access_token"));

        assertThat(browser.post(tenant.path() + "/userinfo", "").status()).isEqualTo(200);
    }

    @Test
    void an_id_token_is_no_access_token() {
        isRefused(userinfo(tokens.get("id_token")), 401, "invalid_token");
    }

    @Test
    void a_token_in_the_query_or_the_body_isn_t_looked_at() {
        String token = tokens.get("access_token").toString();
        TestBrowser nobody = TestBrowser.at(PLATFORM.node());

        assertThat(nobody.get(tenant.path() + "/userinfo?access_token=" + token).status())
                .isEqualTo(401);
        assertThat(nobody.post(tenant.path() + "/userinfo", "access_token=" + token)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void no_token_is_told_the_scheme_and_no_error() {
        TestBrowser.Page page = TestBrowser.at(PLATFORM.node()).get(tenant.path() + "/userinfo");

        assertThat(page.status()).isEqualTo(401);
        assertThat(page.header("WWW-Authenticate").orElseThrow()).isEqualTo("Bearer realm=\"" + tenant.issuer() + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'alg':'none','kid':'%s','typ':'at+jwt'}",
                "{'alg':'HS256','kid':'%s','typ':'at+jwt'}",
                "{'alg':'RS256','kid':'%s','typ':'at+jwt'}",
                "{'alg':'ES256','kid':'../../%s','typ':'at+jwt'}",
                "{'alg':'ES256','kid':'%s','typ':'JWT'}",
                "{'alg':'ES256','kid':'%s','typ':'at+jwt','jku':'https://evil.test'}",
                "{'alg':'ES256','kid':'%s','typ':'at+jwt','crit':['b64']}",
                "{'alg':'ES256','kid':'%s','typ':'at+jwt','zip':'DEF'}",
                "{'alg':'PBES2-HS256+A128KW','p2c':2147483647,'kid':'%s','typ':'at+jwt'}",
                "{'alg':'ES256','kid':'0000000000000000000000000x','typ':'at+jwt'}"
            })
    void a_token_with_another_header_is_refused(String header) {
        String[] parts = tokens.get("access_token").toString().split("\\.");
        Object kid = CodeFlow.header(tokens.get("access_token")).get("kid");
        String forged = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        header.replace('\'', '"').replace("%s", kid.toString()).getBytes(StandardCharsets.UTF_8));

        isRefused(userinfo(forged + "." + parts[1] + "." + parts[2]), 401, "invalid_token");
        isRefused(userinfo(forged + "." + parts[1] + ".AA"), 401, "invalid_token");
    }

    @Test
    void a_changed_claim_is_noticed() {
        String[] parts = tokens.get("access_token").toString().split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String more = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        claims.replace("openid profile", "openid profile email").getBytes(StandardCharsets.UTF_8));

        isRefused(userinfo(parts[0] + "." + more + "." + parts[2]), 401, "invalid_token");
    }

    @Test
    void a_token_without_openid_is_for_its_api_only() {
        Map<String, Object> other = tokens("profile", ada);

        assertThat(other).doesNotContainKey("id_token");
        isRefused(userinfo(other.get("access_token")), 403, "insufficient_scope");
    }

    @Test
    void a_revoked_grant_s_token_opens_nothing_on_any_node() {
        Object token = tokens("openid", ada).get("access_token");
        GrantId grant = new GrantId(CodeFlow.claims(token).get("grant_id").toString());
        assertThat(userinfo(token).status()).isEqualTo(200);

        PLATFORM.send(tenant.id(), new GrantCommand.Revoke(tenant.id(), grant, "test", Instant.now()));

        isRefused(userinfo(token), 401, "invalid_token");
        assertThat(TestBrowser.at(PLATFORM.otherNode())
                        .header("Authorization", "Bearer " + token)
                        .get(tenant.path() + "/userinfo")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_disabled_person_s_token_opens_nothing() {
        TestTenant.Person eve = tenant.person("eve");
        Object token = tokens("openid", eve).get("access_token");
        PLATFORM.send(tenant.id(), new UserCommand.Disable(tenant.id(), eve.id(), "test", Instant.now()));

        isRefused(userinfo(token), 401, "invalid_token");
    }

    @Test
    void a_suspended_client_s_token_opens_nothing_on_any_node() {
        TestTenant.Client leaked = tenant.client(aClient().withPermissions());
        Object token = tokens(tenant, leaked, "openid", ada).get("access_token");
        assertThat(onOtherNode(tenant, token).status()).isEqualTo(200);

        PLATFORM.send(tenant.id(), new ClientCommand.Suspend(tenant.id(), leaked.id(), "leaked", Instant.now()));

        isRefused(userinfo(token), 401, "invalid_token");
        isSoonRefusedOnOtherNode(tenant, token);
    }

    @Test
    void a_suspended_tenant_s_token_opens_nothing_on_any_node() {
        TestTenant unpaid = TestTenant.onboard(PLATFORM);
        Object token = tokens(unpaid, unpaid.client(aClient().withPermissions()), "openid", unpaid.person("bob"))
                .get("access_token");
        assertThat(onOtherNode(unpaid, token).status()).isEqualTo(200);

        PLATFORM.send(unpaid.id(), new TenantCommand.Suspend(unpaid.id(), "unpaid", Instant.now()));

        isRefused(bearer(token).get(unpaid.path() + "/userinfo"), 401, "invalid_token");
        isSoonRefusedOnOtherNode(unpaid, token);
    }

    /** Whatever starts a quarter of a second after the acknowledgement is refused, be the view fresh or not. */
    private static void isSoonRefusedOnOtherNode(TestTenant of, Object token) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(251));
        isRefused(onOtherNode(of, token), 401, "invalid_token");
    }

    private static TestBrowser.Page onOtherNode(TestTenant of, Object token) {
        return TestBrowser.at(PLATFORM.otherNode())
                .header("Authorization", "Bearer " + token)
                .get(of.path() + "/userinfo");
    }

    private static Map<String, Object> tokens(String scope, TestTenant.Person person) {
        return tokens(tenant, client, scope, person);
    }

    private static Map<String, Object> tokens(
            TestTenant of, TestTenant.Client by, String scope, TestTenant.Person person) {
        CodeFlow flow = new CodeFlow(of, by).with("scope", scope);
        return CodeFlow.json(flow.redeem(PLATFORM.node(), flow.code(TestBrowser.at(PLATFORM.node()), person)));
    }

    private static TestBrowser bearer(Object token) {
        return TestBrowser.at(PLATFORM.node()).header("Authorization", "Bearer " + token);
    }

    private static TestBrowser.Page userinfo(Object token) {
        return bearer(token).get(tenant.path() + "/userinfo");
    }

    private static void isRefused(TestBrowser.Page page, int status, String error) {
        assertThat(page.status()).as(page.body()).isEqualTo(status);
        assertThat(page.header("WWW-Authenticate").orElseThrow()).contains("error=\"" + error + "\"");
        assertThat(page.body()).doesNotContain("Exception");
    }
}
