package dev.symbolon.admin.client;

import dev.symbolon.admin.http.AdminRefusal;
import dev.symbolon.admin.http.Bounds;
import dev.symbolon.core.client.ClientAuthentication;
import dev.symbolon.core.client.ClientKind;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.client.ConsentRule;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.Links;
import dev.symbolon.core.client.LogoutAddresses;
import dev.symbolon.core.client.Permission;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.core.client.SignInDefaults;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.client.SubjectIdentifier;
import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.core.resource.ResourceId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a client is to be; what isn't said is the safest that its kind allows. */
record NewClient(
        @Nullable String name,
        @Nullable String kind,
        @Nullable List<@Nullable String> redirectUris,
        @Nullable List<@Nullable String> grantTypes,
        @Nullable String authentication,
        @Nullable Boolean pkceRequired,
        @Nullable String consent,
        @Nullable List<@Nullable String> openIdScopes,
        @Nullable List<@Nullable PermissionBody> permissions,
        @Nullable String signing) {

    private static final int MOST_GRANTS = 20;

    record PermissionBody(
            @Nullable String resource, @Nullable List<@Nullable String> scopes) {}

    ClientMetadata metadata() {
        ClientKind clientKind = choice("kind", Bounds.text("kind", kind, 20), ClientKind.values(), NewClient::lower);
        return new ClientMetadata(
                Bounds.text("name", name, 100),
                clientKind,
                Bounds.list("redirectUris", redirectUris, 20).stream()
                        .map(uri -> Bounds.text("redirect URI", uri, 2000))
                        .toList(),
                grants(clientKind),
                grants(clientKind).contains(GrantType.AUTHORIZATION_CODE) ? Set.of(ResponseType.CODE) : Set.of(),
                authentication(clientKind),
                pkceRequired == null || pkceRequired,
                consent == null
                        ? ConsentRule.REQUIRED
                        : choice("consent", consent, ConsentRule.values(), NewClient::lower),
                names("openIdScopes", openIdScopes),
                Bounds.list("permissions", permissions, 50).stream()
                        .map(NewClient::permission)
                        .toList(),
                signing == null
                        ? SigningAlgorithm.ES256
                        : choice("signing", signing, SigningAlgorithm.values(), SigningAlgorithm::name),
                Optional.empty(),
                SubjectIdentifier.PUBLIC,
                SignInDefaults.NONE,
                LogoutAddresses.NONE,
                Links.NONE);
    }

    private Set<GrantType> grants(ClientKind clientKind) {
        if (grantTypes == null) {
            return Set.of(
                    clientKind == ClientKind.SERVICE ? GrantType.CLIENT_CREDENTIALS : GrantType.AUTHORIZATION_CODE);
        }
        return Bounds.list("grantTypes", grantTypes, MOST_GRANTS).stream()
                .map(NewClient::grant)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static GrantType grant(@Nullable String given) {
        try {
            return new GrantType(Bounds.text("grantTypes", given, 200));
        } catch (IllegalArgumentException e) {
            throw AdminRefusal.invalid("bad-field", "a grant type is a registered name or an absolute URI");
        }
    }

    private ClientAuthentication authentication(ClientKind clientKind) {
        if (authentication == null) {
            return clientKind.confidential() ? ClientAuthentication.CLIENT_SECRET_BASIC : ClientAuthentication.NONE;
        }
        return choice("authentication", authentication, ClientAuthentication.values(), ClientAuthentication::parameter);
    }

    private static Permission permission(PermissionBody body) {
        String resource = Bounds.text("permission's resource", body.resource(), 64);
        if (!Identifier.wellFormed(resource)) {
            throw AdminRefusal.invalid("bad-field", "a permission's resource is the id of one");
        }
        return new Permission(new ResourceId(resource), names("permission's scopes", body.scopes()));
    }

    private static Set<String> names(String field, @Nullable List<@Nullable String> values) {
        Set<String> names = new HashSet<>();
        Bounds.list(field, values, 100).forEach(name -> names.add(Bounds.text(field, name, 100)));
        return names;
    }

    private static <E> E choice(String field, String given, E[] values, Function<E, String> name) {
        return Arrays.stream(values)
                .filter(value -> name.apply(value).equals(given))
                .findFirst()
                .orElseThrow(() -> AdminRefusal.invalid(
                        "bad-field",
                        field + " is one of " + Arrays.stream(values).map(name).toList()));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
