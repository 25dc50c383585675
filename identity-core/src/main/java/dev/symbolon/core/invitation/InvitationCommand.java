package dev.symbolon.core.invitation;

import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Instant;

/** Orders to an invitation. */
public sealed interface InvitationCommand extends Command<Outcome> {
    TenantId tenant();

    InvitationId invitation();

    @Override
    default StreamId target() {
        return StreamId.of(tenant(), StreamType.INVITATION, invitation());
    }

    /**
     * A link for a person who is there already.
     *
     * @param voidPassword whether the password that they have doesn't count any more
     */
    record Create(
            TenantId tenant,
            InvitationId invitation,
            UserId user,
            SecretHash secret,
            boolean voidPassword,
            Instant at,
            Instant expiresAt)
            implements InvitationCommand {}

    /** The link's secret was presented with a new password: one commit over the invitation and the credential. */
    record Accept(
            TenantId tenant, InvitationId invitation, UserId user, SecretHash presented, Personal hash, Instant at)
            implements InvitationCommand {}

    record Withdraw(TenantId tenant, InvitationId invitation, String reason, Instant at) implements InvitationCommand {}
}
