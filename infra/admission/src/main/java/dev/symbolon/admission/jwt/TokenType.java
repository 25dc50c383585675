package dev.symbolon.admission.jwt;

/** What a signed token is, by its {@code typ} header: one kind is never taken for another (RFC 8725 §3.11). */
public enum TokenType {
    /** RFC 9068 §2.1. */
    ACCESS_TOKEN("at+jwt"),
    ID_TOKEN("JWT"),
    /** OpenID Connect Back-Channel Logout §2.4. */
    LOGOUT_TOKEN("logout+jwt");

    private final String header;

    TokenType(String header) {
        this.header = header;
    }

    /** Its {@code typ}. */
    public String header() {
        return header;
    }
}
