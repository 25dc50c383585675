package dev.symbolon.projection;

import java.net.URI;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the audit API: {@code symbolon.audit.*}.
 *
 * @param tokenSha256   SHA-256, in hex, of a bearer token that lets somebody in without having signed in: for tests
 *                      without a token service. It is off unless it is set
 * @param secureCookies whether browsers send the auditors' cookie by TLS only; off for a machine of one's own
 * @param issuerBase    what the tenants' issuers begin with
 * @param publicBase    where browsers find this service
 * @param tokenService  where this service reaches the issuers, if it isn't the same way as browsers do
 */
@ConfigurationProperties("symbolon.audit")
public record AuditSettings(
        Optional<String> tokenSha256,
        @DefaultValue("true") boolean secureCookies,
        @DefaultValue("http://127.0.0.1:8080") URI issuerBase,
        @DefaultValue("http://127.0.0.1:8082") URI publicBase,
        Optional<URI> tokenService) {
    public AuditSettings {
        if (tokenSha256.isPresent() && !tokenSha256.get().matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("symbolon.audit.token-sha256 is 64 hex digits in lower case");
        }
        checked("issuer-base", issuerBase);
        checked("public-base", publicBase);
    }

    private static void checked(String name, URI base) {
        String text = base.toString();
        if ((!text.startsWith("https://") && !text.startsWith("http://")) || text.endsWith("/")) {
            throw new IllegalArgumentException(
                    "symbolon.audit." + name + " is an http or https URI without a final slash");
        }
    }
}
