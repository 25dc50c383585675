package dev.symbolon.token.grant;

import dev.symbolon.core.client.ClientState;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.token.client.AuthenticatedClient;
import dev.symbolon.token.client.ClientRequests;
import dev.symbolon.token.client.TokenRequest;
import dev.symbolon.token.cors.CrossOrigin;
import dev.symbolon.token.http.Answer;
import dev.symbolon.token.http.Json;
import dev.symbolon.token.http.ProtocolError;
import dev.symbolon.token.limit.RequestLimits;
import dev.symbolon.token.signingkey.SigningKeys;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/** The token endpoint (RFC 6749 §3.2). */
@Controller
final class TokenEndpoint {
    private static final Set<String> REPEATABLE = Set.of("resource", "audience");
    private static final int LONGEST_VALUE = 8 * 1024;

    private final RequestLimits limits;
    private final Decisions decisions;
    private final TokenGrants grants;
    private final SigningKeys keys;
    private final ClientRequests requests;
    private final CrossOrigin crossOrigin;
    private final HybridClock clock;

    TokenEndpoint(
            RequestLimits limits,
            Decisions decisions,
            TokenGrants grants,
            SigningKeys keys,
            ClientRequests requests,
            CrossOrigin crossOrigin,
            HybridClock clock) {
        this.limits = limits;
        this.decisions = decisions;
        this.grants = grants;
        this.keys = keys;
        this.requests = requests;
        this.crossOrigin = crossOrigin;
        this.clock = clock;
    }

    @PostMapping("/t/{slug}/token")
    void token(ServedTenant tenant, HttpServletRequest request, HttpServletResponse response) throws IOException {
        TokenRequest presented = ClientRequests.read(request);
        // A public client names itself in the body; nobody else calls from a page.
        crossOrigin.open(request, response, tenant, presented.parameters().value("client_id"));
        limits.take(tenant);
        Optional<ProtocolError> fault = ClientRequests.malformed(presented.parameters(), REPEATABLE, LONGEST_VALUE);
        TokenGrant.Result result =
                fault.isPresent() ? new TokenGrant.Result.Refused(fault.get()) : decide(tenant, presented);
        Answer answer =
                switch (result) {
                    case TokenGrant.Result.Issued issued ->
                        Answer.json(200, Json.write(issued.body().sign()));
                    case TokenGrant.Result.Refused refused -> refused(request, tenant, presented, refused);
                    case TokenGrant.Result.Told(ProtocolError error) -> ClientRequests.error(400, error);
                    case TokenGrant.Result.KeyMissing _ ->
                        throw new IllegalStateException("a key was made and isn't there");
                };
        answer.notStored().send(response);
    }

    private TokenGrant.Result decide(ServedTenant tenant, TokenRequest presented) {
        Optional<String> type = presented.parameters().value("grant_type");
        if (type.isEmpty()) {
            return new TokenGrant.Result.Refused(
                    ProtocolError.direct("invalid_request", "grant_type is missing.", "no-grant-type"));
        }
        Optional<TokenGrant> named = grants.named(type.get());
        if (named.isEmpty()) {
            // RFC 9700 §2.4: nobody sends a password along and learns anything but that. Which grants there are is
            // public.
            return new TokenGrant.Result.Refused(
                    ProtocolError.direct("unsupported_grant_type", "This grant type isn't supported.", "grant-type"));
        }
        TokenGrant grant = named.get();
        Consumer<ClientState> count = limits.once(tenant);
        TokenGrant.Result result = attempt(tenant, presented, grant, count);
        if (result instanceof TokenGrant.Result.KeyMissing missing) {
            keys.offerWhereDue(tenant.id(), missing.algorithm());
            // With fresh values: the new key doesn't sign what was timed before it.
            return attempt(tenant, presented, grant, count);
        }
        return result;
    }

    private TokenGrant.Result attempt(
            ServedTenant tenant, TokenRequest presented, TokenGrant grant, Consumer<ClientState> count) {
        TokenGrant.Attempt attempt = grant.attempt(tenant, presented.parameters());
        return decisions.decide(tenant.id(), reading -> once(reading, presented, grant, count, attempt));
    }

    private TokenGrant.Result once(
            Reading reading,
            TokenRequest presented,
            TokenGrant grant,
            Consumer<ClientState> count,
            TokenGrant.Attempt attempt) {
        return switch (AuthenticatedClient.of(presented, reading, clock.now().instant())) {
            case AuthenticatedClient.Unproven(ProtocolError error) -> new TokenGrant.Result.Refused(error);
            case AuthenticatedClient.Proven(ClientState client) -> {
                count.accept(client);
                // Before any grant looks at what it was given: of a suspended tenant nothing else is told.
                Tenants.active(reading);
                yield client.metadata().grantTypes().contains(grant.type())
                        ? attempt.decide(reading, client)
                        : new TokenGrant.Result.Refused(ProtocolError.direct(
                                "unauthorized_client", "The client wasn't given this grant.", "grant-not-given"));
            }
        };
    }

    private Answer refused(
            HttpServletRequest request,
            ServedTenant tenant,
            TokenRequest presented,
            TokenGrant.Result.Refused refused) {
        ProtocolError error = refused.error();
        if (!refused.recorded()) {
            requests.record(tenant, request, "token", Optional.empty(), error.operatorDetail());
        }
        return ClientRequests.refused(tenant, presented, "token", error);
    }
}
