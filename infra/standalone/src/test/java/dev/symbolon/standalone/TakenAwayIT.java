package dev.symbolon.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.benchmark.CodeFlow;
import dev.symbolon.benchmark.Profile;
import dev.symbolon.benchmark.UnexpectedAnswerException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people got by signing in is found by its filters in the admin API, and what an admin takes away is gone. */
final class TakenAwayIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Map<String, String> REASON = Map.of("reason", "asked by phone");

    private static RunningPlatform platform;
    private static Profile profile;
    private static String base;

    @BeforeAll
    static void start() throws Exception {
        platform = RunningPlatform.shared();
        profile = Profile.read(platform.profileFile());
        base = "/admin/v1/tenants/" + platform.tenant();
    }

    @AfterAll
    static void nothingWasScanned() {
        RunningPlatform.assertServedByIndexes();
    }

    /** Somebody who signed in, and what the client got. */
    private record SignedIn(CodeFlow browser, String token, String user, String session) {
        static SignedIn as(int guest) throws Exception {
            CodeFlow browser = new CodeFlow(profile);
            JsonNode tokens =
                    JSON.readTree(browser.redeem(browser.signIn(profile.guests().get(guest))));
            JsonNode person = claims(tokens.get("id_token").asString());
            return new SignedIn(
                    browser,
                    tokens.get("access_token").asString(),
                    person.get("sub").asString(),
                    person.get("sid").asString());
        }

        String grant() {
            return claims(token).get("grant_id").asString();
        }

        boolean active() throws Exception {
            return TakenAwayIT.active(profile.client().id(), profile.client().secret(), profile.issuer(), token);
        }
    }

    @Test
    void a_session_is_found_by_its_person_and_when_it_is_ended_its_tokens_are_void() throws Exception {
        SignedIn ada = SignedIn.as(0);
        SignedIn grace = SignedIn.as(1);
        Await.until(
                "their sessions are listed, each with its person",
                () -> assertThat(ids("/sessions?status=active&user=" + ada.user()))
                        .contains(ada.session())
                        .doesNotContain(grace.session()));
        assertThat(ada.active()).isTrue();

        JsonNode ended = post(base + "/sessions/" + ada.session() + "/end", REASON, 200);

        assertThat(ended.get("ended").asBoolean()).isTrue();
        Await.until("her token is void", () -> assertThat(ada.active()).isFalse());
        assertThat(grace.active()).isTrue();
        assertThatThrownBy(ada.browser()::authorize).isInstanceOf(UnexpectedAnswerException.class);
        Await.until(
                "the list says so",
                () -> assertThat(ids("/sessions?status=ended&user=" + ada.user()))
                        .contains(ada.session()));
        assertThat(ids("/sessions?status=active&user=" + ada.user())).doesNotContain(ada.session());
    }

    @Test
    void a_consent_is_found_by_person_and_client_and_when_it_is_withdrawn_the_person_is_asked_again() throws Exception {
        SignedIn grace = SignedIn.as(1);
        String consent = grace.user() + "~" + profile.client().id();
        String mine = "/consents?user=" + grace.user() + "&client=";
        Await.until(
                "her consent is listed",
                () -> assertThat(ids(mine + profile.client().id() + "&status=active"))
                        .containsExactly(consent));
        assertThat(ids(mine + profile.service().id())).isEmpty();
        assertThat(get(base + "/consents/" + consent).get("scopes").valueStream())
                .extracting(JsonNode::asString)
                .contains("rooms:read");
        grace.browser().authorize();

        JsonNode withdrawn = post(base + "/consents/" + consent + "/withdraw", REASON, 200);

        assertThat(withdrawn.get("scopes")).isEmpty();
        Await.until("her token is void", () -> assertThat(grace.active()).isFalse());
        assertThatThrownBy(grace.browser()::authorize)
                .as("the page that asks, instead of a code")
                .isInstanceOf(UnexpectedAnswerException.class);
        Await.until(
                "the list says so",
                () -> assertThat(ids(mine + profile.client().id() + "&status=withdrawn"))
                        .containsExactly(consent));
    }

    @Test
    void a_grant_is_found_by_its_client_and_when_it_is_revoked_its_tokens_are_void_and_no_others() throws Exception {
        SignedIn first = SignedIn.as(2);
        SignedIn second = SignedIn.as(2);
        String clients = "/grants?client=" + profile.client().id() + "&status=";
        Await.until(
                "both are listed", () -> assertThat(ids(clients + "active")).contains(first.grant(), second.grant()));
        assertThat(ids("/grants?client=" + profile.service().id())).doesNotContain(first.grant());

        JsonNode revoked = post(base + "/grants/" + first.grant() + "/revoke", REASON, 200);

        assertThat(revoked.get("revoked").asBoolean()).isTrue();
        Await.until("its token is void", () -> assertThat(first.active()).isFalse());
        assertThat(second.active()).isTrue();
        Await.until(
                "the list says so",
                () -> assertThat(ids(clients + "revoked"))
                        .contains(first.grant())
                        .doesNotContain(second.grant()));
        assertThat(ids(clients + "active")).contains(second.grant()).doesNotContain(first.grant());
    }

    @Test
    void a_revoked_signing_key_is_out_of_the_set_its_tokens_are_void_and_a_successor_signs_at_once() throws Exception {
        String tenant = "/admin/v1/tenants/"
                + post("/admin/v1/tenants", Map.of("slug", "leaked-key", "displayName", "Leaked"), 201)
                        .get("id")
                        .asString();
        JsonNode api = post(
                tenant + "/resources",
                Map.of(
                        "audience",
                        "https://rooms.leaked.test",
                        "name",
                        "Rooms",
                        "scopes",
                        List.of(Map.of("name", "rooms:see", "consentText", "See rooms"))),
                201);
        JsonNode client = post(
                tenant + "/clients",
                Map.of(
                        "name",
                        "Nightly",
                        "kind",
                        "service",
                        "permissions",
                        List.of(Map.of("resource", api.get("id").asString(), "scopes", List.of("rooms:see")))),
                201);
        String id = client.get("id").asString();
        String secret = client.get("secret").asString();
        URI issuer = profile.issuer().resolve("leaked-key");
        String token = token(id, secret, issuer);
        String kid = kid(token);
        assertThat(kids(issuer)).contains(kid);
        assertThat(active(id, secret, issuer, token)).isTrue();

        JsonNode ring = post(tenant + "/signing-keys/" + kid + "/revoke", Map.of("reason", "leaked"), 200);

        assertThat(ring.get("keys")
                        .valueStream()
                        .filter(key -> key.get("id").asString().equals(kid)))
                .allSatisfy(key -> assertThat(key.get("revoked").asBoolean()).isTrue())
                .hasSize(1);
        String next = token(id, secret, issuer);
        assertThat(kid(next)).isNotEqualTo(kid);
        assertThat(kids(issuer)).contains(kid(next)).doesNotContain(kid);
        Await.until(
                "what the lost key signed is void",
                () -> assertThat(active(id, secret, issuer, token)).isFalse());
        assertThat(active(id, secret, issuer, next)).isTrue();
    }

    private static List<String> ids(String list) throws Exception {
        return get(base + list + "&limit=200")
                .get("items")
                .valueStream()
                .map(item -> item.get("id").asString())
                .toList();
    }

    private static JsonNode get(String path) throws Exception {
        return answered(200, admin(path).GET());
    }

    private static JsonNode post(String path, Map<String, ?> body, int status) throws Exception {
        return answered(
                status,
                admin(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private static HttpRequest.Builder admin(String path) throws Exception {
        return HttpRequest.newBuilder(URI.create(platform.adminUrl() + path))
                .header("Authorization", "Bearer " + platform.operatorToken());
    }

    private static String token(String client, String secret, URI issuer) throws Exception {
        return asked(client, secret, issuer, "/token", "grant_type=client_credentials")
                .get("access_token")
                .asString();
    }

    private static boolean active(String client, String secret, URI issuer, String token) throws Exception {
        String form = "token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
        return asked(client, secret, issuer, "/introspect", form).get("active").asBoolean();
    }

    private static JsonNode asked(String client, String secret, URI issuer, String endpoint, String form)
            throws Exception {
        String basic = Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return answered(
                200,
                HttpRequest.newBuilder(URI.create(issuer + endpoint))
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private static List<String> kids(URI issuer) throws Exception {
        return answered(
                        200,
                        HttpRequest.newBuilder(URI.create(issuer + "/jwks")).GET())
                .get("keys")
                .valueStream()
                .map(key -> key.get("kid").asString())
                .toList();
    }

    private static JsonNode answered(int status, HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private static JsonNode claims(String token) {
        return part(token, 1);
    }

    private static String kid(String token) {
        return part(token, 0).get("kid").asString();
    }

    private static JsonNode part(String token, int number) {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[number]));
    }
}
