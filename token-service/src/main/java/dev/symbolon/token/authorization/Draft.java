package dev.symbolon.token.authorization;

import dev.symbolon.core.authorization.ApprovedAccess;
import dev.symbolon.core.authorization.RequestedAuthorization;
import dev.symbolon.core.authorization.ResponseMode;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.core.resource.ResourceState;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.tenant.ServedTenant;
import java.time.Duration;
import java.util.ArrayList;
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

    @Nullable
    ClientState client;

    /** Set once it is verified: from then on errors go to it. */
    @Nullable
    String redirectUri;

    Optional<String> codeChallenge = Optional.empty();
    List<String> scopes = List.of();
    List<ResourceState> resources = new ArrayList<>();
    List<String> prompt = List.of();
    Optional<Duration> maxAge = Optional.empty();

    Draft(Parameters parameters, Reading reading, ServedTenant tenant, TenantState policy) {
        this.parameters = parameters;
        this.reading = reading;
        this.tenant = tenant;
        this.policy = policy;
    }

    ClientState client() {
        return Objects.requireNonNull(client);
    }

    Optional<String> state() {
        return parameters.value("state");
    }

    boolean prompts(String value) {
        return prompt.contains(value);
    }

    /** Where the answer goes; empty while the redirect URI isn't verified. */
    Optional<ReturnAddress> returnAddress() {
        return Optional.ofNullable(redirectUri).map(uri -> new ReturnAddress(uri, state(), tenant.issuer()));
    }

    RequestedAuthorization request() {
        return new RequestedAuthorization(
                client().client(),
                Objects.requireNonNull(redirectUri),
                ResponseType.CODE,
                ResponseMode.QUERY,
                scopes,
                parameters.values("resource"),
                Optional.empty(),
                parameters.value("nonce"),
                codeChallenge,
                prompt,
                maxAge,
                parameters.words("acr_values"));
    }

    /** What an approval would give: narrow, RFC 9068 §5. */
    ApprovedAccess access() {
        List<String> audience = resources.isEmpty()
                ? List.of(tenant.userinfo())
                : resources.stream()
                        .map(resource -> resource.metadata().audience())
                        .distinct()
                        .toList();
        Duration life = Stream.concat(
                        Stream.of(policy.tokenPolicy().accessToken()),
                        resources.stream().flatMap(resource -> resource.metadata().accessToken().stream()))
                .min(Duration::compareTo)
                .orElseThrow();
        return new ApprovedAccess(scopes, audience, life);
    }
}
