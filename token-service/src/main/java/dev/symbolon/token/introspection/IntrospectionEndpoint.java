package dev.symbolon.token.introspection;

import dev.symbolon.admission.access.AccessTokens;
import dev.symbolon.admission.access.GrantEnds;
import dev.symbolon.admission.jwt.AccessTokenClaims;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.Permission;
import dev.symbolon.core.grant.GrantState;
import dev.symbolon.core.grant.RefreshLink;
import dev.symbolon.core.resource.ResourceState;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.token.client.AuthenticatedClient;
import dev.symbolon.token.client.ClientRequests;
import dev.symbolon.token.client.TokenRequest;
import dev.symbolon.token.grant.RefreshTokens;
import dev.symbolon.token.http.Answer;
import dev.symbolon.token.http.Json;
import dev.symbolon.token.http.ProtocolError;
import dev.symbolon.token.limit.RequestLimits;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Token introspection (RFC 7662). A client sees its own tokens, and those for an API that it is. Of all others it hears
 * what it hears of a token that never was: that it isn't active.
 */
@Controller
final class IntrospectionEndpoint {
    private static final String NAME = "introspect";
    private static final int LONGEST_VALUE = 8 * 1024;
    private static final byte[] INACTIVE = Json.write(Map.of("active", false));

    private final RequestLimits limits;
    private final Decisions decisions;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final ClientRequests requests;
    private final HybridClock clock;

    IntrospectionEndpoint(
            RequestLimits limits,
            Decisions decisions,
            AccessTokens accessTokens,
            RefreshTokens refreshTokens,
            ClientRequests requests,
            HybridClock clock) {
        this.limits = limits;
        this.decisions = decisions;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.requests = requests;
        this.clock = clock;
    }

    private sealed interface Result {
        record Active(Map<String, Object> members) implements Result {}

        record Inactive() implements Result {}

        record Refused(ProtocolError error) implements Result {}
    }

    @PostMapping("/t/{slug}/introspect")
    void introspect(ServedTenant tenant, HttpServletRequest request, HttpServletResponse response) throws IOException {
        limits.take(tenant);
        TokenRequest presented = ClientRequests.read(request);
        Consumer<ClientState> count = limits.once(tenant);
        Result result = ClientRequests.malformed(presented.parameters(), Set.of(), LONGEST_VALUE)
                .<Result>map(Result.Refused::new)
                .orElseGet(() -> decisions.decide(tenant.id(), reading -> decide(reading, tenant, presented, count)));
        Answer answer =
                switch (result) {
                    case Result.Active(Map<String, Object> members) -> Answer.json(200, Json.write(members));
                    case Result.Inactive _ -> Answer.json(200, INACTIVE);
                    case Result.Refused(ProtocolError error) -> {
                        requests.record(tenant, request, NAME, Optional.empty(), error.operatorDetail());
                        yield ClientRequests.refused(tenant, presented, NAME, error);
                    }
                };
        answer.notStored().send(response);
    }

    private Result decide(Reading reading, ServedTenant tenant, TokenRequest presented, Consumer<ClientState> count) {
        Instant now = clock.now().instant();
        return switch (AuthenticatedClient.of(presented, reading, now)) {
            case AuthenticatedClient.Unproven(ProtocolError error) -> new Result.Refused(error);
            case AuthenticatedClient.Proven(ClientState client) -> {
                count.accept(client);
                if (!client.metadata().kind().confidential()) {
                    // RFC 7662 §2.1: who asks is authorized, so that nobody tries out tokens.
                    yield new Result.Refused(ProtocolError.direct(
                            "invalid_client", "The client couldn't be authenticated.", "public-client"));
                }
                yield presented
                        .parameters()
                        .value("token")
                        .map(token -> of(reading, tenant, client, token, now))
                        .orElseGet(() -> new Result.Refused(
                                ProtocolError.direct("invalid_request", "token is missing.", "no-token")));
            }
        };
    }

    /** Its form tells what a token is; a hint (RFC 7662 §2.1) that says otherwise changes nothing. */
    private Result of(Reading reading, ServedTenant tenant, ClientState client, String token, Instant now) {
        Optional<RefreshTokens.Genuine> genuine = refreshTokens.genuine(tenant.id(), token);
        Optional<Map<String, Object>> members = genuine.isPresent()
                ? refreshToken(reading, tenant, client, genuine.get(), now)
                : accessTokens
                        .standing(reading, tenant.issuer(), token, now)
                        .filter(claims -> mayBeSeenBy(reading, client, claims))
                        .map(IntrospectionEndpoint::members);
        return members.<Result>map(Result.Active::new).orElseGet(Result.Inactive::new);
    }

    private static boolean mayBeSeenBy(Reading reading, ClientState client, AccessTokenClaims claims) {
        return claims.client().equals(client.client())
                || client.metadata().permissions().stream()
                        .filter(Permission::isTheResource)
                        .flatMap(permission -> reading.state(ResourceState.FOLD, permission.resource()).stream())
                        .anyMatch(resource ->
                                claims.audience().contains(resource.metadata().audience()));
    }

    private static Optional<Map<String, Object>> refreshToken(
            Reading reading, ServedTenant tenant, ClientState client, RefreshTokens.Genuine token, Instant now) {
        return reading.state(GrantState.FOLD, token.grant())
                .filter(grant -> grant.client().equals(client.client()))
                .filter(grant -> !grant.revoked() && now.isBefore(grant.expiresAt()))
                .filter(grant -> GrantEnds.of(reading, Tenants.active(reading), client, grant)
                        .isEmpty())
                .flatMap(grant -> grant.refresh()
                        .map(RefreshLink::newest)
                        .filter(newest -> newest.generation() == token.generation())
                        .filter(newest -> now.isBefore(newest.idleExpiresAt()))
                        .map(newest -> members(tenant, grant, newest.idleExpiresAt())));
    }

    /** RFC 7662 §2.2. */
    private static Map<String, Object> members(AccessTokenClaims claims) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("active", true);
        members.put("scope", String.join(" ", claims.scopes()));
        members.put("client_id", claims.client().value());
        members.put("token_type", "Bearer");
        members.put("exp", claims.expiresAt().getEpochSecond());
        members.put("iat", claims.issuedAt().getEpochSecond());
        members.put("sub", claims.subject());
        members.put("aud", List.copyOf(claims.audience()));
        members.put("iss", claims.issuer());
        members.put("jti", claims.id().value());
        return members;
    }

    private static Map<String, Object> members(ServedTenant tenant, GrantState grant, Instant idleExpiresAt) {
        Instant end = idleExpiresAt.isBefore(grant.expiresAt()) ? idleExpiresAt : grant.expiresAt();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("active", true);
        members.put("scope", String.join(" ", grant.scopes()));
        members.put("client_id", grant.client().value());
        members.put("exp", end.getEpochSecond());
        members.put("iss", tenant.issuer());
        return members;
    }
}
