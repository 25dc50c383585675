package dev.symbolon.admin.client;

import static java.util.Objects.requireNonNull;

import dev.symbolon.admin.client.ClientSettings.LogoutAddress;
import dev.symbolon.admin.client.ClientSettings.PermissionBody;
import dev.symbolon.admin.http.AdminRefusal;
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
import dev.symbolon.core.resource.ResourceId;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Between what a call says of a client and what the domain knows of it: there and back. */
final class Metadata {
    static ClientMetadata of(ClientSettings s) {
        ClientKind kind = choice("kind", requireNonNull(s.kind()), ClientKind.values(), Metadata::lower);
        Set<GrantType> grants = s.grantTypes() == null
                ? Set.of(kind == ClientKind.SERVICE ? GrantType.CLIENT_CREDENTIALS : GrantType.AUTHORIZATION_CODE)
                : texts(s.grantTypes()).stream().map(Metadata::grant).collect(Collectors.toUnmodifiableSet());
        return new ClientMetadata(
                requireNonNull(s.name()),
                kind,
                texts(s.redirectUris()),
                grants,
                s.responseTypes() == null
                        ? grants.contains(GrantType.AUTHORIZATION_CODE) ? Set.of(ResponseType.CODE) : Set.of()
                        : texts(s.responseTypes()).stream()
                                .map(Metadata::responseType)
                                .collect(Collectors.toUnmodifiableSet()),
                authentication(s.authentication(), kind),
                s.pkceRequired() == null || s.pkceRequired(),
                s.consent() == null
                        ? ConsentRule.REQUIRED
                        : choice("consent", s.consent(), ConsentRule.values(), Metadata::lower),
                new HashSet<>(texts(s.openIdScopes())),
                permissions(s.permissions()),
                s.signing() == null ? SigningAlgorithm.ES256 : SigningAlgorithm.valueOf(s.signing()),
                Optional.ofNullable(s.userinfoSigning()).map(SigningAlgorithm::valueOf),
                new SubjectIdentifier(
                        Boolean.TRUE.equals(s.pairwiseSubject()), Optional.ofNullable(s.sectorIdentifierUri())),
                new SignInDefaults(
                        Optional.ofNullable(s.defaultMaxAgeSeconds()).map(Duration::ofSeconds),
                        Boolean.TRUE.equals(s.requireAuthTime()),
                        texts(s.defaultAcrValues())),
                new LogoutAddresses(
                        texts(s.postLogoutRedirectUris()),
                        notified(s.backChannelLogout()),
                        notified(s.frontChannelLogout())),
                new Links(
                        Optional.ofNullable(s.homeUri()),
                        Optional.ofNullable(s.logoUri()),
                        Optional.ofNullable(s.policyUri()),
                        Optional.ofNullable(s.termsUri())));
    }

    static ClientSettings settings(ClientMetadata m) {
        return new ClientSettings(
                m.name(),
                lower(m.kind()),
                nullable(m.redirectUris()),
                nullable(m.grantTypes().stream().map(GrantType::value).sorted().toList()),
                nullable(m.responseTypes().stream()
                        .map(ResponseType::parameter)
                        .sorted()
                        .toList()),
                m.authentication().parameter(),
                m.pkceRequired(),
                lower(m.consent()),
                nullable(m.openIdScopes().stream().sorted().toList()),
                m.permissions().stream()
                        .<@Nullable PermissionBody>map(permission -> new PermissionBody(
                                permission.resource().value(),
                                nullable(permission.scopes().stream().sorted().toList())))
                        .toList(),
                m.signing().name(),
                m.userinfoSigning().map(SigningAlgorithm::name).orElse(null),
                m.subject().pairwise(),
                m.subject().sectorIdentifierUri().orElse(null),
                m.signIn().maxAge().map(age -> Math.toIntExact(age.toSeconds())).orElse(null),
                m.signIn().requireAuthTime(),
                nullable(m.signIn().acrValues()),
                nullable(m.logout().postLogoutRedirectUris()),
                m.logout().backChannel().map(Metadata::shown).orElse(null),
                m.logout().frontChannel().map(Metadata::shown).orElse(null),
                m.links().home().orElse(null),
                m.links().logo().orElse(null),
                m.links().policy().orElse(null),
                m.links().terms().orElse(null));
    }

    private static Optional<LogoutAddresses.Notified> notified(@Nullable LogoutAddress address) {
        return Optional.ofNullable(address)
                .map(given -> new LogoutAddresses.Notified(
                        requireNonNull(given.uri()), Boolean.TRUE.equals(given.sessionRequired())));
    }

    private static LogoutAddress shown(LogoutAddresses.Notified notified) {
        return new LogoutAddress(notified.uri(), notified.sessionRequired());
    }

    private static GrantType grant(String given) {
        try {
            return new GrantType(given);
        } catch (IllegalArgumentException _) {
            throw bad("/grantTypes", "a grant type is a registered name or an absolute URI");
        }
    }

    private static ResponseType responseType(String given) {
        return ResponseType.named(given).orElseThrow(() -> bad("/responseTypes", "there is no such response type"));
    }

    private static ClientAuthentication authentication(@Nullable String given, ClientKind kind) {
        if (given == null) {
            return kind.confidential() ? ClientAuthentication.CLIENT_SECRET_BASIC : ClientAuthentication.NONE;
        }
        return choice("authentication", given, ClientAuthentication.values(), ClientAuthentication::parameter);
    }

    private static List<Permission> permissions(@Nullable List<@Nullable PermissionBody> bodies) {
        return bodies == null
                ? List.of()
                : bodies.stream()
                        .map(body -> requireNonNull(body))
                        .map(body -> new Permission(
                                new ResourceId(requireNonNull(body.resource())), new HashSet<>(texts(body.scopes()))))
                        .toList();
    }

    private static List<String> texts(@Nullable List<@Nullable String> given) {
        return given == null
                ? List.of()
                : given.stream().map(text -> requireNonNull(text)).toList();
    }

    private static List<@Nullable String> nullable(List<String> texts) {
        return texts.stream().<@Nullable String>map(text -> text).toList();
    }

    private static <E> E choice(String field, String given, E[] values, Function<E, String> name) {
        return Arrays.stream(values)
                .filter(value -> name.apply(value).equals(given))
                .findFirst()
                .orElseThrow(() -> bad(
                        "/" + field,
                        field + " is one of " + Arrays.stream(values).map(name).toList()));
    }

    private static AdminRefusal bad(String pointer, String detail) {
        return AdminRefusal.invalid("bad-field", detail, pointer);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private Metadata() {}
}
