package dev.symbolon.token.authorization;

import dev.symbolon.core.authorization.RequestedClaims;
import dev.symbolon.token.http.Json;
import dev.symbolon.token.scope.Scopes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The {@code claims} parameter (OpenID Connect Core §5.5). Of what can't be given nothing is kept: it is no error (§5.5.1),
 * and the log isn't for what a client makes up.
 *
 * @param requested the claims about the person, those of them that the client's scopes could open
 * @param subjects  who it must be; empty when anybody will do
 * @param contexts  what the sign-in must reach, where that is essential (§5.5.1.1)
 */
record ClaimsParameter(RequestedClaims requested, List<String> subjects, List<String> contexts) {
    private static final int MOST = 50;

    /** Empty when it isn't what the specification says. */
    static Optional<ClaimsParameter> parse(String json, Set<String> clientScopes) {
        try {
            Map<String, Object> all = Json.readObject(json.getBytes(StandardCharsets.UTF_8));
            Optional<Map<String, @Nullable Object>> idToken = member(all, "id_token");
            Optional<Map<String, @Nullable Object>> userinfo = member(all, "userinfo");
            if (idToken.isEmpty() || userinfo.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new ClaimsParameter(
                    new RequestedClaims(named(idToken.get(), clientScopes), named(userinfo.get(), clientScopes)),
                    values(idToken.get().get("sub")),
                    essential(idToken.get().get("acr")) ? values(idToken.get().get("acr")) : List.of()));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    /** Every requested claim's scope, whether or not the scope was asked for. */
    List<String> scopes() {
        return Stream.concat(requested.idToken().stream(), requested.userinfo().stream())
                .flatMap(claim -> Scopes.opening(claim.name()).stream())
                .map(Scopes.Served::name)
                .distinct()
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Optional<Map<String, @Nullable Object>> member(Map<String, Object> all, String name) {
        Object member = all.get(name);
        if (member == null) {
            return Optional.of(Map.of());
        }
        if (!(member instanceof Map<?, ?> claims) || claims.size() > MOST) {
            return Optional.empty();
        }
        boolean wellFormed = claims.values().stream().allMatch(it -> it == null || it instanceof Map);
        return wellFormed ? Optional.of((Map<String, @Nullable Object>) claims) : Optional.empty();
    }

    private static List<RequestedClaims.One> named(Map<String, @Nullable Object> claims, Set<String> clientScopes) {
        List<RequestedClaims.One> known = new ArrayList<>();
        claims.forEach((name, wish) -> Scopes.opening(name)
                .filter(scope ->
                        clientScopes.contains(scope.name()) && !scope.name().equals(Scopes.OPENID))
                .ifPresent(_ -> known.add(new RequestedClaims.One(name, essential(wish)))));
        return known;
    }

    private static boolean essential(@Nullable Object wish) {
        return wish instanceof Map<?, ?> members && Boolean.TRUE.equals(members.get("essential"));
    }

    private static List<String> values(@Nullable Object wish) {
        if (!(wish instanceof Map<?, ?> members)) {
            return List.of();
        }
        List<String> values = new ArrayList<>();
        if (members.get("value") instanceof String one) {
            values.add(one);
        }
        if (members.get("values") instanceof List<?> several) {
            several.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .forEach(values::add);
        }
        return values;
    }
}
