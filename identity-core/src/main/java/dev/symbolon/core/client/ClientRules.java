package dev.symbolon.core.client;

import dev.symbolon.core.scope.ScopeName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What no client can be registered with: each fault is a stable code. */
final class ClientRules {

    private static final int NAME_LENGTH = 100;
    private static final int REDIRECT_URIS = 50;
    private static final int SCOPES = 100;
    private static final int SECRETS = 2;
    private static final int DEFAULT_MAX_AGE_DAYS = 366;
    private static final int ACR_VALUES = 20;

    static Optional<String> fault(ClientMetadata m) {
        if (m.name().isBlank() || m.name().length() > NAME_LENGTH) {
            return Optional.of("name");
        }
        return grantFault(m)
                .or(() -> responseFault(m))
                .or(() -> authenticationFault(m))
                .or(() -> redirectFault(m))
                .or(() -> scopeFault(m))
                .or(() -> LogoutRules.fault(m))
                .or(() -> SectorRule.fault(m))
                .or(() -> signInFault(m.signIn()))
                .or(() -> linkFault(m.links()));
    }

    static Optional<String> fault(ClientMetadata m, List<ClientSecret> secrets, Instant at) {
        if (!m.kind().confidential()) {
            // RFC 8252 §8.5: a secret in an app that is handed out is none.
            return secrets.isEmpty() ? Optional.empty() : Optional.of("public-client-with-secret");
        }
        if (secrets.size() > SECRETS) {
            return Optional.of("too-many-secrets");
        }
        if (secrets.stream().map(ClientSecret::id).distinct().count() < secrets.size()) {
            return Optional.of("duplicate-secret");
        }
        boolean usable = secrets.stream()
                .anyMatch(secret -> secret.expiresAt().map(at::isBefore).orElse(true));
        return usable ? Optional.empty() : Optional.of("no-secret");
    }

    /**
     * An app with the implicit flow that becomes a single-page app: the one change of kind that there is. A web app can only
     * if it never had a code or a refresh token, which without its secret would be anybody's.
     */
    static boolean movesToSinglePage(ClientMetadata now, ClientMetadata next) {
        boolean implicit = now.grantTypes().contains(GrantType.IMPLICIT);
        return next.kind() == ClientKind.SINGLE_PAGE
                && switch (now.kind()) {
                    case WEB -> now.grantTypes().equals(Set.of(GrantType.IMPLICIT));
                    case NATIVE -> implicit;
                    case SINGLE_PAGE, SERVICE -> false;
                };
    }

    private static Optional<String> grantFault(ClientMetadata m) {
        Set<GrantType> grants = m.grantTypes();
        if (grants.isEmpty()) {
            return Optional.of("no-grant-type");
        }
        return switch (m.kind()) {
            case SERVICE ->
                grants.equals(Set.of(GrantType.CLIENT_CREDENTIALS))
                        ? Optional.empty()
                        : Optional.of("service-grant-types");
            // RFC 6749 §4.4: client credentials are for confidential clients only.
            case NATIVE, SINGLE_PAGE ->
                grants.contains(GrantType.CLIENT_CREDENTIALS)
                        ? Optional.of("public-client-credentials")
                        : codeNeeded(grants);
            case WEB -> codeNeeded(grants);
        };
    }

    private static Optional<String> codeNeeded(Set<GrantType> grants) {
        boolean refreshable = grants.contains(GrantType.AUTHORIZATION_CODE) || grants.contains(GrantType.DEVICE_CODE);
        return grants.contains(GrantType.REFRESH_TOKEN) && !refreshable
                ? Optional.of("refresh-token-without-code")
                : Optional.empty();
    }

    // OpenID Connect Dynamic Client Registration §2: response types and grant types agree.
    private static Optional<String> responseFault(ClientMetadata m) {
        if (m.responseTypes().stream().anyMatch(type -> !m.grantTypes().containsAll(type.grants()))) {
            return Optional.of("response-type-without-grant-type");
        }
        boolean unused = Stream.of(GrantType.AUTHORIZATION_CODE, GrantType.IMPLICIT)
                .filter(m.grantTypes()::contains)
                .anyMatch(grant -> m.responseTypes().stream()
                        .noneMatch(type -> type.grants().contains(grant)));
        return unused ? Optional.of("grant-type-without-response-type") : Optional.empty();
    }

    private static Optional<String> authenticationFault(ClientMetadata m) {
        if (m.kind().confidential()) {
            return m.authentication() == ClientAuthentication.NONE
                    ? Optional.of("confidential-client-without-authentication")
                    : Optional.empty();
        }
        if (m.authentication() != ClientAuthentication.NONE) {
            return Optional.of("public-client-with-authentication");
        }
        // RFC 9700 §2.1.1: public clients must use PKCE.
        return m.pkceRequired() ? Optional.empty() : Optional.of("public-client-without-pkce");
    }

    private static Optional<String> redirectFault(ClientMetadata m) {
        List<String> uris = m.redirectUris();
        if (m.kind() == ClientKind.SERVICE) {
            return uris.isEmpty() ? Optional.empty() : Optional.of("service-with-redirect-uri");
        }
        if (!m.responseTypes().isEmpty() && uris.isEmpty()) {
            return Optional.of("no-redirect-uri");
        }
        if (uris.size() > REDIRECT_URIS) {
            return Optional.of("too-many-redirect-uris");
        }
        if (Set.copyOf(uris).size() < uris.size()) {
            return Optional.of("duplicate-redirect-uri");
        }
        return uris.stream()
                .flatMap(uri -> RedirectUriRule.fault(uri, m.kind()).stream())
                .findFirst();
    }

    private static Optional<String> scopeFault(ClientMetadata m) {
        if (!ScopeName.OPENID_CONNECT.containsAll(m.openIdScopes())) {
            return Optional.of("openid-scope");
        }
        if (m.kind() == ClientKind.SERVICE && !m.openIdScopes().isEmpty()) {
            // There is no person whom they could be about.
            return Optional.of("service-with-openid-scope");
        }
        if (m.permissions().stream().map(Permission::resource).distinct().count()
                < m.permissions().size()) {
            return Optional.of("duplicate-permission");
        }
        if (!m.kind().confidential() && m.permissions().stream().anyMatch(Permission::isTheResource)) {
            // A resource can keep a secret: it proves itself when it asks about tokens.
            return Optional.of("permission-without-scope");
        }
        List<String> scopes = Stream.concat(
                        m.openIdScopes().stream(), m.permissions().stream().flatMap(p -> p.scopes().stream()))
                .toList();
        if (scopes.size() > SCOPES) {
            return Optional.of("too-many-scopes");
        }
        return scopes.stream().allMatch(ScopeName::wellFormed) ? Optional.empty() : Optional.of("scope-syntax");
    }

    private static Optional<String> signInFault(SignInDefaults defaults) {
        if (defaults.maxAge()
                .filter(age -> age.isNegative() || age.toDays() > DEFAULT_MAX_AGE_DAYS)
                .isPresent()) {
            return Optional.of("default-max-age");
        }
        boolean readable = defaults.acrValues().size() <= ACR_VALUES
                && defaults.acrValues().stream().allMatch(ScopeName::wellFormed);
        return readable ? Optional.empty() : Optional.of("default-acr-values");
    }

    private static Optional<String> linkFault(Links links) {
        return Stream.of(links.home(), links.logo(), links.policy(), links.terms())
                        .flatMap(Optional::stream)
                        .allMatch(WebAddress::wellFormed)
                ? Optional.empty()
                : Optional.of("link");
    }

    private ClientRules() {}
}
