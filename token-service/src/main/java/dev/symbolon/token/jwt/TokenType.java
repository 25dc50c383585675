package dev.symbolon.token.jwt;

/** What a signed token is, by its {@code typ} header: one kind is never taken for another (RFC 8725 §3.11). */
public enum TokenType {
    /** RFC 9068 §2.1. */
    ACCESS_TOKEN("at+jwt"),
    ID_TOKEN("JWT");

    private final String header;

    TokenType(String header) {
        this.header = header;
    }

    String header() {
        return header;
    }
}
