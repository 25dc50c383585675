package dev.symbolon.core.invitation;

import dev.symbolon.core.aggregate.EventSourced;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.InvitationEvent;
import java.time.Duration;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;

/** A link by which a person chooses a password, once. */
final class Invitation extends EventSourced<InvitationState> {
    private static final Duration LONGEST = Duration.ofDays(30);

    Invitation() {
        super(InvitationState.FOLD);
    }

    /** A new link. */
    Outcome create(InvitationCommand.Create c) {
        if (state() != null) {
            return new Outcome.Refused("already-exists");
        }
        if (!c.at().isBefore(c.expiresAt()) || c.expiresAt().isAfter(c.at().plus(LONGEST))) {
            return new Outcome.Refused("invitation-life");
        }
        record(new InvitationEvent.Created(c.tenant(), c.invitation(), c.user(), c.secret(), c.at(), c.expiresAt()));
        return new Outcome.Done();
    }

    Outcome accept(InvitationCommand.Accept c) {
        InvitationState now = state();
        // Whose password is chosen is for the link to say: it is nobody's but that person's.
        if (now == null || !now.secret().matches(c.presented()) || !now.user().equals(c.user())) {
            return new Outcome.Refused("unknown");
        }
        if (!now.openAt(c.at())) {
            return new Outcome.Refused("invitation-over");
        }
        record(new InvitationEvent.Accepted(now.tenant(), now.invitation(), now.user(), c.at()));
        return new Outcome.Done();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome withdraw(InvitationCommand.Withdraw c) {
        InvitationState now = state();
        if (now == null) {
            return new Outcome.Refused("unknown");
        }
        return switch (now.status()) {
            case WITHDRAWN -> new Outcome.Unchanged();
            case ACCEPTED -> new Outcome.Refused("invitation-over");
            case OPEN -> {
                record(new InvitationEvent.Withdrawn(c.tenant(), c.invitation(), now.user(), c.reason(), c.at()));
                yield new Outcome.Done();
            }
        };
    }
}
