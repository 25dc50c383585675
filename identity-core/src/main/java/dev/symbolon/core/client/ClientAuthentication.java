package dev.symbolon.core.client;

/** How a client proves itself at the token endpoint, by registered names. */
public enum ClientAuthentication {
    CLIENT_SECRET_BASIC("client_secret_basic"),
    CLIENT_SECRET_POST("client_secret_post"),
    NONE("none");

    private final String parameter;

    ClientAuthentication(String parameter) {
        this.parameter = parameter;
    }

    /** The value of {@code token_endpoint_auth_method}. */
    public String parameter() {
        return parameter;
    }
}
