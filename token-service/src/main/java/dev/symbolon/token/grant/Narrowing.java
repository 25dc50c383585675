package dev.symbolon.token.grant;

import dev.symbolon.core.client.ClientState;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.token.http.ProtocolError;
import dev.symbolon.token.resource.Targets;
import dev.symbolon.token.scope.Scopes;
import dev.symbolon.token.tenant.ServedTenant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a token request asks for: of what was granted, as far as the client may still have it, never more. */
sealed interface Narrowing {
    /** @param targets the APIs among the audience */
    record To(List<String> scopes, List<String> audience, Targets targets) implements Narrowing {}

    record Refused(ProtocolError error) implements Narrowing {}

    /** What was given for its client, now to be had in part. */
    record Given(List<String> scopes, List<String> audience) {}

    /** @param asked the scopes that the request names; none for all */
    static Narrowing of(
            Reading reading,
            ServedTenant tenant,
            ClientState client,
            Given given,
            List<String> asked,
            List<String> resources) {
        Targets granted = Targets.of(reading, client).among(given.audience());
        // RFC 8707 §2.2: of the resources that were granted, those named; all when none is.
        Optional<Targets> named = granted.named(resources);
        if (named.isEmpty()) {
            return refused("invalid_target", "A resource wasn't granted.", "resource-not-granted");
        }
        Predicate<String> still = scope -> Scopes.named(scope).isPresent()
                ? client.metadata().openIdScopes().contains(scope)
                : named.get().scopes().contains(scope);
        List<String> scopes =
                asked.isEmpty() ? given.scopes().stream().filter(still).toList() : asked;
        // RFC 6749 §6: "MUST NOT include any scope not originally granted".
        if (scopes.isEmpty()
                || !given.scopes().containsAll(scopes)
                || !scopes.stream().allMatch(still)) {
            return refused("invalid_scope", "A scope wasn't granted.", "scope-not-granted");
        }
        Targets targets = asked.isEmpty() || !resources.isEmpty()
                ? named.get()
                : named.get().with(scopes);
        if (!targets.all().isEmpty()) {
            return new To(scopes, targets.audience(), targets);
        }
        // Only scopes about the person are left: the token is for whom the granted one was for, as far as it goes.
        List<String> audience = granted.all().isEmpty()
                ? given.audience().stream().filter(tenant.userinfo()::equals).toList()
                : granted.audience();
        return audience.isEmpty()
                ? refused("invalid_target", "What was granted isn't there any more.", "resource-gone")
                : new To(scopes, audience, targets);
    }

    private static Narrowing refused(String code, String text, String detail) {
        return new Refused(ProtocolError.direct(code, text, detail));
    }
}
