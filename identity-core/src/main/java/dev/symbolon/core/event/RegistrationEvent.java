package dev.symbolon.core.event;

import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.Slug;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;

/** A tenant's entry in the platform's own register: events of the tenant {@code system}. */
public sealed interface RegistrationEvent extends DomainEvent {
    TenantId registered();

    @Override
    default TenantId tenant() {
        return TenantId.SYSTEM;
    }

    @Override
    default StreamId stream() {
        return StreamId.of(TenantId.SYSTEM, StreamType.REGISTRATION, registered());
    }

    /** The tenant exists and has its slug and cell; its own log may still be empty. */
    @EventType(name = "tenant.registered", version = 1)
    record Registered(TenantId registered, Slug slug, String cell, String displayName, Instant at)
            implements RegistrationEvent, Claiming {
        @Override
        public List<Claim> claims() {
            return List.of(new Claim.Taken("slug", slug.value()));
        }
    }
}
