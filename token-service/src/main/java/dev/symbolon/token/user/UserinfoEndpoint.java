package dev.symbolon.token.user;

import dev.symbolon.admission.access.AccessTokens;
import dev.symbolon.admission.jwt.AccessTokenClaims;
import dev.symbolon.admission.jwt.TokenType;
import dev.symbolon.admission.jwt.UnverifiedToken;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.grant.GrantState;
import dev.symbolon.core.user.UserState;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.token.cors.CrossOrigin;
import dev.symbolon.token.http.Answer;
import dev.symbolon.token.limit.RequestLimits;
import dev.symbolon.token.scope.Scopes;
import dev.symbolon.token.tenant.ServedTenant;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** UserInfo (OpenID Connect Core §5.3), for access tokens in the Authorization header and nowhere else. */
@Controller
final class UserinfoEndpoint {
    private static final String SCHEME = "bearer ";

    /** Why a request has no claims, RFC 6750 §3.1. */
    private enum Fault {
        NO_TOKEN(401, ""),
        TWO_TOKENS(400, "invalid_request"),
        INVALID_TOKEN(401, "invalid_token"),
        INSUFFICIENT_SCOPE(403, "insufficient_scope");

        private final int status;
        private final String code;

        Fault(int status, String code) {
            this.status = status;
            this.code = code;
        }
    }

    private sealed interface Access {
        record Allowed(AccessTokenClaims token, ClientMetadata client, GrantState grant, UserState user)
                implements Access {}

        record Refused(Fault fault) implements Access {}
    }

    private final RequestLimits limits;
    private final Decisions decisions;
    private final AccessTokens tokens;
    private final Subjects subjects;
    private final UserinfoAnswer userinfo;
    private final CrossOrigin crossOrigin;
    private final HybridClock clock;

    UserinfoEndpoint(
            RequestLimits limits,
            Decisions decisions,
            AccessTokens tokens,
            Subjects subjects,
            UserinfoAnswer userinfo,
            CrossOrigin crossOrigin,
            HybridClock clock) {
        this.limits = limits;
        this.decisions = decisions;
        this.tokens = tokens;
        this.subjects = subjects;
        this.userinfo = userinfo;
        this.crossOrigin = crossOrigin;
        this.clock = clock;
    }

    @RequestMapping(
            path = "/t/{slug}/userinfo",
            method = {RequestMethod.GET, RequestMethod.POST})
    void userinfo(ServedTenant tenant, HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> headers = Collections.list(request.getHeaders("Authorization"));
        crossOrigin.open(request, response, tenant, clientNamed(headers));
        limits.take(tenant);
        Answer answer =
                switch (access(tenant, headers)) {
                    case Access.Allowed(
                            AccessTokenClaims token,
                            ClientMetadata client,
                            GrantState grant,
                            UserState user) -> userinfo.of(tenant, token, client, grant, user);
                    case Access.Refused(Fault fault) -> refused(tenant, fault);
                };
        answer.notStored().send(response);
    }

    private Access access(ServedTenant tenant, List<String> headers) {
        if (headers.size() > 1) {
            return new Access.Refused(Fault.TWO_TOKENS);
        }
        Optional<String> bearer = bearer(headers);
        if (bearer.isEmpty()) {
            return new Access.Refused(Fault.NO_TOKEN);
        }
        String token = bearer.get();
        Consumer<ClientState> count = limits.once(tenant);
        return decisions.decide(tenant.id(), reading -> check(reading, tenant, token, count));
    }

    private static Optional<String> bearer(List<String> headers) {
        return headers.stream()
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip())
                .findFirst();
    }

    /** Whose page may read the answer, even that its token has expired. */
    private static Optional<String> clientNamed(List<String> headers) {
        return bearer(headers)
                .flatMap(text -> UnverifiedToken.parse(text, TokenType.ACCESS_TOKEN))
                .flatMap(UnverifiedToken::claimedClient);
    }

    private Access check(Reading reading, ServedTenant tenant, String token, Consumer<ClientState> count) {
        Optional<AccessTokenClaims> standing =
                tokens.standing(reading, tenant.issuer(), token, clock.now().instant());
        if (standing.isEmpty()) {
            return new Access.Refused(Fault.INVALID_TOKEN);
        }
        AccessTokenClaims access = standing.get();
        Optional<GrantState> grant = reading.state(GrantState.FOLD, access.grant());
        Optional<UserState> user = AccessTokens.person(reading, access)
                .flatMap(person -> reading.state(UserState.FOLD, person))
                .filter(state -> state.status() == UserState.Status.ACTIVE);
        Optional<ClientState> client = reading.state(ClientState.FOLD, access.client());
        client.ifPresent(count);
        if (user.isEmpty()
                || client.isEmpty()
                || grant.isEmpty()
                || !access.subject()
                        .equals(subjects.of(
                                tenant.id(), client.get().metadata(), user.get().user()))) {
            return new Access.Refused(Fault.INVALID_TOKEN);
        }
        // An API's token opens UserInfo too if the person let the client know who they are.
        return access.scopes().contains(Scopes.OPENID)
                ? new Access.Allowed(access, client.get().metadata(), grant.get(), user.get())
                : new Access.Refused(Fault.INSUFFICIENT_SCOPE);
    }

    private static Answer refused(ServedTenant tenant, Fault fault) {
        String challenge = "Bearer realm=\"" + tenant.issuer() + "\""
                + (fault.code.isEmpty() ? "" : ", error=\"" + fault.code + "\"");
        return new Answer(fault.status, List.of(), new byte[0]).with("WWW-Authenticate", challenge);
    }
}
