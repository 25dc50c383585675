package dev.symbolon.admin.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.running.Api;
import dev.symbolon.admin.running.Api.Said;
import dev.symbolon.admin.running.RunningAdmin;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client is said to be is what it is, field by field: when it is registered, changed, and sent back as it was shown. */
final class ClientChangesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final RunningAdmin ADMIN = RunningAdmin.shared();
    private static final Api OPERATOR = ADMIN.operator();
    private static final String BASE = "/tenants/" + ADMIN.tenant("client-changes");

    /** It would be fetched. */
    private static final String FETCHED = "sectorIdentifierUri";

    @Test
    void every_field_is_kept_as_it_is_sent_and_changed_as_it_is_patched() {
        String api = OPERATOR.post(
                        BASE + "/resources",
                        Map.of(
                                "audience",
                                "https://rooms-changes.test",
                                "name",
                                "Rooms",
                                "scopes",
                                List.of(
                                        Map.of("name", "rooms:see", "consentText", "See rooms"),
                                        Map.of("name", "rooms:book", "consentText", "Book rooms"))))
                .id();
        Map<String, Object> first = Map.ofEntries(
                Map.entry("name", "First"),
                Map.entry("kind", "web"),
                Map.entry("redirectUris", List.of("https://one.test/cb")),
                Map.entry("grantTypes", List.of("authorization_code", "implicit", "refresh_token")),
                Map.entry("responseTypes", List.of("code", "code id_token")),
                Map.entry("authentication", "client_secret_post"),
                Map.entry("pkceRequired", false),
                Map.entry("consent", "first_party"),
                Map.entry("openIdScopes", List.of("email", "openid")),
                Map.entry("permissions", List.of(Map.of("resource", api, "scopes", List.of("rooms:see")))),
                Map.entry("signing", "RS256"),
                Map.entry("userinfoSigning", "ES256"),
                Map.entry("pairwiseSubject", true),
                Map.entry("defaultMaxAgeSeconds", 3600),
                Map.entry("requireAuthTime", true),
                Map.entry("defaultAcrValues", List.of("1")),
                Map.entry("postLogoutRedirectUris", List.of("https://one.test/out")),
                Map.entry("backChannelLogout", Map.of("uri", "https://one.test/back", "sessionRequired", true)),
                Map.entry("frontChannelLogout", Map.of("uri", "https://one.test/front", "sessionRequired", false)),
                Map.entry("homeUri", "https://one.test/home"),
                Map.entry("logoUri", "https://one.test/logo"),
                Map.entry("policyUri", "https://one.test/policy"),
                Map.entry("termsUri", "https://one.test/terms"));
        assertThat(first.keySet()).as("all that there are").containsExactlyInAnyOrderElementsOf(fields());
        String client = BASE + "/clients/" + made(OPERATOR.post(BASE + "/clients", first));
        shows(first, OPERATOR.get(client).json());

        Map<String, Object> second = new LinkedHashMap<>(Map.ofEntries(
                Map.entry("name", "Second"),
                Map.entry("redirectUris", List.of("https://two.test/a", "https://two.test/b")),
                Map.entry("grantTypes", List.of("authorization_code")),
                Map.entry("responseTypes", List.of("code")),
                Map.entry("authentication", "client_secret_basic"),
                Map.entry("pkceRequired", true),
                Map.entry("consent", "required"),
                Map.entry("openIdScopes", List.of("openid", "profile")),
                Map.entry(
                        "permissions", List.of(Map.of("resource", api, "scopes", List.of("rooms:book", "rooms:see")))),
                Map.entry("signing", "ES256"),
                Map.entry("userinfoSigning", "RS256"),
                Map.entry("pairwiseSubject", false),
                Map.entry("defaultMaxAgeSeconds", 7200),
                Map.entry("requireAuthTime", false),
                Map.entry("defaultAcrValues", List.of("0")),
                Map.entry("postLogoutRedirectUris", List.of("https://two.test/out")),
                Map.entry("backChannelLogout", Map.of("uri", "https://two.test/back", "sessionRequired", false)),
                Map.entry("frontChannelLogout", Map.of("uri", "https://two.test/front", "sessionRequired", true)),
                Map.entry("homeUri", "https://two.test/home"),
                Map.entry("logoUri", "https://two.test/logo"),
                Map.entry("policyUri", "https://two.test/policy"),
                Map.entry("termsUri", "https://two.test/terms")));
        made(OPERATOR.patch(client, second));
        Said shown = OPERATOR.get(client);
        shows(second, shown.json());
        assertThat(shown.json().get("kind").asString()).isEqualTo("web");

        Map<String, Object> same = new LinkedHashMap<>();
        fields().forEach(field -> same.put(field, shown.json().get(field)));
        Said again = OPERATOR.patch(client, same);
        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(again.header("ETag")).as("nothing has changed").isEqualTo(shown.header("ETag"));

        assertThat(OPERATOR.patch(client, Map.of("kind", "native")).code()).isEqualTo("kind-fixed");
    }

    @Test
    void a_suspended_client_goes_on_when_it_is_reactivated() {
        String client = BASE + "/clients/"
                + made(OPERATOR.post(BASE + "/clients", Map.of("name", "Paused", "kind", "service")));
        assertThat(active(OPERATOR.post(client + "/suspend", Map.of("reason", "compromised"))))
                .isFalse();
        assertThat(active(OPERATOR.get(client))).isFalse();

        Said reactivated = OPERATOR.post(client + "/reactivate");

        assertThat(active(reactivated)).isTrue();
        assertThat(active(OPERATOR.get(client))).isTrue();
        Said seen = OPERATOR.with("Symbolon-Position", reactivated.header("Symbolon-Position"))
                .get(BASE + "/clients?status=active&q=paused");
        assertThat(seen.json().get("items")).hasSize(1);
    }

    @Test
    void a_secret_that_is_rotated_without_an_overlap_leaves_only_its_successor() {
        Said registered = OPERATOR.post(BASE + "/clients", Map.of("name", "Rotated", "kind", "service"));
        String client = BASE + "/clients/" + made(registered);
        String first = registered.json().get("secrets").get(0).get("id").asString();

        Said overlapping = OPERATOR.post(client + "/rotate-secret", Map.of("overlapSeconds", 60));
        assertThat(overlapping.json().get("secrets")).hasSize(2);
        JsonNode before = overlapping.json().get("secrets").get(1);
        assertThat(before.get("id").asString()).isEqualTo(first);
        assertThat(before.has("expiresAt")).isTrue();

        Said alone = OPERATOR.post(client + "/rotate-secret", Map.of("overlapSeconds", 0));
        assertThat(alone.status()).as(alone.text()).isEqualTo(200);
        assertThat(alone.json().get("secrets")).hasSize(1);
        assertThat(alone.json().get("secrets").get(0).has("expiresAt")).isFalse();
        assertThat(alone.json().get("secret")).isNotEqualTo(overlapping.json().get("secret"));
    }

    private static boolean active(Said said) {
        assertThat(said.status()).as(said.text()).isEqualTo(200);
        return said.json().get("active").asBoolean();
    }

    private static String made(Said said) {
        assertThat(said.status()).as(said.text()).isIn(200, 201);
        return said.id();
    }

    private static void shows(Map<String, Object> sent, JsonNode shown) {
        sent.forEach((field, value) ->
                assertThat(shown.get(field)).as(field).isEqualTo(JSON.readTree(JSON.writeValueAsBytes(value))));
    }

    private static List<String> fields() {
        return Arrays.stream(ClientSettings.class.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(field -> !field.equals(FETCHED))
                .toList();
    }
}
