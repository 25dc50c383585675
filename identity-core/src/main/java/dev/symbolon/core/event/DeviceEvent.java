package dev.symbolon.core.event;

import dev.symbolon.core.authorization.ApprovedAccess;
import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.authorization.ConsentGround;
import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.device.RequestedDeviceAccess;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Instant;
import java.util.Optional;

/** A device's request for access, from the moment that a person answers it. */
public sealed interface DeviceEvent extends DomainEvent {
    AuthorizationId authorization();

    @Override
    default StreamId stream() {
        return StreamId.of(tenant(), StreamType.DEVICE, authorization());
    }

    /** A known client asked from a device, for what it may ask for; written when a person answers. */
    @EventType(name = "device.requested", version = 1)
    record Requested(
            TenantId tenant, AuthorizationId authorization, RequestedDeviceAccess request, Personal address, Instant at)
            implements DeviceEvent, AboutSubject {
        /** No subject: whose device it is nobody knows. The address is sealed by the tenant's key of the day. */
        @Override
        public Optional<UserId> subject() {
            return Optional.empty();
        }
    }

    /** This person lets the device have this access; it learns so when it polls next, at whatever node. */
    @EventType(name = "device.approved", version = 1, control = true)
    record Approved(
            TenantId tenant,
            AuthorizationId authorization,
            SignedInPerson person,
            ApprovedAccess access,
            ConsentGround ground,
            Instant at)
            implements DeviceEvent {}

    /** This person said no; the device learns so when it polls next, at whatever node. */
    @EventType(name = "device.denied", version = 1, control = true)
    record Denied(TenantId tenant, AuthorizationId authorization, ClientId client, SignedInPerson person, Instant at)
            implements DeviceEvent {}

    /** The device code was spent on a grant. */
    @EventType(name = "device.code-redeemed", version = 1)
    record CodeRedeemed(TenantId tenant, AuthorizationId authorization, GrantId grant, Instant at)
            implements DeviceEvent {}

    /** The right device code came with something wrong: {@code reason} says what. It is void from now on. */
    @EventType(name = "device.code-refused", version = 1)
    record CodeRefused(TenantId tenant, AuthorizationId authorization, ClientId presentedBy, String reason, Instant at)
            implements DeviceEvent {}

    /** A spent device code came again: its grant is revoked. Recorded once. */
    @EventType(name = "device.code-replayed", version = 1)
    record CodeReplayed(TenantId tenant, AuthorizationId authorization, GrantId grant, ClientId presentedBy, Instant at)
            implements DeviceEvent {}
}
