package dev.symbolon.core.client;

import static dev.symbolon.core.client.GrantType.AUTHORIZATION_CODE;
import static dev.symbolon.core.client.GrantType.IMPLICIT;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What the authorization endpoint answers with (OAuth 2.0 Multiple Response Type Encoding Practices §3 and §5). */
public enum ResponseType {
    CODE("code", AUTHORIZATION_CODE),
    ID_TOKEN("id_token", IMPLICIT),
    ID_TOKEN_TOKEN("id_token token", IMPLICIT),
    CODE_ID_TOKEN("code id_token", AUTHORIZATION_CODE, IMPLICIT),
    CODE_TOKEN("code token", AUTHORIZATION_CODE, IMPLICIT),
    CODE_ID_TOKEN_TOKEN("code id_token token", AUTHORIZATION_CODE, IMPLICIT);

    private final String parameter;
    private final Set<String> parts;
    private final Set<GrantType> grants;

    ResponseType(String parameter, GrantType... grants) {
        this.parameter = parameter;
        this.parts = Set.of(parameter.split(" "));
        this.grants = Set.of(grants);
    }

    /** The type of that name; the order of its words doesn't count. */
    public static Optional<ResponseType> named(String text) {
        String[] words = text.split(" ", -1);
        return Arrays.stream(values())
                .filter(type ->
                        type.parts.size() == words.length && type.parts.equals(Set.copyOf(Arrays.asList(words))))
                .findFirst();
    }

    /** The value of {@code response_type}. */
    public String parameter() {
        return parameter;
    }

    /** The grants that a client must have for it (OpenID Connect Dynamic Client Registration §2). */
    public Set<GrantType> grants() {
        return grants;
    }

    /** Whether a code is among what is answered. */
    public boolean code() {
        return parts.contains("code");
    }

    /** Whether an ID token is among what is answered. */
    public boolean idToken() {
        return parts.contains("id_token");
    }

    /** Whether an access token is among what is answered. */
    public boolean accessToken() {
        return parts.contains("token");
    }

    /** Whether a token leaves through the browser. */
    public boolean frontChannel() {
        return idToken() || accessToken();
    }
}
