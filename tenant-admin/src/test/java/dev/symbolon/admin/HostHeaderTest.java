package dev.symbolon.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.running.RunningAdmin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever host a request names, links lead where the platform is. */
final class HostHeaderTest {
    private static final RunningAdmin ADMIN = RunningAdmin.shared();
    private static final int PATIENCE = (int) Duration.ofSeconds(20).toMillis();

    @Test
    void an_invitation_s_link_is_the_platform_s() {
        String body = "{\"slug\":\"host-header\",\"displayName\":\"Host\",\"admin\":{\"login\":\"ada\"}}";
        String answer = send(
                "POST /admin/v1/tenants",
                "Authorization: Bearer " + RunningAdmin.OPERATOR_TOKEN
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n",
                body);

        assertThat(answer).startsWith("HTTP/1.1 201").contains("/invitations/").doesNotContain("evil.test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console", "/console/", "/console/tenants", "/console/sign-in", "/console/nothing"})
    void the_console_leads_to_itself(String path) {
        assertThat(send("GET " + path, "", "")).startsWith("HTTP/1.1 ").doesNotContain("evil.test");
    }

    @Test
    void who_isn_t_signed_in_is_sent_to_the_console_s_own_sign_in() {
        String answer = send("GET /console/tenants", "", "");

        assertThat(answer).startsWith("HTTP/1.1 303");
        List<String> location = answer.lines()
                .filter(line -> line.regionMatches(true, 0, "Location:", 0, 9))
                .toList();
        assertThat(location)
                .singleElement()
                .asString()
                .contains("/console/sign-in")
                .doesNotContain("evil.test");
    }

    /** The whole answer, until the server closes the connection. */
    private static String send(String what, String headers, String body) {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), ADMIN.address().getPort())) {
            socket.setSoTimeout(PATIENCE);
            socket.getOutputStream()
                    .write((what
                                    + " HTTP/1.1\r\nHost: evil.test\r\nX-Forwarded-Host: evil.test\r\nConnection: close\r\n"
                                    + headers + "\r\n" + body)
                            .getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
