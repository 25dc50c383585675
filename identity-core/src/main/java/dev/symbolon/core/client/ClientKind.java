package dev.symbolon.core.client;

/** How a client runs (OpenID Connect Dynamic Client Registration §2, RFC 8252, RFC 6749 §2.1). */
public enum ClientKind {
    WEB(true),
    NATIVE(false),
    /** Runs in the browser (RFC 9700 §2.1.1, OAuth 2.0 for browser-based applications). */
    SINGLE_PAGE(false),
    SERVICE(true);

    private final boolean confidential;

    ClientKind(boolean confidential) {
        this.confidential = confidential;
    }

    /** Whether it can keep a secret. */
    public boolean confidential() {
        return confidential;
    }
}
