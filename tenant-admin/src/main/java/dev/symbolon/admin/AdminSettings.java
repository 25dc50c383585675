package dev.symbolon.admin;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the admin API: {@code symbolon.admin.*}.
 *
 * @param operatorTokenSha256 SHA-256, in hex, of the bearer token by which the first operator calls; only the hash is
 *                            configured, so that reading the settings gives no access
 */
@ConfigurationProperties("symbolon.admin")
public record AdminSettings(String operatorTokenSha256) {
    public AdminSettings {
        if (!operatorTokenSha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("symbolon.admin.operator-token-sha256 is 64 hex digits in lower case");
        }
    }
}
