package dev.symbolon.core.client;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a client is and may do (RFC 7591 §2 names, where it has them).
 *
 * @param name           shown on the consent page
 * @param kind           how it runs, hence whether it can keep a secret
 * @param redirectUris   compared as exact strings, but for the port of a loopback IP literal
 * @param grantTypes     the grants that it was given, and no others
 * @param responseTypes  what the authorization endpoint may answer with; any but {@code code} is for apps in migration
 * @param authentication the one way in which it proves itself at the token endpoint
 * @param pkceRequired   only a confidential client can have this off
 * @param consent        whether people are asked
 * @param openIdScopes   of {@code openid profile email offline_access …}, those that it may ask for
 * @param permissions    the resources and their scopes that it may ask for
 * @param signing        algorithm of the tokens made for it
 * @param userinfoSigning where given, UserInfo answers with a signed JWT (OpenID Connect Core §5.3.2)
 * @param subject        what the client sees of a person's identity
 * @param signIn         what an authorization request that doesn't say asks for
 * @param logout         where people and notices go when a session ends
 * @param links          shown on the consent page
 */
public record ClientMetadata(
        String name,
        ClientKind kind,
        List<String> redirectUris,
        Set<GrantType> grantTypes,
        Set<ResponseType> responseTypes,
        ClientAuthentication authentication,
        boolean pkceRequired,
        ConsentRule consent,
        Set<String> openIdScopes,
        List<Permission> permissions,
        SigningAlgorithm signing,
        Optional<SigningAlgorithm> userinfoSigning,
        SubjectIdentifier subject,
        SignInDefaults signIn,
        LogoutAddresses logout,
        Links links) {
    public ClientMetadata {
        redirectUris = List.copyOf(redirectUris);
        grantTypes = Set.copyOf(grantTypes);
        responseTypes = Set.copyOf(responseTypes);
        openIdScopes = Set.copyOf(openIdScopes);
        permissions = List.copyOf(permissions);
    }

    /** The host that names the client's sector (OpenID Connect Core §8.1); empty where its subjects are public. */
    public Optional<String> sector() {
        return subject.pairwise() ? SectorRule.sector(subject.sectorIdentifierUri(), redirectUris) : Optional.empty();
    }

    /** Whether tokens may leave through the browser: a feature for apps in migration, which admins are warned of. */
    public boolean legacy() {
        return responseTypes.stream().anyMatch(ResponseType::frontChannel);
    }
}
