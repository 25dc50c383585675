package dev.symbolon.core.event;

import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;

/** What became true. One sealed interface per aggregate; each record is one catalogue entry. */
public sealed interface DomainEvent
        permits RegistrationEvent,
                TenantEvent,
                ClientEvent,
                ResourceEvent,
                UserEvent,
                CredentialEvent,
                SessionEvent,
                AuthorizationEvent,
                DeviceEvent,
                ConsentEvent,
                GrantEvent,
                SigningKeyEvent,
                RefusalEvent,
                RoleEvent,
                GroupEvent,
                AssignmentEvent,
                InvitationEvent,
                ProviderEvent,
                AuditReadingEvent,
                AuditPolicyEvent {

    /** The tenant that it happened in. */
    TenantId tenant();

    /** The stream that it belongs to; derived, not stored in the payload. */
    StreamId stream();

    default StreamType streamType() {
        return stream().type();
    }
}
