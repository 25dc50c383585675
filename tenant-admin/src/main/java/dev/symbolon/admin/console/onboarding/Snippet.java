package dev.symbolon.admin.console.onboarding;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a customer's developer copies into their application's settings. */
final class Snippet {
    /** @param trial the console's own address, which isn't the customer's */
    static String of(String issuer, JsonNode client, String trial) {
        List<String> lines = new ArrayList<>();
        lines.add("issuer        = " + issuer);
        lines.add("discovery     = " + issuer + "/.well-known/openid-configuration");
        lines.add("client_id     = " + client.path("id").asString());
        String secret = client.path("secret").asString("");
        if (!secret.isEmpty()) {
            lines.add("client_secret = " + secret);
        }
        client.path("redirectUris")
                .valueStream()
                .map(uri -> uri.asString(""))
                .filter(uri -> !uri.equals(trial))
                .forEach(uri -> lines.add("redirect_uri  = " + uri));
        String scopes = String.join(
                " ",
                client.path("openIdScopes")
                        .valueStream()
                        .map(scope -> scope.asString(""))
                        .toList());
        if (!scopes.isEmpty()) {
            lines.add("scope         = " + scopes);
            lines.add("response_type = code, with PKCE (S256)");
        } else {
            lines.add("grant_type    = client_credentials");
        }
        return String.join("\n", lines);
    }

    private Snippet() {}
}
