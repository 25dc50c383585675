package dev.symbolon.core.event;

import dev.symbolon.core.role.RoleId;
import dev.symbolon.core.role.RoleMetadata;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A role that people of a tenant can have. */
public sealed interface RoleEvent extends DomainEvent {
    /** The kind of claim on a role's name. */
    String NAME = "role";

    RoleId role();

    @Override
    default StreamId stream() {
        return StreamId.of(tenant(), StreamType.ROLE, role());
    }

    /** The role can be assigned; its name is taken. */
    @EventType(name = "role.defined", version = 1)
    record Defined(TenantId tenant, RoleId role, RoleMetadata metadata, Instant at) implements RoleEvent, Claiming {
        @Override
        public List<Claim> claims() {
            return List.of(new Claim.Taken(NAME, metadata.name()));
        }
    }

    /** The role is now this, whole, for all who have it; {@code formerName} is free, where there is one. */
    @EventType(name = "role.changed", version = 1, control = true)
    record Changed(TenantId tenant, RoleId role, RoleMetadata metadata, Optional<String> formerName, Instant at)
            implements RoleEvent, Claiming {
        @Override
        public List<Claim> claims() {
            return formerName
                    .<List<Claim>>map(
                            former -> List.of(new Claim.Taken(NAME, metadata.name()), new Claim.Released(NAME, former)))
                    .orElseGet(List::of);
        }
    }

    /** Nobody has the role any more, and its name is free. */
    @EventType(name = "role.removed", version = 1, control = true)
    record Removed(TenantId tenant, RoleId role, String name, Instant at) implements RoleEvent, Claiming {
        @Override
        public List<Claim> claims() {
            return List.of(new Claim.Released(NAME, name));
        }
    }
}
