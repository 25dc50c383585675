package dev.symbolon.core.client;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Sectors of pairwise subjects (OpenID Connect Core §8.1). */
public final class SectorRule {

    /** The host of the sector identifier URI or, without one, the only host of the redirect URIs. */
    static Optional<String> sector(Optional<String> sectorIdentifierUri, List<String> redirectUris) {
        Set<String> hosts = sectorIdentifierUri.map(List::of).orElse(redirectUris).stream()
                .flatMap(uri -> Optional.ofNullable(URI.create(uri).getHost()).stream())
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return hosts.size() == 1 ? Optional.of(hosts.iterator().next()) : Optional.empty();
    }

    /** What is wrong with a pairwise subject, as a stable code. */
    static Optional<String> fault(ClientMetadata m) {
        if (m.subject()
                .sectorIdentifierUri()
                .filter(uri -> !WebAddress.wellFormed(uri))
                .isPresent()) {
            return Optional.of("sector-identifier-uri");
        }
        return m.subject().pairwise() && m.sector().isEmpty()
                ? Optional.of("pairwise-without-sector")
                : Optional.empty();
    }

    /**
     * Whether what was found at the sector identifier URI lets this client into the sector: each of its redirect URIs
     * must be in the list (OpenID Connect Dynamic Client Registration §5).
     */
    public static boolean admits(List<String> listed, ClientMetadata client) {
        return Set.copyOf(listed).containsAll(client.redirectUris());
    }

    private SectorRule() {}
}
