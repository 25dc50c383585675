package dev.symbolon.token.revocation;

import dev.symbolon.admission.access.AccessTokens;
import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.grant.GrantCommand;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.GrantState;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.token.client.AuthenticatedClient;
import dev.symbolon.token.client.ClientRequests;
import dev.symbolon.token.client.TokenRequest;
import dev.symbolon.token.cors.CrossOrigin;
import dev.symbolon.token.grant.RefreshTokens;
import dev.symbolon.token.http.Answer;
import dev.symbolon.token.http.ProtocolError;
import dev.symbolon.token.limit.RequestLimits;
import dev.symbolon.token.tenant.ServedTenant;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Token revocation (RFC 7009), for public clients too. Whichever token of a grant is shown, the whole grant is revoked.
 * A token that isn't valid, or is another client's, changes nothing, and is answered like any other (§2.2).
 */
@Controller
final class RevocationEndpoint {
    private static final String NAME = "revoke";
    private static final int LONGEST_VALUE = 8 * 1024;

    private final RequestLimits limits;
    private final Decisions decisions;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final ClientRequests requests;
    private final CrossOrigin crossOrigin;
    private final HybridClock clock;

    RevocationEndpoint(
            RequestLimits limits,
            Decisions decisions,
            AccessTokens accessTokens,
            RefreshTokens refreshTokens,
            ClientRequests requests,
            CrossOrigin crossOrigin,
            HybridClock clock) {
        this.limits = limits;
        this.decisions = decisions;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.requests = requests;
        this.crossOrigin = crossOrigin;
        this.clock = clock;
    }

    private sealed interface Result {
        record Done() implements Result {}

        record Foreign(ClientId client) implements Result {}

        record Refused(ProtocolError error) implements Result {}
    }

    /** A grant that a valid token was of, and its client. */
    private record Shown(GrantId grant, ClientId client) {}

    @PostMapping("/t/{slug}/revoke")
    void revoke(ServedTenant tenant, HttpServletRequest request, HttpServletResponse response) throws IOException {
        TokenRequest presented = ClientRequests.read(request);
        crossOrigin.open(request, response, tenant, presented.parameters().value("client_id"));
        limits.take(tenant);
        Consumer<ClientState> count = limits.once(tenant);
        Instant now = clock.now().instant();
        Result result = ClientRequests.malformed(presented.parameters(), Set.of(), LONGEST_VALUE)
                .<Result>map(Result.Refused::new)
                .orElseGet(
                        () -> decisions.decide(tenant.id(), reading -> decide(reading, tenant, presented, count, now)));
        Answer answer =
                switch (result) {
                    case Result.Done _ -> new Answer(200, List.of(), new byte[0]);
                    case Result.Foreign(ClientId client) -> {
                        requests.record(tenant, request, NAME, Optional.of(client.value()), "foreign-token");
                        yield new Answer(200, List.of(), new byte[0]);
                    }
                    case Result.Refused(ProtocolError error) -> {
                        requests.record(tenant, request, NAME, Optional.empty(), error.operatorDetail());
                        yield ClientRequests.refused(tenant, presented, NAME, error);
                    }
                };
        answer.notStored().send(response);
    }

    private Result decide(
            Reading reading, ServedTenant tenant, TokenRequest presented, Consumer<ClientState> count, Instant now) {
        return switch (AuthenticatedClient.of(presented, reading, now)) {
            case AuthenticatedClient.Unproven(ProtocolError error) -> new Result.Refused(error);
            case AuthenticatedClient.Proven(ClientState client) -> {
                count.accept(client);
                yield presented
                        .parameters()
                        .value("token")
                        .map(token -> shown(reading, tenant, token, now)
                                .map(found -> revoke(reading, client.client(), found, now))
                                .orElseGet(Result.Done::new))
                        .orElseGet(() -> new Result.Refused(
                                ProtocolError.direct("invalid_request", "token is missing.", "no-token")));
            }
        };
    }

    /** Its form tells what a token is; a hint (RFC 7009 §2.1) that says otherwise changes nothing. */
    private Optional<Shown> shown(Reading reading, ServedTenant tenant, String token, Instant now) {
        // Whichever of a family it is: who holds one wants all of it ended.
        return refreshTokens
                .genuine(tenant.id(), token)
                .flatMap(genuine -> reading.state(GrantState.FOLD, genuine.grant()))
                .map(grant -> new Shown(grant.grant(), grant.client()))
                .or(() -> accessTokens
                        .standing(reading, tenant.issuer(), token, now)
                        .map(claims -> new Shown(claims.grant(), claims.client())));
    }

    private static Result revoke(Reading reading, ClientId client, Shown shown, Instant now) {
        if (!shown.client().equals(client)) {
            return new Result.Foreign(client);
        }
        Origin origin = Origin.of(new Actor.Client(client), Correlation.current());
        reading.commit(new GrantCommand.Revoke(reading.tenant(), shown.grant(), "client-revoked", now), origin);
        return new Result.Done();
    }
}
