package dev.symbolon.core.user;

import dev.symbolon.core.aggregate.EventSourced;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.UserEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;

/** A person's account. Once erased, it takes no order any more: its key is gone. */
final class User extends EventSourced<UserState> {

    User() {
        super(UserState.FOLD);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome register(UserCommand.Register c) {
        if (state() != null) {
            // Whether it is the same person can't be told: the profile is sealed.
            return new Outcome.Refused("already-exists");
        }
        if (c.profile().emailVerified() && c.profile().email().isEmpty()) {
            return new Outcome.Refused("email-verified-without-email");
        }
        record(new UserEvent.Registered(c.tenant(), c.user(), c.loginIndex(), c.profile(), c.at()));
        return new Outcome.Done();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome changeProfile(UserCommand.ChangeProfile c) {
        UserState now = state();
        if (now == null) {
            return new Outcome.Refused("unknown");
        }
        if (c.profile().emailVerified() && c.profile().email().isEmpty()) {
            return new Outcome.Refused("email-verified-without-email");
        }
        return switch (now.status()) {
            case ERASED -> new Outcome.Refused("erased");
            case ACTIVE, DISABLED -> done(new UserEvent.ProfileChanged(c.tenant(), c.user(), c.profile(), c.at()));
        };
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome disable(UserCommand.Disable c) {
        UserState now = state();
        if (now == null) {
            return new Outcome.Refused("unknown");
        }
        return switch (now.status()) {
            case ERASED -> new Outcome.Refused("erased");
            case DISABLED -> new Outcome.Unchanged();
            case ACTIVE -> done(new UserEvent.Disabled(c.tenant(), c.user(), c.reason(), c.at()));
        };
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome enable(UserCommand.Enable c) {
        UserState now = state();
        if (now == null) {
            return new Outcome.Refused("unknown");
        }
        return switch (now.status()) {
            case ERASED -> new Outcome.Refused("erased");
            case ACTIVE -> new Outcome.Unchanged();
            case DISABLED -> done(new UserEvent.Enabled(c.tenant(), c.user(), c.at()));
        };
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome erase(UserCommand.Erase c) {
        UserState now = state();
        if (now == null) {
            return new Outcome.Refused("unknown");
        }
        return switch (now.status()) {
            case ERASED -> new Outcome.Unchanged();
            case ACTIVE, DISABLED ->
                done(new UserEvent.Erased(c.tenant(), c.user(), now.loginIndex(), c.reason(), c.at()));
        };
    }

    long disables() {
        UserState now = state();
        return now == null ? 0 : now.disables();
    }

    private Outcome done(UserEvent event) {
        record(event);
        return new Outcome.Done();
    }
}
