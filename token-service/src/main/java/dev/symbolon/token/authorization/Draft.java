package dev.symbolon.token.authorization;

import dev.symbolon.core.authorization.ApprovedAccess;
import dev.symbolon.core.authorization.RequestedAuthorization;
import dev.symbolon.core.authorization.ResponseMode;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.resource.Targets;
import dev.symbolon.token.session.IdTokenHints;
import dev.symbolon.token.tenant.ServedTenant;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way through the checks: each turns a parameter into a typed value here. Mutable, of one request and
 * one thread.
 */
final class Draft {
    final Parameters parameters;
    final Reading reading;
    final ServedTenant tenant;
    final TenantState policy;
    final IdTokenHints hints;

    @Nullable
    ClientState client;

    /** Set once it is verified: from then on errors go to it. */
    @Nullable
    String redirectUri;

    @Nullable
    ResponseType responseType;

    ResponseMode responseMode = ResponseMode.QUERY;
    Optional<String> codeChallenge = Optional.empty();
    List<String> scopes = List.of();
    Targets targets = new Targets(List.of());
    List<String> prompt = List.of();
    Optional<Duration> maxAge = Optional.empty();
    List<String> acrValues = List.of();
    Optional<ClaimsParameter> claims = Optional.empty();
    Optional<String> hintedSubject = Optional.empty();

    Draft(Parameters parameters, Reading reading, ServedTenant tenant, TenantState policy, IdTokenHints hints) {
        this.parameters = parameters;
        this.reading = reading;
        this.tenant = tenant;
        this.policy = policy;
        this.hints = hints;
    }

    ClientState client() {
        return Objects.requireNonNull(client);
    }

    String redirectUri() {
        return Objects.requireNonNull(redirectUri);
    }

    ResponseType responseType() {
        return Objects.requireNonNull(responseType);
    }

    boolean prompts(String value) {
        return prompt.contains(value);
    }

    /** Where the answer goes; empty while the redirect URI isn't verified. */
    Optional<ReturnAddress> returnAddress() {
        return Optional.ofNullable(redirectUri)
                .map(uri -> new ReturnAddress(uri, responseMode, parameters.value("state"), tenant.issuer()));
    }

    /** What the person is asked for: the scopes, and those whose claims are asked for one by one. */
    List<String> asked() {
        return Stream.concat(scopes.stream(), claims.stream().flatMap(it -> it.scopes().stream()))
                .distinct()
                .toList();
    }

    RequestedAuthorization request() {
        return new RequestedAuthorization(
                client().client(),
                redirectUri(),
                responseType(),
                responseMode,
                scopes,
                parameters.values("resource").stream().distinct().toList(),
                claims.map(ClaimsParameter::requested),
                parameters.value("nonce"),
                codeChallenge,
                prompt,
                maxAge,
                acrValues);
    }

    /** What an approval would give: narrow, RFC 9068 §5. */
    ApprovedAccess access() {
        List<String> audience = targets.all().isEmpty() ? List.of(tenant.userinfo()) : targets.audience();
        return new ApprovedAccess(
                scopes, audience, targets.life(policy.tokenPolicy().accessToken()));
    }
}
