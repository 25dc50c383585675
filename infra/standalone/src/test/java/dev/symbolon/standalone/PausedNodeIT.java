package dev.symbolon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A token-service process that stands still (SIGSTOP) while somebody revokes: what was asked of it meanwhile, and lay in
 * its socket, is the first that it answers when it wakes up, and it must not answer from what it knew.
 */
final class PausedNodeIT {
    private static final int ROUNDS = 8;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static RunningPlatform platform;

    @BeforeAll
    static void start() throws Exception {
        platform = RunningPlatform.up(folder.resolve("data"), "--processes");
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void a_node_paused_while_a_token_is_revoked_does_not_honour_it_on_waking_up() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String token = token();
            assertThat(active(introspect(token).get(20, TimeUnit.SECONDS))).isTrue();
            // Before the pause: it comes from the node that will stand still.
            String operator = platform.operatorToken();
            String grant = SignedJWT.parse(token).getJWTClaimsSet().getStringClaim("grant_id");
            signal("STOP");
            CompletableFuture<HttpResponse<String>> asked;
            try {
                revoke(grant, operator);
                // The promise is for what starts 250 ms after the acknowledgement; at times it stands still for long.
                TimeUnit.MILLISECONDS.sleep(round % 4 == 3 ? 6_000 : 300);
                asked = introspect(token);
            } finally {
                signal("CONT");
            }
            assertThat(active(asked.get(30, TimeUnit.SECONDS)))
                    .as("round " + round)
                    .isFalse();
            assertThat(active(introspect(token).get(20, TimeUnit.SECONDS))).isFalse();
        }
    }

    private static void signal(String name) throws Exception {
        long process = platform.process("token");
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process)).start();
        assertThat(kill.waitFor()).isZero();
    }

    private static void revoke(String grant, String operator) throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(platform.adminUrl() + "/admin/v1/tenants/" + platform.tenant()
                                + "/grants/" + grant + "/revoke"))
                        .header("Authorization", "Bearer " + operator)
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofSeconds(20))
                        .POST(HttpRequest.BodyPublishers.ofString("{\"reason\":\"test\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static String token() throws Exception {
        HttpResponse<String> answer =
                form("/token", "grant_type=client_credentials").get(20, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).get("access_token").asString();
    }

    private static CompletableFuture<HttpResponse<String>> introspect(String token) {
        return form("/introspect", "token=" + token);
    }

    private static boolean active(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).get("active").asBoolean();
    }

    private static CompletableFuture<HttpResponse<String>> form(String path, String form) {
        JsonNode service = platform.service();
        String pair = service.get("clientId").asString() + ":"
                + service.get("clientSecret").asString();
        return HTTP.sendAsync(
                HttpRequest.newBuilder(URI.create(platform.issuer() + path))
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .timeout(Duration.ofSeconds(30))
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
