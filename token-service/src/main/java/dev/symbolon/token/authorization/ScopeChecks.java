package dev.symbolon.token.authorization;

import static dev.symbolon.token.http.ProtocolError.byRedirect;

import dev.symbolon.token.http.ProtocolError;
import dev.symbolon.token.resource.Targets;
import dev.symbolon.token.scope.Scopes;
import java.util.List;
import java.util.Optional;

/** What is asked for: scopes, and the APIs that they are for. */
final class ScopeChecks {

    static Optional<ProtocolError> scope(Draft draft) {
        List<String> asked = draft.parameters.words("scope");
        if (asked.isEmpty()) {
            return Optional.of(byRedirect("invalid_scope", "scope is missing.", "no-scope"));
        }
        // RFC 8707 §2: named resources must be the client's; the scopes are then theirs, and the token for all of them.
        List<String> resources = draft.parameters.values("resource");
        Optional<Targets> named = Targets.of(draft.reading, draft.client()).named(resources);
        if (named.isEmpty()) {
            return Optional.of(byRedirect(
                    "invalid_target", "A resource is unknown, or not one of this client's.", "unknown-resource"));
        }
        List<String> offered = named.get().scopes();
        if (!asked.stream().allMatch(scope -> openId(draft, scope) || offered.contains(scope))) {
            return Optional.of(
                    byRedirect("invalid_scope", "A scope is unknown, or not one of this client's.", "unknown-scope"));
        }
        draft.targets = resources.isEmpty() ? named.get().with(asked) : named.get();
        draft.scopes = asked;
        return Optional.empty();
    }

    private static boolean openId(Draft draft, String scope) {
        return Scopes.named(scope).isPresent()
                && draft.client().metadata().openIdScopes().contains(scope);
    }

    private ScopeChecks() {}
}
