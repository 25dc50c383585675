package dev.symbolon.core.resource;

import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.event.ResourceEvent;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;

/** An API as it stands. */
public record ResourceState(TenantId tenant, ResourceId resource, ResourceMetadata metadata) {
    public static final Fold<ResourceState, ResourceEvent> FOLD =
            new Fold<>(StreamType.RESOURCE, ResourceEvent.class, ResourceState.class, 1, (_, event) -> switch (event) {
                case ResourceEvent.Registered e -> new ResourceState(e.tenant(), e.resource(), e.metadata());
                case ResourceEvent.Changed e -> new ResourceState(e.tenant(), e.resource(), e.metadata());
            });

    /** The aggregate whose state this is. */
    public static final AggregateType<Resource, ResourceState> AGGREGATE =
            new AggregateType<>(Resource.class, FOLD, Resource::new);
}
