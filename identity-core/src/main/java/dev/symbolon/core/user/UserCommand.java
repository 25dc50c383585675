package dev.symbolon.core.user;

import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.invitation.InvitationCommand;
import dev.symbolon.core.role.RoleId;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Orders to a person's account. */
public sealed interface UserCommand extends Command<Outcome> {
    TenantId tenant();

    UserId user();

    @Override
    default StreamId target() {
        return StreamId.of(tenant(), StreamType.USER, user());
    }

    /** @param loginIndex blind index of the normalized login name */
    record Register(TenantId tenant, UserId user, String loginIndex, Profile profile, Instant at)
            implements UserCommand {}

    /**
     * Registers a person with what they are to be, and the link by which they choose their password, where they have
     * none: all in one commit.
     */
    record Admit(
            Register registration,
            Optional<Personal> passwordHash,
            List<RoleId> roles,
            Optional<InvitationCommand.Create> invitation)
            implements UserCommand {
        public Admit {
            roles = List.copyOf(roles);
            boolean others = invitation
                    .filter(link -> !link.tenant().equals(registration.tenant())
                            || !link.user().equals(registration.user()))
                    .isPresent();
            if (others) {
                throw new IllegalArgumentException("a person is admitted with a link of their own");
            }
        }

        @Override
        public TenantId tenant() {
            return registration.tenant();
        }

        @Override
        public UserId user() {
            return registration.user();
        }
    }

    record ChangeProfile(TenantId tenant, UserId user, Profile profile, Instant at) implements UserCommand {}

    record Disable(TenantId tenant, UserId user, String reason, Instant at) implements UserCommand {}

    record Enable(TenantId tenant, UserId user, Instant at) implements UserCommand {}

    /** Certifies an erasure: the subject's key was destroyed before. */
    record Erase(TenantId tenant, UserId user, String reason, Instant at) implements UserCommand {}
}
