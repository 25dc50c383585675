package dev.symbolon.admin;

import java.net.URI;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the admin API: {@code symbolon.admin.*}.
 *
 * @param operatorTokenSha256   SHA-256, in hex, of a bearer token that is an operator's without anybody's having signed
 *                              in: for tests without a token service. It is off unless it is set
 * @param issuerBase            what the tenants' issuers begin with
 * @param publicBase            where browsers find this service: invitations' links and the console's address begin with it
 * @param auditBase             where browsers find the audit service: whoever signs in there is sent back there
 * @param firstCredentialsFile  where the first operator's credentials are written at the first start, for its owner only;
 *                              without it, nobody is made an operator
 * @param resetOperator         whether the first operator gets new credentials at this start, in the same file
 */
@ConfigurationProperties("symbolon.admin")
public record AdminSettings(
        Optional<String> operatorTokenSha256,
        @DefaultValue("http://127.0.0.1:8080") URI issuerBase,
        @DefaultValue("http://127.0.0.1:8081") URI publicBase,
        @DefaultValue("http://127.0.0.1:8082") URI auditBase,
        @DefaultValue("") String firstCredentialsFile,
        @DefaultValue("false") boolean resetOperator) {
    public AdminSettings {
        if (operatorTokenSha256.isPresent() && !operatorTokenSha256.get().matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("symbolon.admin.operator-token-sha256 is 64 hex digits in lower case");
        }
        checked("issuer-base", issuerBase);
        checked("public-base", publicBase);
        checked("audit-base", auditBase);
    }

    private static void checked(String name, URI base) {
        String text = base.toString();
        if ((!text.startsWith("https://") && !text.startsWith("http://")) || text.endsWith("/")) {
            throw new IllegalArgumentException(
                    "symbolon.admin." + name + " is an http or https URI without a final slash");
        }
    }
}
