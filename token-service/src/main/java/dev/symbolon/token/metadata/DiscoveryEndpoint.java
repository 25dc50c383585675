package dev.symbolon.token.metadata;

import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.token.authorization.AuthorizeCapabilities;
import dev.symbolon.token.client.ClientAuthenticationMethods;
import dev.symbolon.token.grant.TokenGrants;
import dev.symbolon.token.http.Answer;
import dev.symbolon.token.http.Json;
import dev.symbolon.token.page.Language;
import dev.symbolon.token.scope.Scopes;
import dev.symbolon.token.session.SignIns;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The tenant's metadata (OpenID Connect Discovery §3, RFC 8414 §2), generated from the lists that serve. RFC 8414 §3.1
 * puts the well-known part before the issuer's path; some readers look behind it.
 */
@Controller
final class DiscoveryEndpoint {
    private final Tenants tenants;
    private final TokenGrants grants;

    DiscoveryEndpoint(Tenants tenants, TokenGrants grants) {
        this.tenants = tenants;
        this.grants = grants;
    }

    @GetMapping({
        "/t/{slug}/.well-known/openid-configuration",
        "/.well-known/openid-configuration/t/{slug}",
        "/.well-known/oauth-authorization-server/t/{slug}",
        "/t/{slug}/.well-known/oauth-authorization-server"
    })
    void discovery(ServedTenant tenant, HttpServletResponse response) throws IOException {
        Answer.json(200, Json.write(metadata(tenant)))
                .with("Cache-Control", "public, max-age=300")
                .with("Access-Control-Allow-Origin", "*")
                .send(response);
    }

    private Map<String, Object> metadata(ServedTenant tenant) {
        String issuer = tenant.issuer();
        List<ResponseType> responseTypes = AuthorizeCapabilities.responseTypes(tenants.glance(tenant));
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("issuer", issuer);
        metadata.put("authorization_endpoint", issuer + "/authorize");
        metadata.put("token_endpoint", issuer + "/token");
        if (grants.names().contains(GrantType.DEVICE_CODE.value())) {
            // RFC 8628 §4
            metadata.put("device_authorization_endpoint", issuer + "/device_authorization");
        }
        metadata.put("end_session_endpoint", issuer + "/end_session");
        metadata.put("backchannel_logout_supported", true);
        metadata.put("backchannel_logout_session_supported", true);
        metadata.put("frontchannel_logout_supported", true);
        metadata.put("frontchannel_logout_session_supported", true);
        metadata.put("userinfo_endpoint", tenant.userinfo());
        metadata.put("introspection_endpoint", issuer + "/introspect");
        metadata.put("introspection_endpoint_auth_methods_supported", ClientAuthenticationMethods.provingNames());
        metadata.put("revocation_endpoint", issuer + "/revoke");
        metadata.put("revocation_endpoint_auth_methods_supported", ClientAuthenticationMethods.names());
        metadata.put("jwks_uri", issuer + "/jwks");
        metadata.put("scopes_supported", names(Scopes.OPENID_CONNECT.stream().map(Scopes.Served::name)));
        metadata.put("response_types_supported", names(responseTypes.stream().map(ResponseType::parameter)));
        metadata.put("response_modes_supported", AuthorizeCapabilities.responseModes());
        metadata.put("grant_types_supported", grantTypes(responseTypes));
        metadata.put("subject_types_supported", List.of("public", "pairwise"));
        metadata.put(
                "id_token_signing_alg_values_supported",
                names(Arrays.stream(SigningAlgorithm.values()).map(Enum::name)));
        metadata.put(
                "userinfo_signing_alg_values_supported",
                names(Arrays.stream(SigningAlgorithm.values()).map(Enum::name)));
        metadata.put("token_endpoint_auth_methods_supported", ClientAuthenticationMethods.names());
        metadata.put("claims_supported", claims());
        metadata.put("acr_values_supported", List.of(SignIns.ACR_PASSWORD));
        metadata.put("prompt_values_supported", AuthorizeCapabilities.prompts());
        metadata.put("code_challenge_methods_supported", AuthorizeCapabilities.challengeMethods());
        metadata.put("authorization_response_iss_parameter_supported", true);
        metadata.put("display_values_supported", AuthorizeCapabilities.displays());
        metadata.put("ui_locales_supported", Language.tags());
        metadata.put("claim_types_supported", List.of("normal"));
        metadata.put("claims_parameter_supported", true);
        metadata.put("request_parameter_supported", false);
        metadata.put("request_uri_parameter_supported", false);
        return metadata;
    }

    /** Those of the token endpoint, and the authorization endpoint's own as long as it serves one of its types. */
    private List<String> grantTypes(List<ResponseType> responseTypes) {
        return names(Stream.concat(
                grants.names().stream(),
                responseTypes.stream().flatMap(type -> type.grants().stream()).map(GrantType::value)));
    }

    private static List<String> claims() {
        return names(Stream.concat(
                Stream.of("iss", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "sid"),
                Scopes.OPENID_CONNECT.stream().flatMap(scope -> scope.claims().stream())));
    }

    private static List<String> names(Stream<String> names) {
        return names.distinct().toList();
    }
}
