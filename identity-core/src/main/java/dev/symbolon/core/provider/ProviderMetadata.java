package dev.symbolon.core.provider;

import java.util.List;
import java.util.Optional;

/**
 * How an upstream OpenID Connect provider is asked.
 *
 * @param name       on the button of the sign-in page
 * @param issuer     its issuer, whose discovery document says the rest
 * @param clientId   by which it knows the platform
 * @param vaultEntry where the vault holds the secret that it knows the platform by
 */
public record ProviderMetadata(
        String name,
        String issuer,
        String clientId,
        List<String> scopes,
        boolean enabled,
        Optional<String> vaultEntry) {
    public ProviderMetadata {
        scopes = List.copyOf(scopes);
    }
}
