package dev.symbolon.core.client;

/** How a client runs (OpenID Connect Dynamic Client Registration §2, RFC 8252, RFC 6749 §2.1). */
public enum ClientKind {
    WEB(true),
    NATIVE(false),
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
