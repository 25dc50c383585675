package dev.symbolon.token.http;

/** The endpoints of a tenant, by the end of their path: for metrics, and for the form of a failure. */
public enum Endpoint {
    AUTHORIZE("/authorize", true),
    RESUME("/authorize/resume", true),
    SIGN_IN("/sign-in", true),
    CONSENT("/consent", true),
    THEME("/theme.css", true),
    ACCOUNT_SESSION("/account/session", true),
    ACCOUNT_CONSENT("/account/consent", true),
    ACCOUNT_PASSWORD("/account/password", true),
    ACCOUNT("/account", true),
    END_SESSION_CONFIRM("/end_session/confirm", true),
    END_SESSION("/end_session", true),
    DEVICE_ANSWER("/device/answer", true),
    DEVICE_QR("/device/qr", false),
    DEVICE("/device", true),
    DEVICE_AUTHORIZATION("/device_authorization", false),
    TOKEN("/token", false),
    USERINFO("/userinfo", false),
    INTROSPECT("/introspect", false),
    REVOKE("/revoke", false),
    JWKS("/jwks", false),
    DISCOVERY("/.well-known/openid-configuration", false),
    SERVER_METADATA("/.well-known/oauth-authorization-server", false),
    OTHER("", false);

    private final String suffix;
    private final boolean page;

    Endpoint(String suffix, boolean page) {
        this.suffix = suffix;
        this.page = page;
    }

    public static Endpoint of(String path) {
        for (Endpoint endpoint : values()) {
            if (path.endsWith(endpoint.suffix)) {
                return endpoint;
            }
        }
        return OTHER;
    }

    String label() {
        return this == OTHER ? "other" : suffix.substring(1);
    }

    /** Whether a person reads its failures. */
    boolean page() {
        return page;
    }
}
