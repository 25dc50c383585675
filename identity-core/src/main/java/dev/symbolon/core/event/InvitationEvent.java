package dev.symbolon.core.event;

import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.invitation.InvitationId;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Instant;

/** A link by which a person chooses a password. */
public sealed interface InvitationEvent extends DomainEvent {
    InvitationId invitation();

    UserId user();

    @Override
    default StreamId stream() {
        return StreamId.of(tenant(), StreamType.INVITATION, invitation());
    }

    /** Whoever has the link's secret can choose that person's password, once, until {@code expiresAt}. */
    @EventType(name = "invitation.created", version = 1)
    record Created(
            TenantId tenant, InvitationId invitation, UserId user, SecretHash secret, Instant at, Instant expiresAt)
            implements InvitationEvent {}

    /** The password was chosen: the link is spent. */
    @EventType(name = "invitation.accepted", version = 1, control = true)
    record Accepted(TenantId tenant, InvitationId invitation, UserId user, Instant at) implements InvitationEvent {}

    /** The link is void. */
    @EventType(name = "invitation.withdrawn", version = 1, control = true)
    record Withdrawn(TenantId tenant, InvitationId invitation, UserId user, String reason, Instant at)
            implements InvitationEvent {}
}
