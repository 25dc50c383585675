package dev.symbolon.projection;

import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the audit API: {@code symbolon.audit.*}.
 *
 * @param tokenSha256   SHA-256, in hex, of the bearer token that auditors call with; without it nobody gets in
 * @param secureCookies whether browsers send the auditors' cookie by TLS only; off for a machine of one's own
 */
@ConfigurationProperties("symbolon.audit")
public record AuditSettings(
        Optional<String> tokenSha256, @DefaultValue("true") boolean secureCookies) {
    public AuditSettings {
        if (tokenSha256.isPresent() && !tokenSha256.get().matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("symbolon.audit.token-sha256 is 64 hex digits in lower case");
        }
    }
}
