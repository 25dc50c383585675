package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestTenant;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which refusals cost the caller its connection. */
class KeptConnectionTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();

    @Test
    void a_well_formed_request_that_is_refused_keeps_its_connection() throws IOException {
        TestTenant tenant = TestTenant.onboard(PLATFORM);
        TestTenant.Client client = tenant.client(aClient().withPermissions());
        try (Socket socket = connection()) {
            for (String form :
                    List.of("grant_type=authorization_code&code=none&redirect_uri=x", "grant_type=nothing", "")) {
                assertThat(answered(socket, post(tenant, client, form)))
                        .startsWith("HTTP/1.1 400")
                        .contains("\"error\"")
                        .doesNotContainIgnoringCase("connection: close");
            }
            assertThat(answered(socket, "HEAD " + tenant.path() + "/authorize HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .startsWith("HTTP/1.1 4");
            assertThat(answered(socket, "GET " + tenant.path() + "/authorize HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .startsWith("HTTP/1.1 400")
                    .doesNotContainIgnoringCase("connection: close");
        }
    }

    @Test
    void what_is_no_http_loses_it() throws IOException {
        for (String broken : new String[] {
            "GET / HTTP/1.1\r\n\r\n",
            "GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx"
        }) {
            try (Socket socket = connection()) {
                assertThat(answered(socket, broken))
                        .startsWith("HTTP/1.1 400")
                        .containsIgnoringCase("connection: close");
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    private static String post(TestTenant tenant, TestTenant.Client client, String form) {
        String basic = client.id().value() + ":" + client.secret();
        return "POST " + tenant.path() + "/token HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic "
                + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.US_ASCII)) + "\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n\r\n"
                + form;
    }

    private static Socket connection() throws IOException {
        URI node = PLATFORM.node().address();
        Socket socket = new Socket(node.getHost(), node.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static String answered(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            assertThat(next).as("an answer after %s", head).isNotNegative();
            head.append((char) next);
        }
        String length = head.toString().replaceFirst("(?is).*\r\ncontent-length: (\\d+).*", "$1");
        boolean body = !request.startsWith("HEAD") && length.chars().allMatch(Character::isDigit);
        return head + (body ? new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8) : "");
    }
}
