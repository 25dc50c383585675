package dev.symbolon.token.grant;

import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.grant.GrantOrigin;
import dev.symbolon.core.scope.ScopeName;
import dev.symbolon.core.tenant.TokenPolicy;
import dev.symbolon.core.user.UserId;
import dev.symbolon.core.user.UserState;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.token.http.Parameters;
import dev.symbolon.token.http.ProtocolError;
import dev.symbolon.token.jwt.Signer;
import dev.symbolon.token.resource.Targets;
import dev.symbolon.token.scope.Scopes;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import java.util.List;
import java.util.Optional;

/** An extension's grant at the token endpoint: what it allows is held against what the client was given. */
final class ExtendedTokenGrant implements TokenGrant {
    private final ExtensionGrant extension;
    private final DirectGrants grants;
    private final HybridClock clock;

    ExtendedTokenGrant(ExtensionGrant extension, DirectGrants grants, HybridClock clock) {
        if (!extension.type().extension()) {
            // RFC 6749 §4.5: "an absolute URI"; and none takes the place of a grant that is built in.
            throw new IllegalStateException(extension.type().value() + " isn't the URI of an extension");
        }
        this.extension = extension;
        this.grants = grants;
        this.clock = clock;
    }

    @Override
    public GrantType type() {
        return extension.type();
    }

    @Override
    public Attempt attempt(ServedTenant tenant, Parameters parameters) {
        DirectGrants.Fresh fresh = grants.fresh();
        ExtensionGrant.Presented presented = extension.read(
                new ExtensionGrant.Request(tenant, parameters, clock.now().instant()));
        return (reading, client) -> {
            TokenPolicy policy = Tenants.active(reading).tokenPolicy();
            return grants.withKey(reading, client, fresh, key -> switch (presented.decide(reading, client)) {
                case ExtensionGrant.Verdict.Refuse no -> refused(no.error(), no.text(), no.detail());
                case ExtensionGrant.Verdict.Allow allowed ->
                    issue(reading, client, tenant, policy, key, parameters, allowed, fresh);
            });
        };
    }

    private Result issue(
            Reading reading,
            ClientState client,
            ServedTenant tenant,
            TokenPolicy policy,
            Signer.Key key,
            Parameters parameters,
            ExtensionGrant.Verdict.Allow allowed,
            DirectGrants.Fresh fresh) {
        if (allowed.user().isPresent() && !active(reading, allowed.user().get())) {
            return refused("invalid_grant", "The grant isn't valid.", "person-disabled");
        }
        Optional<Targets> targets = Targets.of(reading, client)
                .named(allowed.resources())
                .flatMap(some -> some.named(parameters.values("resource")));
        if (targets.isEmpty()) {
            return refused("invalid_target", "A resource is unknown, or not allowed here.", "unknown-resource");
        }
        List<String> asked = parameters.words("scope");
        List<String> scopes = asked.isEmpty() ? allowed.scopes() : asked;
        boolean given = scopes.stream()
                .allMatch(scope -> ofPerson(client, allowed, scope)
                        || targets.get().scopes().contains(scope));
        if (scopes.isEmpty() || !allowed.scopes().containsAll(scopes) || !given) {
            return refused("invalid_scope", "A scope is unknown, or not allowed here.", "unknown-scope");
        }
        Targets aimed = targets.get().with(scopes);
        List<String> audience = aimed.all().isEmpty() ? List.of(tenant.userinfo()) : aimed.audience();
        DirectGrants.Access access = new DirectGrants.Access(
                new GrantOrigin.Extension(type(), allowed.user()), allowed.user(), scopes, new Aimed(audience, aimed));
        return grants.issue(reading, client, tenant, policy, key, access, fresh);
    }

    /** What opens a person's claims; there is nobody to be absent from, so that offline_access has no meaning here. */
    private static boolean ofPerson(ClientState client, ExtensionGrant.Verdict.Allow allowed, String scope) {
        return allowed.user().isPresent()
                && !scope.equals(ScopeName.OFFLINE_ACCESS)
                && Scopes.named(scope).isPresent()
                && client.metadata().openIdScopes().contains(scope);
    }

    private static boolean active(Reading reading, UserId user) {
        return reading.state(UserState.FOLD, user)
                .filter(state -> state.status() == UserState.Status.ACTIVE)
                .isPresent();
    }

    private static Result refused(String code, String text, String detail) {
        return new Result.Refused(ProtocolError.direct(code, text, detail));
    }
}
