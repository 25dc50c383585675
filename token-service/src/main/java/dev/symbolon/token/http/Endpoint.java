package dev.symbolon.token.http;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The endpoints of a tenant, by what follows its slug in their path: for metrics, and for the form of a failure. */
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

    private static final String TENANT = "/t/";
    private static final Map<String, Endpoint> BY_PATH =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(endpoint -> endpoint.path, Function.identity()));

    private final String path;
    private final boolean page;

    Endpoint(String path, boolean page) {
        this.path = path;
        this.page = page;
    }

    public static Endpoint of(String path) {
        int end = path.startsWith(TENANT) ? path.indexOf('/', TENANT.length()) : -1;
        return end < 0 ? OTHER : BY_PATH.getOrDefault(path.substring(end), OTHER);
    }

    String label() {
        return this == OTHER ? "other" : path.substring(1);
    }

    /** What follows the tenant's slug. */
    public String path() {
        return path;
    }

    /** Whether a person reads its failures. */
    public boolean page() {
        return page;
    }
}
