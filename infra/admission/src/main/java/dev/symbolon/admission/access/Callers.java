package dev.symbolon.admission.access;

import dev.symbolon.admission.jwt.AccessTokenClaims;
import dev.symbolon.admission.jwt.CryptoProvider;
import dev.symbolon.admission.jwt.PublicHalves;
import dev.symbolon.admission.jwt.TokenType;
import dev.symbolon.admission.jwt.UnverifiedToken;
import dev.symbolon.admission.jwt.Verifier;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.role.AdminPermission;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.decision.Claims;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.ports.revocation.Revocations;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Who calls one of the platform's own APIs, by an access token of a tenant that was made for it (RFC 9068 §4). */
public final class Callers {
    private final Decisions decisions;
    private final HybridClock clock;
    private final Issuers issuers;
    private final AccessTokens tokens;
    private final String audience;

    private Callers(Decisions decisions, HybridClock clock, Issuers issuers, AccessTokens tokens, String audience) {
        this.decisions = decisions;
        this.clock = clock;
        this.issuers = issuers;
        this.tokens = tokens;
        this.audience = audience;
    }

    /**
     * For one API.
     *
     * @param issuerBase what every tenant's issuer begins with
     * @param api        whose audience the tokens that it takes have
     */
    public static Callers of(
            Decisions decisions,
            HybridClock clock,
            Claims claims,
            Revocations revocations,
            String issuerBase,
            PlatformApi api) {
        CryptoProvider crypto = CryptoProvider.fastest();
        return new Callers(
                decisions,
                clock,
                new Issuers(claims, issuerBase),
                new AccessTokens(new PublicHalves(crypto), new Verifier(crypto), revocations),
                api.audience());
    }

    /** Empty when it isn't a token for this API that counts now, whatever is wrong with it. */
    public Optional<Caller> bearer(String token) {
        Instant now = clock.now().instant();
        return caller(token, (reading, issuer) -> tokens.standing(reading, issuer, token, now));
    }

    /** Whose session of our pages it is that began with that token; empty when what it stood for was taken away. */
    public Optional<Caller> session(String token, Instant began) {
        return caller(token, (reading, issuer) -> tokens.lasting(reading, issuer, token, began));
    }

    private Optional<Caller> caller(String token, BiFunction<Reading, String, Optional<AccessTokenClaims>> check) {
        return UnverifiedToken.parse(token, TokenType.ACCESS_TOKEN)
                .flatMap(UnverifiedToken::claimedIssuer)
                .flatMap(issuer -> issuers.tenant(issuer).flatMap(tenant -> caller(tenant, issuer, check)));
    }

    private Optional<Caller> caller(
            TenantId tenant, String issuer, BiFunction<Reading, String, Optional<AccessTokenClaims>> check) {
        return decisions.decide(
                tenant,
                reading -> check.apply(reading, issuer)
                        .filter(claims -> here(issuer, claims.audience()))
                        // RFC 9449 §7.1: a bound token isn't a bearer's.
                        .filter(claims -> !claims.bound())
                        .flatMap(claims -> caller(reading, claims)));
    }

    /** RFC 8707 §2: of several resources each could present the token at the others; so those besides are ours, too. */
    private boolean here(String issuer, Set<String> named) {
        return named.contains(audience)
                && named.stream()
                        .allMatch(one -> one.equals(issuer + "/userinfo")
                                || Arrays.stream(PlatformApi.values())
                                        .anyMatch(api -> api.audience().equals(one)));
    }

    private static Optional<Caller> caller(Reading reading, AccessTokenClaims claims) {
        if (claims.subject().equals(claims.client().value())) {
            // RFC 9068 §2.2: a client that acts for itself is its own subject; what it may was given to it as scopes.
            return Optional.of(caller(reading, claims, Optional.empty(), given(reading, claims.client())));
        }
        return AccessTokens.person(reading, claims)
                .map(user -> caller(reading, claims, Optional.of(user), Powers.of(reading, user)));
    }

    private static Caller caller(
            Reading reading, AccessTokenClaims claims, Optional<UserId> user, Set<AdminPermission> holds) {
        Set<AdminPermission> may = named(claims.scopes().stream());
        may.retainAll(holds);
        return new Caller(reading.tenant(), user, claims.client(), may, holds);
    }

    private static Set<AdminPermission> given(Reading reading, ClientId client) {
        return reading.state(ClientState.FOLD, client)
                .map(state -> named(state.metadata().permissions().stream()
                        .filter(permission ->
                                PlatformApi.of(permission.resource()).isPresent())
                        .flatMap(permission -> permission.scopes().stream())))
                .orElse(Set.of());
    }

    private static Set<AdminPermission> named(Stream<String> scopes) {
        Set<AdminPermission> permissions = EnumSet.noneOf(AdminPermission.class);
        scopes.flatMap(scope -> AdminPermission.ofScope(scope).stream()).forEach(permissions::add);
        return permissions;
    }
}
