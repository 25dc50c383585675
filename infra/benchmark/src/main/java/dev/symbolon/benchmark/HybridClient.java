package dev.symbolon.benchmark;

import dev.symbolon.benchmark.HttpConnection.Header;
import dev.symbolon.benchmark.HttpConnection.Response;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An app in migration, which the demo's tenant has none of; but for its response type it is what the tenant's web app is. */
final class HybridClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String RESPONSE_TYPE = "code id_token";

    /** Over the admin API. */
    static Profile.Client register(Profile profile) throws IOException {
        JsonNode root = JSON.readTree(profile.file().toFile());
        JsonNode api = root.path("resource");
        Profile.Client like = profile.client();
        Map<String, ?> settings = Map.of(
                "name", "Old Booking",
                "kind", "web",
                "grantTypes", List.of("authorization_code", "implicit", "refresh_token"),
                "responseTypes", List.of(RESPONSE_TYPE),
                "redirectUris", List.of(like.redirectUri()),
                "openIdScopes", List.of("openid", "profile", "email"),
                "permissions", List.of(Map.of("resource", api.path("id").asString(), "scopes", api.path("scopes"))));
        JsonNode made = post(profile, URI.create(root.path("adminUrl").asString()), settings);
        return new Profile.Client(
                made.path("id").asString(),
                made.path("secret").asString(),
                like.redirectUri(),
                like.scope(),
                RESPONSE_TYPE);
    }

    private static JsonNode post(Profile profile, URI admin, Map<String, ?> settings) throws IOException {
        String token = ServiceToken.of(profile.file(), "admin-api").value();
        try (HttpConnection connection = new HttpConnection(admin)) {
            Response answer = connection.json(
                    "/admin/v1/tenants/" + profile.tenant() + "/clients",
                    List.of(new Header("Authorization", "Bearer " + token)),
                    JSON.writeValueAsBytes(settings));
            if (answer.status() != 201) {
                throw new UnexpectedAnswerException("clients", answer.status(), answer.text());
            }
            return JSON.readTree(answer.body());
        }
    }

    private HybridClient() {}
}
