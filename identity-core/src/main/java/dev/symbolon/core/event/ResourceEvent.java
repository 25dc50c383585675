package dev.symbolon.core.event;

import dev.symbolon.core.resource.ResourceId;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An API that tokens are for. */
public sealed interface ResourceEvent extends DomainEvent {
    ResourceId resource();

    @Override
    default StreamId stream() {
        return StreamId.of(tenant(), StreamType.RESOURCE, resource());
    }

    /** Tokens can be made for the API; its audience and scope names are taken in the tenant. */
    @EventType(name = "resource.registered", version = 1)
    record Registered(TenantId tenant, ResourceId resource, ResourceMetadata metadata, Instant at)
            implements ResourceEvent, Claiming {
        @Override
        public List<Claim> claims() {
            List<Claim> claims = new ArrayList<>();
            claims.add(new Claim.Taken("audience", metadata.audience()));
            metadata.scopes().forEach(scope -> claims.add(new Claim.Taken("scope", scope.name())));
            return claims;
        }
    }

    /** The metadata is now this, whole; the audience never changes. */
    @EventType(name = "resource.changed", version = 1, control = true)
    record Changed(
            TenantId tenant,
            ResourceId resource,
            ResourceMetadata metadata,
            List<String> scopesAdded,
            List<String> scopesRemoved,
            Instant at)
            implements ResourceEvent, Claiming {
        @Override
        public List<Claim> claims() {
            List<Claim> claims = new ArrayList<>();
            scopesAdded.forEach(scope -> claims.add(new Claim.Taken("scope", scope)));
            scopesRemoved.forEach(scope -> claims.add(new Claim.Released("scope", scope)));
            return claims;
        }
    }
}
