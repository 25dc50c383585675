package dev.symbolon.core.client;

/** The grants that a client can be given, by their registered names. */
public enum GrantType {
    AUTHORIZATION_CODE("authorization_code"),
    REFRESH_TOKEN("refresh_token"),
    CLIENT_CREDENTIALS("client_credentials");

    private final String parameter;

    GrantType(String parameter) {
        this.parameter = parameter;
    }

    /** The value of {@code grant_type}. */
    public String parameter() {
        return parameter;
    }
}
