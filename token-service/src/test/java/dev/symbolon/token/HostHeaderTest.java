package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.GrantType;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RawRequest;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestTenant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever host a request names, a tenant is where its issuer says. */
final class HostHeaderTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static TestTenant tenant;

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s/.well-known/openid-configuration", "/.well-known/oauth-authorization-server%s"})
    void discovery_names_the_issuer_s_own_addresses(String path) {
        String answer = send("GET " + path.formatted(tenant.path()), "", "");

        assertThat(answer).startsWith("HTTP/1.1 200").contains(tenant.issuer()).doesNotContain("evil.test");
    }

    @Test
    void a_device_sends_its_person_to_the_issuer_s_page() {
        TestTenant.Client client = tenant.client(aClient().withPermissions().withGrants(GrantType.DEVICE_CODE));
        String form = "scope=openid";
        String answer = send(
                "POST " + tenant.path() + "/device_authorization",
                "Authorization: " + CodeFlow.basic(client)
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length()
                        + "\r\n",
                form);

        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("verification_uri", tenant.issuer())
                .doesNotContain("evil.test");
    }

    @Test
    void an_authorization_request_is_sent_to_the_issuer_s_own_pages() {
        TestTenant.Client client = tenant.client(aClient().withPermissions());
        String answer = send("GET " + new CodeFlow(tenant, client).target(), "", "");

        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("name=\"password\"")
                .doesNotContain("evil.test");
    }

    private static String send(String what, String headers, String body) {
        return RawRequest.send(
                PLATFORM.node(),
                what + " HTTP/1.1\r\nHost: evil.test\r\nX-Forwarded-Host: evil.test\r\nConnection: close\r\n" + headers
                        + "\r\n" + body);
    }
}
