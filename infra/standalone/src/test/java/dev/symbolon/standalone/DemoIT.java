package dev.symbolon.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The main job as a person sees it. */
class DemoIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @Test
    void the_demo_holds_step_by_step_and_ends_with_what_the_auditor_sees() throws Exception {
        Launcher.Ended ended = DemoRun.first().ended();
        assertThat(ended.code()).as(ended.text()).isZero();
        DemoStory story = new DemoStory(ended.text());
        assertThat(story.text())
                .contains("An operator onboards the Grand Hotel")
                .contains("signs in as ada")
                .contains("allows")
                .contains("Somebody who has seen the code presents it again", "invalid_grant");
        assertThat(story.steps().getLast())
                .as("the story ends with what the auditor sees")
                .startsWith("The auditor replays the grant from the log")
                .contains("Authorization server", "▶", "spent code REPLAYED", "grant REVOKED");
    }

    @Test
    void it_says_what_is_being_started_and_how_long_each_took() throws Exception {
        DemoRun run = DemoRun.first();
        assertThat(run.ended().text())
                .startsWith("starting Symbolon on " + run.data().toRealPath() + "\n")
                .containsPattern("(?m)^  document store  127\\.0\\.0\\.1:\\d+ +\\d+\\.\\d s$")
                .containsPattern("(?m)^  Kafka           127\\.0\\.0\\.1:\\d+ +\\d+\\.\\d s$")
                .containsPattern("(?m)^  token service   http://localhost:\\d+ +\\d+\\.\\d s$")
                .containsPattern("(?m)^  tenant admin    http://localhost:\\d+ +\\d+\\.\\d s$")
                .containsPattern("(?m)^  projections     http://localhost:\\d+ +\\d+\\.\\d s$")
                .containsPattern("(?m)^ready in \\d+\\.\\d s$");
    }

    @Test
    void it_prints_the_request_the_code_and_what_the_tokens_say() throws Exception {
        DemoRun run = DemoRun.first();
        DemoStory story = new DemoStory(run.ended().text());
        JsonNode hotel = tenant(run.data());
        JsonNode web = hotel.get("clients").get(0);
        String ada = hotel.get("users").get(0).get("subject").asString();
        String issuer = hotel.get("issuer").asString();
        String scopes = "openid profile email rooms:read rooms:book";

        String[] browser =
                story.step("It sends Ada Lovelace's browser to ask for access").split(" {4}back at ");
        assertThat(browser[0]).contains("GET " + issuer + "/authorize\n");
        Map<String, String> request = DemoStory.values(browser[0]);
        assertThat(request)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", web.get("clientId").asString())
                .containsEntry("redirect_uri", web.get("redirectUri").asString())
                .containsEntry("scope", scopes)
                .containsEntry("resource", hotel.get("api").get("audience").asString())
                .containsEntry("code_challenge_method", "S256")
                .containsKeys("code_challenge", "state", "nonce")
                .hasSize(9);
        assertThat(browser[1]).startsWith("  " + web.get("redirectUri").asString() + "\n");
        Map<String, String> answer = DemoStory.values(browser[1]);
        assertThat(answer)
                .containsEntry("state", request.get("state"))
                .containsEntry("iss", issuer)
                .containsKey("code")
                .hasSize(3);
        assertThat(DemoStory.values(story.step("The booking app redeems the code")))
                .containsEntry("token_type", "Bearer")
                .containsEntry("expires_in", "300");

        Map<String, String> idToken = DemoStory.values(story.step("The ID token is verified by the published keys"));
        assertThat(idToken)
                .containsEntry("iss", issuer)
                .containsEntry("sub", ada)
                .containsEntry("aud", web.get("clientId").asString())
                .containsEntry("nonce", request.get("nonce"))
                .containsKeys("iat", "exp", "auth_time", "amr", "acr", "sid", "at_hash");
        Map<String, String> access =
                DemoStory.values(story.step("The access token is verified as the rooms API would"));
        assertThat(access)
                .containsEntry("iss", issuer)
                .containsEntry("sub", ada)
                .containsEntry("aud", hotel.get("api").get("audience").asString())
                .containsEntry("client_id", web.get("clientId").asString())
                .containsEntry("scope", scopes)
                .containsEntry("sid", idToken.get("sid"))
                .containsKeys("iat", "exp", "jti");
        assertThat(DemoStory.values(story.step("UserInfo says who it is")))
                .containsEntry("sub", ada)
                .containsEntry("name", "Ada Lovelace")
                .containsEntry("email", "ada@guests.example")
                .containsEntry("email_verified", "true");
        assertThat(story.step("The auditor replays the grant from the log"))
                .contains("grant " + access.get("grant_id") + " of authorization "
                        + Objects.requireNonNull(answer.get("code")).split("\\.")[0]);
    }

    @Test
    void it_stays_up_until_it_is_told_to_end_and_what_it_prints_to_try_by_hand_works() throws Exception {
        Path data = DemoRun.first().copied(folder.resolve("data"));
        Path profile = folder.resolve("profile.json");
        Process process = Launcher.built(data, "demo", "--profile-json", profile.toString())
                .start();
        try (RunningPlatform platform = RunningPlatform.awaitUp(process, data, profile)) {
            DemoStory again = new DemoStory(platform.said());
            assertThat(again.text())
                    .contains("The Grand Hotel is a tenant already")
                    .contains("signs in as ada")
                    .doesNotContain("allows"); // the consent was remembered
            assertThat(Files.readString(profile)).contains("\"issuer\"", "\"clientSecret\"", "\"password\"");
            for (Path secret : new Path[] {
                profile, data.resolve("master.key"), data.resolve("operator.json"), data.resolve("demo-tenant.json")
            }) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                        .as(secret.toString())
                        .isEqualTo("rw-------");
            }
            assertShown(again.byHand(), tenant(data));
            assertUsable(again.byHand(), data);
            assertThat(process.isAlive()).isTrue();
            assertThat(platform.stop()).as("128 + SIGTERM").isEqualTo(143);
        }
    }

    @Test
    void a_step_that_does_not_hold_is_told_and_is_the_exit_code() throws Exception {
        Path data = DemoRun.first().copied(folder.resolve("data"));
        Path hotel = data.resolve("demo-tenant.json");
        String secret = tenant(data).get("clients").get(0).get("clientSecret").asString();
        Files.writeString(hotel, Files.readString(hotel).replace(secret, "not-" + secret));
        Launcher.Ended ended = Launcher.built(data, "demo", "--exit").run();
        assertThat(ended.code()).as(ended.text()).isEqualTo(1);
        assertThat(ended.text())
                .contains("The booking app redeems the code")
                .contains("This step did not hold: the token endpoint answered 401: {\"error\":\"invalid_client\"")
                .doesNotContain("The ID token is verified", "To try by hand:");
    }

    private static void assertShown(String byHand, JsonNode hotel) {
        for (JsonNode client : hotel.get("clients")) {
            String kind = client.get("kind").asString();
            assertThat(byHand)
                    .contains(
                            "    client    " + client.get("name").asString() + " (" + kind + ")\n",
                            "      client_id              "
                                    + client.get("clientId").asString() + "\n",
                            "      client_secret          "
                                    + (kind.equals("native")
                                            ? "none: a public client"
                                            : client.get("clientSecret").asString())
                                    + "\n",
                            "      redirect_uri           "
                                    + (kind.equals("service")
                                            ? "none: a service"
                                            : client.get("redirectUri").asString())
                                    + "\n");
        }
        for (JsonNode guest : hotel.get("users")) {
            assertThat(byHand)
                    .contains("    guest     " + guest.get("login").asString() + " / "
                            + guest.get("password").asString() + "  ("
                            + guest.get("name").asString() + ")\n");
        }
    }

    /** By what is printed alone, and by the operator's file that it names. */
    private static void assertUsable(String byHand, Path data) throws Exception {
        Map<String, String> printed = DemoStory.values(byHand.replace("admin API", "admin-API")
                .replace("audit API", "audit-API")
                .replace("audit trail", "audit-trail"));
        assertThat(printed)
                .containsEntry(
                        "operator",
                        "signs in as said in " + data.resolve("operator.json").toRealPath());
        assertThat(answered(printed.get("console"), "")).isBetween(200, 399);
        assertThat(answered(printed.get("audit-trail"), "")).isBetween(200, 399);
        // Of the last client that is told of: the service.
        String service = token(
                printed.get("issuer") + "/token",
                printed.get("client_id"),
                printed.get("client_secret"),
                "grant_type=client_credentials&resource=" + encoded("https://api.grand-hotel.example/rooms"));
        assertThat(service).isNotBlank();
        String operators = printed.get("issuer").replace("/t/grand-hotel", "/t/system/token");
        JsonNode operator = JSON.readTree(data.resolve("operator.json").toFile());
        for (String api : List.of("admin-API", "audit-API")) {
            String token = token(
                    operators,
                    operator.get("automationClientId").asString(),
                    operator.get("automationClientSecret").asString(),
                    "grant_type=client_credentials&resource=urn:symbolon:" + api.toLowerCase(Locale.ROOT));
            assertThat(answered(printed.get(api), "Bearer " + token)).as(api).isEqualTo(200);
        }
    }

    private static int answered(@Nullable String address, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(Objects.requireNonNull(address)));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String token(String endpoint, @Nullable String client, @Nullable String secret, String form)
            throws Exception {
        String pair = client + ":" + secret;
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(endpoint))
                        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).get("access_token").asString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static JsonNode tenant(Path data) {
        return JSON.readTree(data.resolve("demo-tenant.json").toFile());
    }

    @Tag("long")
    @Test
    void the_demo_holds_with_every_part_in_a_process_of_its_own() throws Exception {
        Launcher.Ended ended = Launcher.built(folder.resolve("data"), "demo", "--exit", "--processes")
                .run();
        assertThat(ended.code()).as(ended.text()).isZero();
    }
}
