package dev.symbolon.core.authorization;

import java.util.List;

/**
 * Claims asked for one by one (OpenID Connect Core §5.5), by name only: a value that a claim should have may be personal,
 * and is compared when the request is decided.
 */
public record RequestedClaims(List<One> idToken, List<One> userinfo) {

    /** One claim; an essential one that isn't there is no error (§5.5.1). */
    public record One(String name, boolean essential) {}

    public RequestedClaims {
        idToken = List.copyOf(idToken);
        userinfo = List.copyOf(userinfo);
    }
}
