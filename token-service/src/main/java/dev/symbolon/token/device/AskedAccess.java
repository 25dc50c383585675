package dev.symbolon.token.device;

import dev.symbolon.core.authorization.ApprovedAccess;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.token.http.ProtocolError;
import dev.symbolon.token.resource.Targets;
import dev.symbolon.token.scope.Scopes;
import dev.symbolon.token.tenant.ServedTenant;
import java.util.List;
import java.util.Optional;

/** What a device asks for, against what its client may have now. */
record AskedAccess(List<String> scopes, List<String> openId, Optional<Targets> targets) {

    static AskedAccess of(Reading reading, ClientState client, List<String> scopes, List<String> resources) {
        List<String> openId = scopes.stream()
                .filter(scope -> Scopes.named(scope).isPresent())
                .filter(client.metadata().openIdScopes()::contains)
                .toList();
        return new AskedAccess(
                scopes,
                openId,
                Targets.of(reading, client)
                        .named(resources)
                        .map(named -> resources.isEmpty() ? named.with(scopes) : named));
    }

    /** What is wrong with it, if anything. */
    Optional<ProtocolError> fault() {
        if (targets.isEmpty()) {
            // RFC 8707 §2
            return Optional.of(ProtocolError.direct(
                    "invalid_target", "A resource is unknown, or not one of this client's.", "unknown-resource"));
        }
        if (scopes.isEmpty()) {
            return Optional.of(ProtocolError.direct("invalid_scope", "scope is missing.", "no-scope"));
        }
        List<String> permitted = targets.get().scopes();
        boolean known = scopes.stream().allMatch(scope -> openId.contains(scope) || permitted.contains(scope));
        return known
                ? Optional.empty()
                : Optional.of(ProtocolError.direct(
                        "invalid_scope", "A scope is unknown, or not one of this client's.", "unknown-scope"));
    }

    /** What an approval gives: narrow, RFC 9068 §5. */
    ApprovedAccess access(ServedTenant tenant, TenantState policy) {
        Targets named = targets.orElseThrow();
        List<String> audience = named.all().isEmpty() ? List.of(tenant.userinfo()) : named.audience();
        return new ApprovedAccess(
                scopes, audience, named.life(policy.tokenPolicy().accessToken()));
    }
}
