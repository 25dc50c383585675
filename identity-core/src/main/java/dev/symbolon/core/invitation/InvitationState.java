package dev.symbolon.core.invitation;

import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.event.InvitationEvent;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An invitation as it stands. */
public record InvitationState(
        TenantId tenant,
        InvitationId invitation,
        UserId user,
        SecretHash secret,
        Instant createdAt,
        Instant expiresAt,
        Status status) {
    public static final Fold<InvitationState, InvitationEvent> FOLD =
            new Fold<>(StreamType.INVITATION, InvitationEvent.class, InvitationState.class, 1, InvitationState::step);

    /** The aggregate whose state this is. */
    public static final AggregateType<Invitation, InvitationState> AGGREGATE =
            new AggregateType<>(Invitation.class, FOLD, Invitation::new);

    public enum Status {
        OPEN,
        ACCEPTED,
        WITHDRAWN
    }

    public boolean openAt(Instant at) {
        return status == Status.OPEN && at.isBefore(expiresAt);
    }

    private static InvitationState step(@Nullable InvitationState before, InvitationEvent event) {
        return switch (event) {
            case InvitationEvent.Created e ->
                new InvitationState(
                        e.tenant(), e.invitation(), e.user(), e.secret(), e.at(), e.expiresAt(), Status.OPEN);
            case InvitationEvent.Accepted _ -> Objects.requireNonNull(before).with(Status.ACCEPTED);
            case InvitationEvent.Withdrawn _ -> Objects.requireNonNull(before).with(Status.WITHDRAWN);
        };
    }

    private InvitationState with(Status next) {
        return new InvitationState(tenant, invitation, user, secret, createdAt, expiresAt, next);
    }
}
