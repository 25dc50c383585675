package dev.symbolon.token.grant;

import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.revocation.Revocations;
import dev.symbolon.token.device.DeviceCodes;
import dev.symbolon.token.device.Polls;
import dev.symbolon.token.signingkey.SigningKeys;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The grant types of the token endpoint: the one list that serves them and that discovery prints. */
public final class TokenGrants {
    private final List<TokenGrant> all;

    public TokenGrants(
            Decisions decisions,
            DeviceCodes deviceCodes,
            Polls polls,
            SigningKeys keys,
            TokenMaker tokens,
            Revocations revocations,
            RefreshTokens refreshTokens,
            List<ExtensionGrant> extensions,
            Randomness randomness,
            HybridClock clock) {
        DirectGrants direct = new DirectGrants(keys, tokens, randomness, clock);
        Redeeming redeeming = new Redeeming(keys, tokens, refreshTokens, randomness, clock);
        List<TokenGrant> own = List.of(
                new AuthorizationCodeGrant(redeeming, revocations),
                new RefreshTokenGrant(keys, tokens, refreshTokens, randomness, clock),
                new ClientCredentialsGrant(direct),
                new DeviceCodeGrant(decisions, deviceCodes, polls, redeeming, revocations, clock));
        this.all = Stream.concat(
                        own.stream(),
                        extensions.stream().map(extension -> new ExtendedTokenGrant(extension, direct, clock)))
                .toList();
        if (names().stream().distinct().count() < all.size()) {
            throw new IllegalStateException("two grants of one name among " + names());
        }
    }

    public List<String> names() {
        return all.stream().map(grant -> grant.type().value()).toList();
    }

    Optional<TokenGrant> named(String parameter) {
        return all.stream()
                .filter(grant -> grant.type().value().equals(parameter))
                .findFirst();
    }
}
