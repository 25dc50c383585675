package dev.symbolon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The admin API of a running platform, over HTTP. */
class AdminApiIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String USER = """
            {"login":"%s","password":"a long first password","name":"Guest","email":"g@guests.example"}""";

    private static RunningPlatform platform;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        platform = RunningPlatform.shared();
    }

    @AfterAll
    static void nothingWasScanned() {
        RunningPlatform.assertServedByIndexes();
    }

    @Test
    void without_the_operators_token_every_path_is_refused() throws Exception {
        for (String path : new String[] {"/admin/v1/tenants/x", "/nothing", "/actuator/env", "/error", "/"}) {
            HttpResponse<String> answer = send(request(path, null).GET());
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            problem(answer, "token-missing");
        }
        problem(send(request("/admin/v1/tenants/x", "wrong").GET()), "token-wrong");
        String token = platform.operatorToken();
        problem(send(request("/admin/v1/tenants/x", token + "x").GET()), "token-wrong");
        problem(send(request("/admin/v1/tenants/x", token.substring(1)).GET()), "token-wrong");
        problem(
                send(request("/admin/v1/tenants/x", token)
                        .header("Authorization", "Bearer other")
                        .GET()),
                "token-wrong");
    }

    @Test
    void health_and_metrics_are_open() throws Exception {
        assertThat(send(request("/actuator/health/readiness", null).GET()).statusCode())
                .isEqualTo(200);
        assertThat(send(request("/actuator/prometheus", null).GET()).body()).contains("symbolon_log_commits_total");
    }

    @Test
    void a_tenant_is_onboarded_suspended_and_reactivated() throws Exception {
        HttpResponse<String> made = post("/admin/v1/tenants", "{\"slug\":\"life\",\"displayName\":\"Life\"}");
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.headers().firstValue("Symbolon-Position")).isPresent();
        String address = made.headers().firstValue("Location").orElseThrow();
        assertThat(json(get(address)).get("status").asString()).isEqualTo("active");

        problem(post("/admin/v1/tenants", "{\"slug\":\"life\",\"displayName\":\"Other\"}"), "slug-taken");
        assertThat(json(post(address + "/suspend", "{\"reason\":\"unpaid\"}"))
                        .get("status")
                        .asString())
                .isEqualTo("suspended");
        assertThat(json(post(address + "/reactivate", "")).get("status").asString())
                .isEqualTo("active");
    }

    @Test
    void a_login_is_taken_once_whatever_its_case() throws Exception {
        String users = "/admin/v1/tenants/" + platform.tenant() + "/users";
        HttpResponse<String> made = post(users, USER.formatted("Nora"));
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.body()).doesNotContain("password");
        problem(post(users, USER.formatted("nORA")), "login-taken");
        JsonNode read = json(get(made.headers().firstValue("Location").orElseThrow()));
        assertThat(read.get("login").asString()).isEqualTo("nora");
        assertThat(read.get("email").asString()).isEqualTo("g@guests.example");
    }

    @Test
    void a_clients_secret_is_shown_once() throws Exception {
        String client = get("/admin/v1/tenants/" + platform.tenant() + "/clients/" + platform.client())
                .body();
        assertThat(client).contains("Grand Hotel Booking").doesNotContain("secret\":");
    }

    @Test
    void what_is_another_tenants_is_unknown() throws Exception {
        String other = json(post("/admin/v1/tenants", "{\"slug\":\"other\",\"displayName\":\"Other\"}"))
                .get("id")
                .asString();
        problem(get("/admin/v1/tenants/" + other + "/clients/" + platform.client()), "unknown-client");
        problem(get("/admin/v1/tenants/0000000000000000000000000a"), "unknown-tenant");
        problem(post("/admin/v1/tenants/0000000000000000000000000a/users", USER.formatted("nobody")), "unknown-tenant");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"slug\":\"s\",\"displayName\":\"S\",\"extra\":1}",
                "{\"slug\":\"s\",\"slug\":\"t\",\"displayName\":\"S\"}",
                "{\"slug\":\"s\",\"displayName\":\"S\"} {}",
                "{\"slug\":[\"s\"],\"displayName\":\"S\"}",
                "{\"slug\":\"s\"",
                "[]",
                "null",
                ""
            })
    void a_body_that_is_not_the_calls_is_refused(String body) throws Exception {
        problem(post("/admin/v1/tenants", body), null);
    }

    @Test
    void bounds_hold() throws Exception {
        problem(post("/admin/v1/tenants", "{\"displayName\":\"S\"}"), "missing-field");
        problem(post("/admin/v1/tenants", "{\"slug\":\"No_Slug\",\"displayName\":\"S\"}"), "bad-field");
        problem(post("/admin/v1/tenants", "{\"slug\":\"s\",\"displayName\":\"" + "x".repeat(101) + "\"}"), "bad-field");
        problem(
                post("/admin/v1/tenants", "{\"slug\":\"s\",\"displayName\":\"" + "x".repeat(70_000) + "\"}"),
                "body-too-large");
        problem(post("/admin/v1/tenants", "[".repeat(5_000)), "malformed");
        String users = "/admin/v1/tenants/" + platform.tenant() + "/users";
        problem(post(users, "{\"login\":\"short\",\"password\":\"short\"}"), "bad-password");
        String clients = "/admin/v1/tenants/" + platform.tenant() + "/clients";
        problem(post(clients, "{\"name\":\"N\",\"kind\":\"robot\"}"), "bad-field");
        problem(post(clients, "{\"name\":\"N\",\"kind\":\"web\",\"redirectUris\":[\"javascript:alert(1)\"]}"), null);
        problem(
                send(request("/admin/v1/tenants", platform.operatorToken())
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))),
                "unsupported-media-type");
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(request(path, platform.operatorToken()).GET());
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return send(request(path, platform.operatorToken())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(platform.adminUrl() + path));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    private static void problem(HttpResponse<String> answer, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("dev.symbolon");
        if (code != null) {
            assertThat(json(answer).get("code").asString()).as(answer.body()).isEqualTo(code);
        }
    }
}
