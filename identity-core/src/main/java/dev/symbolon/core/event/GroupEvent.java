package dev.symbolon.core.event;

import dev.symbolon.core.role.GroupId;
import dev.symbolon.core.role.GroupMetadata;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A group of people of a tenant, and the roles that its members have. */
public sealed interface GroupEvent extends DomainEvent {
    /** The kind of claim on a group's name. */
    String NAME = "group";

    GroupId group();

    @Override
    default StreamId stream() {
        return StreamId.of(tenant(), StreamType.GROUP, group());
    }

    /** People can be put into the group; its name is taken. */
    @EventType(name = "group.defined", version = 1)
    record Defined(TenantId tenant, GroupId group, GroupMetadata metadata, Instant at) implements GroupEvent, Claiming {
        @Override
        public List<Claim> claims() {
            return List.of(new Claim.Taken(NAME, metadata.name()));
        }
    }

    /** The group is now this, whole; {@code formerName} is free, where there is one. */
    @EventType(name = "group.changed", version = 1, control = true)
    record Changed(TenantId tenant, GroupId group, GroupMetadata metadata, Optional<String> formerName, Instant at)
            implements GroupEvent, Claiming {
        @Override
        public List<Claim> claims() {
            return formerName
                    .<List<Claim>>map(
                            former -> List.of(new Claim.Taken(NAME, metadata.name()), new Claim.Released(NAME, former)))
                    .orElseGet(List::of);
        }
    }

    /** The group has no members any more, and its name is free. */
    @EventType(name = "group.removed", version = 1, control = true)
    record Removed(TenantId tenant, GroupId group, String name, Instant at) implements GroupEvent, Claiming {
        @Override
        public List<Claim> claims() {
            return List.of(new Claim.Released(NAME, name));
        }
    }
}
