package dev.symbolon.token.authorization;

import java.util.List;
import java.util.Optional;

/** The scopes of OpenID Connect that are served, with the words in which people are asked for them. */
public final class Scopes {
    public static final String OPENID = "openid";

    /** One scope: its name, its consent text, and the claims that it opens (OpenID Connect Core §5.4). */
    public record Served(String name, String consentText, List<String> claims) {}

    public static final List<Served> OPENID_CONNECT = List.of(
            new Served(OPENID, "Know that it is you, each time you sign in", List.of("sub")),
            new Served("profile", "See your name and your user name", List.of("name", "preferred_username")),
            new Served("email", "See your email address", List.of("email", "email_verified")),
            new Served("offline_access", "Keep this access while you are away", List.of()));

    public static Optional<Served> named(String scope) {
        return OPENID_CONNECT.stream()
                .filter(served -> served.name.equals(scope))
                .findFirst();
    }

    private Scopes() {}
}
