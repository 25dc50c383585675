package dev.symbolon.core.authorization;

import dev.symbolon.core.client.ResponseType;
import java.util.Arrays;
import java.util.Optional;

/** How the authorization endpoint's answer travels (OAuth 2.0 Multiple Response Types §2.1, Form Post Response Mode §2). */
public enum ResponseMode {
    QUERY("query"),
    FRAGMENT("fragment"),
    FORM_POST("form_post");

    private final String parameter;

    ResponseMode(String parameter) {
        this.parameter = parameter;
    }

    public static Optional<ResponseMode> named(String parameter) {
        return Arrays.stream(values())
                .filter(mode -> mode.parameter.equals(parameter))
                .findFirst();
    }

    /** The mode of a request that names none. */
    public static ResponseMode standard(ResponseType type) {
        return type.frontChannel() ? FRAGMENT : QUERY;
    }

    /** The value of {@code response_mode}. */
    public String parameter() {
        return parameter;
    }

    /** Whether an answer of that type may travel so: a token is never put in a query. */
    public boolean carries(ResponseType type) {
        return this != QUERY || !type.frontChannel();
    }
}
