package dev.symbolon.token.scope;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The scopes of OpenID Connect that are served, as far as profiles have what they open. */
public final class Scopes {
    public static final String OPENID = "openid";

    /** One scope: its name, and the claims that it opens (OpenID Connect Core §5.4). Its words are in the catalogue. */
    public record Served(String name, List<String> claims) {}

    public static final List<Served> OPENID_CONNECT = List.of(
            new Served(OPENID, List.of("sub")),
            new Served("profile", List.of("name", "preferred_username")),
            new Served("email", List.of("email", "email_verified")),
            new Served("offline_access", List.of()));

    public static Optional<Served> named(String scope) {
        return OPENID_CONNECT.stream()
                .filter(served -> served.name.equals(scope))
                .findFirst();
    }

    /** The claims that scopes open, without {@code sub}, which is always there. */
    public static List<String> claims(Collection<String> scopes) {
        return OPENID_CONNECT.stream()
                .filter(served -> !served.name.equals(OPENID) && scopes.contains(served.name))
                .flatMap(served -> served.claims.stream())
                .toList();
    }

    /** The scope that opens a claim. */
    public static Optional<Served> opening(String claim) {
        return OPENID_CONNECT.stream()
                .filter(served -> served.claims.contains(claim))
                .findFirst();
    }

    private Scopes() {}
}
