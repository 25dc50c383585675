package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admission.jwt.PublicHalves;
import dev.symbolon.admission.jwt.TokenType;
import dev.symbolon.admission.jwt.UnverifiedToken;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.token.jwt.Signer;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RawRequest;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import dev.symbolon.token.signingkey.SigningKeys;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SECURITY.md, "JOSE". Each token here is truly signed with the tenant's own key, so that it is the one thing that is
 * wrong with it that has it refused, and not its signature.
 */
class ForgedTokensTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final String GOOD_HEADER = "{'typ':'at+jwt','kid':'%s','alg':'ES256'}";
    private static TestTenant tenant;
    private static TestTenant other;
    private static Signer.Key key;
    private static PublicKey publicKey;
    private static Map<String, Object> claims;

    @BeforeAll
    static void issue() {
        tenant = TestTenant.onboard(PLATFORM);
        other = TestTenant.onboard(PLATFORM);
        CodeFlow flow =
                new CodeFlow(tenant, tenant.client(aClient().withPermissions().firstParty()));
        claims = CodeFlow.claims(CodeFlow.json(
                        flow.redeem(PLATFORM.node(), flow.code(TestBrowser.at(PLATFORM.node()), tenant.person("ada"))))
                .get("access_token"));
        SigningKeys keys = PLATFORM.node().bean(SigningKeys.class);
        Decisions decisions = PLATFORM.node().bean(Decisions.class);
        key = decisions
                .decide(tenant.id(), reading -> keys.signing(reading, SigningAlgorithm.ES256, Instant.now()))
                .orElseThrow();
        publicKey = decisions.decide(
                tenant.id(),
                reading -> SigningKeys.ring(reading).orElseThrow().published(Instant.now()).stream()
                        .filter(it -> it.id().equals(key.id()))
                        .map(it -> PLATFORM.node().bean(PublicHalves.class).of(tenant.id(), it))
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void what_these_tests_sign_is_believed_as_long_as_nothing_is_wrong_with_it() {
        assertThat(userinfo(signed(GOOD_HEADER, claims))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'typ':'at+jwt','kid':'%s','alg':'ES256','jku':'https://evil.test/jwks'}",
                "{'typ':'at+jwt','kid':'%s','alg':'ES256','x5u':'https://evil.test/cert'}",
                "{'typ':'at+jwt','kid':'%s','alg':'ES256','x5c':['MII']}",
                "{'typ':'at+jwt','kid':'%s','alg':'ES256','jwk':{'kty':'EC'}}",
                "{'typ':'at+jwt','kid':'%s','alg':'ES256','crit':['exp'],'exp':1}",
                "{'typ':'at+jwt','kid':'%s','alg':'ES256','crit':['b64'],'b64':false}",
                "{'typ':'at+jwt','kid':'%s','alg':'ES256','b64':false}",
                "{'typ':'at+jwt','kid':'%s','alg':'ES256','zip':'DEF'}",
                "{'typ':'at+jwt','kid':'%s','alg':'ES256','cty':'JWT'}",
                "{'typ':'at+jwt','kid':'%s','alg':'ES256','p2c':2147483647}",
                "{'typ':'at+jwt','kid':'%s','alg':'ES256','alg':'ES256'}",
                "{'typ':'JWT','kid':'%s','alg':'ES256'}",
                "{'typ':'logout+jwt','kid':'%s','alg':'ES256'}",
                "{'typ':null,'kid':'%s','alg':'ES256'}",
                "{'kid':'%s','alg':'ES256'}",
                "{'typ':'at+jwt','alg':'ES256'}",
                "{'typ':'at+jwt','kid':['%s'],'alg':'ES256'}",
                "{'typ':'at+jwt','kid':'%s\\u0027','alg':'ES256'}",
                "{'typ':'at+jwt','kid':'../%s','alg':'ES256'}",
                "{'typ':'at+jwt','kid':'%s/../%s','alg':'ES256'}",
                "{'typ':'at+jwt','kid':'%s','alg':'none'}",
                "{'typ':'at+jwt','kid':'%s','alg':'None'}",
                "{'typ':'at+jwt','kid':'%s','alg':'ES384'}",
                "{'typ':'at+jwt','kid':'%s','alg':'HS256'}",
                "{'typ':'at+jwt','kid':'%s','alg':'PS256'}",
                "{'typ':'at+jwt','kid':'%s','alg':'dir'}",
                "{'typ':'at+jwt','kid':'%s'}",
                "{'typ':'at+jwt','kid':'%s','alg':'ES256'}x",
                "[]",
                "{"
            })
    void a_header_that_isn_t_ours_to_the_letter_ends_before_any_signature_is_computed(String header) {
        String token = signed(header, claims);

        assertThat(UnverifiedToken.parse(token, TokenType.ACCESS_TOKEN)).isEmpty();
        assertThat(userinfo(token)).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'typ':'at+jwt','kid':'%s','alg':'RS256'}",
                "{'typ':'at+jwt','kid':'0000000000000000000000000a','alg':'ES256'}"
            })
    void a_key_of_another_algorithm_or_name_verifies_nothing(String header) {
        assertThat(userinfo(signed(header, claims))).isEqualTo(401);
    }

    @Test
    void claims_that_are_over_not_yet_or_somebody_else_s_open_nothing() {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> wrong = new TreeMap<>(Map.of(
                "exp",
                now - 1,
                "nbf",
                now + 600,
                "iss",
                other.issuer(),
                "iss ",
                tenant.issuer() + "/",
                "sub",
                "0000000000000000000000000b",
                "grant_id",
                7,
                "jti",
                7,
                "scope",
                7));
        wrong.forEach((name, value) -> {
            Map<String, Object> changed = new LinkedHashMap<>(claims);
            // The space marks a second value for the same claim: an issuer almost right.
            changed.put(name.strip(), value);
            assertThat(userinfo(signed(GOOD_HEADER, changed)))
                    .as("%s %s", name, value)
                    .isEqualTo(401);
        });
        for (String name : new String[] {"iss", "exp", "sub", "grant_id", "jti", "client_id", "scope"}) {
            Map<String, Object> without = new LinkedHashMap<>(claims);
            without.remove(name);
            assertThat(userinfo(signed(GOOD_HEADER, without))).as("no " + name).isEqualTo(401);
        }
    }

    @Test
    void a_token_is_good_until_its_last_second_is_over() {
        Map<String, Object> changed = new LinkedHashMap<>(claims);
        long end;
        int status;
        do {
            end = Instant.now().getEpochSecond() + 1;
            changed.put("exp", end);
            status = userinfo(signed(GOOD_HEADER, changed));
            // What was answered after it says nothing.
        } while (Instant.now().getEpochSecond() >= end);
        assertThat(status).isEqualTo(200);
    }

    @Test
    void a_token_of_this_tenant_s_key_that_names_another_issuer_opens_nothing_there_either() {
        Map<String, Object> changed = new LinkedHashMap<>(claims);
        changed.put("iss", other.issuer());

        assertThat(TestBrowser.at(PLATFORM.node())
                        .header("Authorization", "Bearer " + signed(GOOD_HEADER, changed))
                        .get(other.path() + "/userinfo")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void the_public_key_is_no_shared_secret() throws Exception {
        byte[] der = publicKey.getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END PUBLIC KEY-----\n";
        for (byte[] secret : new byte[][] {der, pem.getBytes(StandardCharsets.US_ASCII)}) {
            for (String alg : new String[] {"HS256", "ES256"}) {
                String text = unsigned(GOOD_HEADER.replace("ES256", alg), claims);
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret, "HmacSHA256"));
                String token = text + "." + base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
                assertThat(userinfo(token)).isEqualTo(401);
            }
        }
    }

    @Test
    void a_signature_of_zeros_or_of_another_form_is_none() throws Exception {
        String text = unsigned(GOOD_HEADER, claims);
        String good = signed(GOOD_HEADER, claims);
        Signature der = Signature.getInstance("SHA256withECDSA");
        der.initSign(key.half());
        der.update(text.getBytes(StandardCharsets.US_ASCII));
        for (String token : new String[] {
            text + "." + base64(new byte[64]),
            text + "." + base64(der.sign()),
            text + ".",
            text,
            good + "." + base64(new byte[4]),
            good + base64(new byte[4])
        }) {
            assertThat(userinfo(token)).as(token).isEqualTo(401);
        }
    }

    @Test
    void a_huge_token_is_refused_unread() {
        Map<String, Object> large = new LinkedHashMap<>(claims);
        large.put("more", "x".repeat(12_000));
        assertThat(userinfo(signed(GOOD_HEADER, large))).isEqualTo(401);

        String answer = RawRequest.send(
                PLATFORM.node(),
                "GET " + tenant.path() + "/userinfo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                        + "x".repeat(30_000) + "\r\n\r\n");
        assertThat(answer.lines().findFirst().orElseThrow()).matches("HTTP/1.1 4\\d\\d.*");
        assertThat(answer).doesNotContain("Exception", "\tat ", "Apache");
    }

    private static int userinfo(String token) {
        TestBrowser.Page page = TestBrowser.at(PLATFORM.node())
                .header("Authorization", "Bearer " + token)
                .get(tenant.path() + "/userinfo");
        assertThat(page.body()).doesNotContain("Exception");
        return page.status();
    }

    private static String signed(String header, Map<String, Object> claims) {
        String text = unsigned(header, claims);
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key.half());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + base64(signature.sign());
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String unsigned(String header, Map<String, Object> claims) {
        String named = header.replace("%s", key.id().value()).replace('\'', '"');
        return base64(named.getBytes(StandardCharsets.UTF_8)) + "."
                + base64(dev.symbolon.token.http.Json.write(claims));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
