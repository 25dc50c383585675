package dev.symbolon.admin.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.running.Api;
import dev.symbolon.admin.running.Api.Said;
import dev.symbolon.admin.running.RunningAdmin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Implicit and hybrid through the admin API: warned of as long as an app has them, and left in steps. */
class AppsInMigrationTest {
    private static final RunningAdmin ADMIN = RunningAdmin.shared();
    private static final List<String> REDIRECT_URIS = List.of("https://old.test/cb", "https://old.test/silent");

    private static Api operator;
    private static String clients;

    @BeforeAll
    static void start() {
        operator = ADMIN.operator();
        clients = "/tenants/" + ADMIN.tenant("apps-in-migration") + "/clients";
    }

    @ParameterizedTest
    @ValueSource(strings = {"code id_token", "code token", "code id_token token", "id_token", "id_token token"})
    void an_app_whose_tokens_pass_through_the_browser_is_warned_of_wherever_it_is_shown(String type) {
        Said made = register("web", List.of("authorization_code", "implicit"), List.of("code", type));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(warnings(made.json())).containsExactly("front-channel-tokens");
        assertThat(made.json().at("/warnings/0/text").asString()).contains("RFC 9700 §2.1.2");
        String client = clients + "/" + made.id();
        assertThat(warnings(operator.get(client).json())).containsExactly("front-channel-tokens");
        assertThat(warnings(operator.patch(client, Map.of("name", "Older")).json()))
                .containsExactly("front-channel-tokens");
        assertThat(warnings(listed(made.header("Symbolon-Position"), made.id())))
                .containsExactly("front-channel-tokens");

        Said left = operator.patch(
                client, Map.of("grantTypes", List.of("authorization_code"), "responseTypes", List.of("code")));

        assertThat(left.status()).as(left.text()).isEqualTo(200);
        assertThat(warnings(left.json())).isEmpty();
        assertThat(warnings(operator.get(client).json())).isEmpty();
        assertThat(warnings(listed(left.header("Symbolon-Position"), made.id())))
                .isEmpty();
    }

    @Test
    void an_app_that_may_leave_pkce_out_is_warned_of_and_one_without_codes_is_not() {
        Said made = register("web", List.of("authorization_code"), List.of("code"));
        assertThat(warnings(made.json())).isEmpty();
        assertThat(warnings(operator.patch(clients + "/" + made.id(), Map.of("pkceRequired", false))
                        .json()))
                .containsExactly("pkce-not-required");

        Said service = operator.post(clients, Map.of("name", "Nightly", "kind", "service", "pkceRequired", false));
        assertThat(warnings(service.json())).isEmpty();
    }

    @Test
    void warnings_are_described_and_nobody_sets_them() {
        JsonNode document = ADMIN.with("").get("/admin/v1/openapi.json").json();
        JsonNode one = document.at("/components/schemas/ClientView/properties/warnings/items");
        JsonNode warning =
                one.has("$ref") ? document.at(one.get("$ref").asString().substring(1)) : one;
        assertThat(warning.path("properties").propertyNames()).containsExactly("code", "text");
        assertThat(operator.post(clients, Map.of("name", "N", "kind", "service", "warnings", List.of()))
                        .code())
                .isEqualTo("unknown-field");
    }

    @Test
    void an_implicit_app_becomes_a_single_page_app_with_its_redirect_uris_and_both_flows_in_between() {
        Said made = register("web", List.of("implicit"), List.of("id_token token"));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.json().get("authentication").asString()).isEqualTo("client_secret_basic");
        String client = clients + "/" + made.id();

        Said moved = operator.patch(
                client,
                Map.of(
                        "kind", "single_page",
                        "grantTypes", List.of("authorization_code", "implicit"),
                        "responseTypes", List.of("code", "id_token token")));

        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(texts(moved.json(), "redirectUris")).isEqualTo(REDIRECT_URIS);
        assertThat(texts(moved.json(), "grantTypes")).containsExactly("authorization_code", "implicit");
        assertThat(texts(moved.json(), "responseTypes")).containsExactly("code", "id_token token");
        assertThat(moved.json().get("authentication").asString()).isEqualTo("none");
        assertThat(moved.json().get("secrets")).isEmpty();
        assertThat(warnings(moved.json())).containsExactly("front-channel-tokens");

        Said done = operator.patch(
                client, Map.of("grantTypes", List.of("authorization_code"), "responseTypes", List.of("code")));

        assertThat(done.status()).as(done.text()).isEqualTo(200);
        assertThat(texts(done.json(), "redirectUris")).isEqualTo(REDIRECT_URIS);
        assertThat(warnings(done.json())).isEmpty();
    }

    @Test
    void an_authentication_that_is_named_stands_and_no_other_kind_changes() {
        String client = clients + "/"
                + register("web", List.of("implicit"), List.of("id_token")).id();
        assertThat(operator.patch(client, Map.of("kind", "single_page", "authentication", "client_secret_basic"))
                        .code())
                .isEqualTo("public-client-with-authentication");
        assertThat(operator.patch(client, Map.of("kind", "native")).code()).isEqualTo("kind-fixed");

        String withCode = clients + "/"
                + register("web", List.of("authorization_code"), List.of("code"))
                        .id();
        assertThat(operator.patch(withCode, Map.of("kind", "single_page")).code())
                .isEqualTo("kind-fixed");
    }

    @Test
    void the_api_says_which_change_of_kind_there_is() {
        String kind = ADMIN.with("")
                .get("/admin/v1/openapi.json")
                .json()
                .at("/components/schemas/ClientSettings/properties/kind/description")
                .asString();
        assertThat(kind).contains("single_page").doesNotContain("never changes");
    }

    private static Said register(String kind, List<String> grants, List<String> responses) {
        Map<String, Object> body = new HashMap<>(Map.of("name", "Old", "kind", kind));
        body.put("redirectUris", REDIRECT_URIS);
        body.put("grantTypes", grants);
        body.put("responseTypes", responses);
        return operator.post(clients, body);
    }

    private static JsonNode listed(String position, String id) {
        return operator.with("Symbolon-Position", position)
                .get(clients)
                .json()
                .get("items")
                .valueStream()
                .filter(item -> item.get("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> warnings(JsonNode client) {
        return client.get("warnings")
                .valueStream()
                .map(warning -> warning.get("code").asString())
                .toList();
    }

    private static List<String> texts(JsonNode client, String field) {
        return client.get(field).valueStream().map(JsonNode::asString).toList();
    }
}
