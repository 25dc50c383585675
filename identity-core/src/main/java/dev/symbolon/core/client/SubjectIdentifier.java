package dev.symbolon.core.client;

import java.util.Optional;

/**
 * What a client sees as {@code sub} (OpenID Connect Core §8).
 *
 * @param pairwise            a name of its own in each sector, so that clients can't compare notes
 * @param sectorIdentifierUri whose host is the sector; without it, the one host of the redirect URIs is
 */
public record SubjectIdentifier(boolean pairwise, Optional<String> sectorIdentifierUri) {
    public static final SubjectIdentifier PUBLIC = new SubjectIdentifier(false, Optional.empty());
}
