package dev.symbolon.core.client;

import dev.symbolon.core.identifier.WrittenAsText;

/**
 * A grant that a client can be given, by its registered name or, for an extension (RFC 6749 §4.5), its absolute URI. Which
 * of them a service offers is its list of grants.
 */
public record GrantType(String value) implements WrittenAsText {
    public static final GrantType AUTHORIZATION_CODE = new GrantType("authorization_code");
    public static final GrantType REFRESH_TOKEN = new GrantType("refresh_token");
    public static final GrantType CLIENT_CREDENTIALS = new GrantType("client_credentials");

    /** RFC 8628 §3.4. */
    public static final GrantType DEVICE_CODE = new GrantType("urn:ietf:params:oauth:grant-type:device_code");

    /** Tokens from the authorization endpoint (RFC 6749 §4.2); never at the token endpoint. */
    public static final GrantType IMPLICIT = new GrantType("implicit");

    private static final int LENGTH = 200;

    public GrantType {
        if (value.isEmpty() || value.length() > LENGTH || !value.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException("a grant type is 1 to " + LENGTH + " visible ASCII characters");
        }
    }

    /** Whether it is defined outside RFC 6749, and hence named by a URI. */
    public boolean extension() {
        return value.contains(":");
    }
}
