package dev.symbolon.core.client;

import java.util.List;
import java.util.Set;

/**
 * What a client is and may do (RFC 7591 §2 names, where it has them).
 *
 * @param name           shown on the consent page
 * @param kind           how it runs, hence whether it can keep a secret
 * @param redirectUris   compared as exact strings, but for the port of a loopback IP literal
 * @param grantTypes     the grants that it was given, and no others
 * @param authentication the one way in which it proves itself at the token endpoint
 * @param pkceRequired   only a confidential client can have this off
 * @param consent        whether people are asked
 * @param openIdScopes   of {@code openid profile email offline_access …}, those that it may ask for
 * @param permissions    the resources and their scopes that it may ask for
 * @param signing        algorithm of the tokens made for it
 */
public record ClientMetadata(
        String name,
        ClientKind kind,
        List<String> redirectUris,
        Set<GrantType> grantTypes,
        ClientAuthentication authentication,
        boolean pkceRequired,
        ConsentRule consent,
        Set<String> openIdScopes,
        List<Permission> permissions,
        SigningAlgorithm signing) {
    public ClientMetadata {
        redirectUris = List.copyOf(redirectUris);
        grantTypes = Set.copyOf(grantTypes);
        openIdScopes = Set.copyOf(openIdScopes);
        permissions = List.copyOf(permissions);
    }
}
