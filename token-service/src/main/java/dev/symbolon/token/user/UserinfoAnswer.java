package dev.symbolon.token.user;

import dev.symbolon.admission.jwt.AccessTokenClaims;
import dev.symbolon.admission.jwt.TokenType;
import dev.symbolon.core.authorization.RequestedClaims;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.grant.GrantState;
import dev.symbolon.core.tenant.ClaimRule.ClaimTarget;
import dev.symbolon.core.user.UserState;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.token.http.Answer;
import dev.symbolon.token.http.Json;
import dev.symbolon.token.jwt.Signer;
import dev.symbolon.token.role.MappedClaims;
import dev.symbolon.token.scope.Scopes;
import dev.symbolon.token.signingkey.SigningKeys;
import dev.symbolon.token.tenant.ServedTenant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What UserInfo says (OpenID Connect Core §5.3.2): plain or, where the client registered an algorithm, signed. */
public final class UserinfoAnswer {
    private final UserClaims claims;
    private final MappedClaims mapped;
    private final Subjects subjects;
    private final SigningKeys keys;
    private final Signer signer;
    private final Decisions decisions;
    private final HybridClock clock;

    public UserinfoAnswer(
            UserClaims claims,
            MappedClaims mapped,
            Subjects subjects,
            SigningKeys keys,
            Signer signer,
            Decisions decisions,
            HybridClock clock) {
        this.claims = claims;
        this.mapped = mapped;
        this.subjects = subjects;
        this.keys = keys;
        this.signer = signer;
        this.decisions = decisions;
        this.clock = clock;
    }

    Answer of(ServedTenant tenant, AccessTokenClaims token, ClientMetadata client, GrantState grant, UserState user) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("sub", subjects.of(tenant.id(), client, user.user()));
        about.putAll(claims.of(tenant.id(), user, names(token, grant)));
        mapped.addTo(about, tenant.id(), Optional.of(user.user()), ClaimTarget.USERINFO);
        return client.userinfoSigning()
                .map(algorithm -> signed(tenant, token, algorithm, about))
                .orElseGet(() -> Answer.json(200, Json.write(about)));
    }

    /** What the token's scopes open, and what the claims parameter asked for here (§5.5). */
    private static Set<String> names(AccessTokenClaims token, GrantState grant) {
        Set<String> names = new LinkedHashSet<>(Scopes.claims(token.scopes()));
        grant.claims().stream()
                .flatMap(asked -> asked.userinfo().stream())
                .map(RequestedClaims.One::name)
                .forEach(names::add);
        return names;
    }

    /** §5.3.2: {@code iss} and {@code aud} are in it. It doesn't expire, which tells it from an ID token. */
    private Answer signed(
            ServedTenant tenant, AccessTokenClaims token, SigningAlgorithm algorithm, Map<String, Object> about) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("iss", tenant.issuer());
        content.put("aud", token.client().value());
        content.put("iat", clock.now().instant().getEpochSecond());
        content.putAll(about);
        return Answer.text(200, "application/jwt", signer.sign(TokenType.ID_TOKEN, key(tenant, algorithm), content));
    }

    private Signer.Key key(ServedTenant tenant, SigningAlgorithm algorithm) {
        return known(tenant, algorithm).orElseGet(() -> {
            keys.offerWhereDue(tenant.id(), algorithm);
            return known(tenant, algorithm)
                    .orElseThrow(() -> new IllegalStateException("a key was made and isn't there"));
        });
    }

    private Optional<Signer.Key> known(ServedTenant tenant, SigningAlgorithm algorithm) {
        return decisions.decide(
                tenant.id(),
                reading -> keys.signing(reading, algorithm, clock.now().instant()));
    }
}
