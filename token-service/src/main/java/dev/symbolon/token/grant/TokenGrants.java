package dev.symbolon.token.grant;

import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.revocation.Revocations;
import dev.symbolon.token.device.DeviceCodes;
import dev.symbolon.token.device.Polls;
import dev.symbolon.token.jwt.Signer;
import dev.symbolon.token.role.MappedClaims;
import dev.symbolon.token.signingkey.SigningKeys;
import java.util.List;
import java.util.Optional;

/** The grant types of the token endpoint: the one list that serves them and that discovery prints. */
public final class TokenGrants {
    private final List<TokenGrant> all;

    public TokenGrants(
            Decisions decisions,
            DeviceCodes deviceCodes,
            Polls polls,
            SigningKeys keys,
            Signer signer,
            Revocations revocations,
            Randomness randomness,
            HybridClock clock) {
        TokenMaker tokens = new TokenMaker(signer, revocations, new MappedClaims(decisions));
        this.all = List.of(
                new AuthorizationCodeGrant(keys, tokens, randomness, clock, revocations),
                new ClientCredentialsGrant(keys, tokens, randomness, clock),
                new DeviceCodeGrant(decisions, deviceCodes, polls, keys, tokens, randomness, clock));
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
