package dev.symbolon.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.benchmark.ServiceToken;
import dev.symbolon.infra.browser.Chromium;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The first operator's credentials: shown once, and replaced by whoever is on the host. */
final class OperatorIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    static Path folder;

    @Test
    void credentials_are_shown_at_the_first_start_only_and_a_reset_ends_them_and_is_recorded() throws Exception {
        Launcher.Ended first = DemoRun.first().ended();
        Path data = DemoRun.first().copied(folder.resolve("data"));
        Path file = data.resolve("operator.json");
        assertThat(first.code()).as(first.text()).isZero();
        String original = Files.readString(file);
        JsonNode lost = JSON.readTree(original);
        assertThat(first.text())
                .containsOnlyOnce(lost.get("password").asString())
                .containsOnlyOnce(lost.get("automationClientSecret").asString());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        Launcher.Ended reset = Launcher.of(
                        Map.of("SYMBOLON_BUILD", "off", "SYMBOLON_AOT", "on"),
                        "operator",
                        "reset",
                        "--data",
                        data.toString(),
                        "--port-token",
                        "0",
                        "--port-admin",
                        "0",
                        "--port-audit",
                        "0",
                        "--port-kafka",
                        "0",
                        "--port-store",
                        "0")
                .run();
        assertThat(reset.code()).as(reset.text()).isZero();
        JsonNode fresh = JSON.readTree(Files.readString(file));
        for (String credential : new String[] {"password", "automationClientSecret"}) {
            assertThat(fresh.get(credential)).isNotEqualTo(lost.get(credential));
            assertThat(reset.text())
                    .contains(fresh.get(credential).asString())
                    .doesNotContain(lost.get(credential).asString());
        }

        try (RunningPlatform platform = RunningPlatform.up(data)) {
            assertThat(platform.said())
                    .doesNotContain(
                            fresh.get("password").asString(),
                            lost.get("password").asString());
            String token = ServiceToken.of(platform.profileFile(), "audit-api").value();
            // The view follows the log within moments of a start.
            Await.until(
                    "the reset is in the audit trail",
                    () -> assertThat(events(platform, token).get("rows").valueStream())
                            .anySatisfy(row -> {
                                assertThat(row.get("actorId").asString()).isEqualTo("operator-reset");
                                assertThat(row.get("reason").asString()).isEqualTo("operator-reset");
                            }));

            if (Chromium.installed()) {
                signsIn(platform, lost.get("password").asString(), false);
                signsIn(platform, fresh.get("password").asString(), true);
            }
            Files.writeString(file, original);
            ServiceToken dead = ServiceToken.of(platform.profileFile(), "audit-api");
            assertThatThrownBy(dead::value).hasMessageContaining("invalid_client");
        }
    }

    private static void signsIn(RunningPlatform platform, String password, boolean works) {
        try (ConsolePerson person = new ConsolePerson(platform.adminUrl())) {
            person.begin("system");
            person.awaitPage("/authorize");
            person.fill("username", "operator");
            person.fill("password", password);
            person.press("main form button");
            if (works) {
                person.awaitTitle("Tenants");
            } else {
                person.awaitText("[role=alert] strong", "That didn’t work.");
            }
        }
    }

    private static JsonNode events(RunningPlatform platform, String token) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(platform.auditUrl()
                                        + "/audit/v1/tenants/system/events?type=credential.password-set&limit=1"))
                                .header("Authorization", "Bearer " + token)
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
