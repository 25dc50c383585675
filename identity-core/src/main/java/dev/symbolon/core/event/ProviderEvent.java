package dev.symbolon.core.event;

import dev.symbolon.core.provider.ProviderId;
import dev.symbolon.core.provider.ProviderMetadata;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;

/** An upstream identity provider of a tenant. */
public sealed interface ProviderEvent extends DomainEvent {
    ProviderId provider();

    @Override
    default StreamId stream() {
        return StreamId.of(tenant(), StreamType.PROVIDER, provider());
    }

    /** People may come from there, if it is enabled. */
    @EventType(name = "provider.configured", version = 1, control = true)
    record Configured(TenantId tenant, ProviderId provider, ProviderMetadata metadata, Instant at)
            implements ProviderEvent {}

    /** The configuration is now this, whole. */
    @EventType(name = "provider.changed", version = 1, control = true)
    record Changed(TenantId tenant, ProviderId provider, ProviderMetadata metadata, Instant at)
            implements ProviderEvent {}

    /** Nobody comes from there any more. */
    @EventType(name = "provider.removed", version = 1, control = true)
    record Removed(TenantId tenant, ProviderId provider, Instant at) implements ProviderEvent {}
}
