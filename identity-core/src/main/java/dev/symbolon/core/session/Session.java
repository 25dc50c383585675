package dev.symbolon.core.session;

import dev.symbolon.core.aggregate.EventSourced;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.SessionEvent;
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;

/** One sign-in of one browser. */
final class Session extends EventSourced<SessionState> {

    Session() {
        super(SessionState.FOLD);
    }

    Outcome start(SessionCommand.Start c) {
        SessionState now = state();
        if (now != null) {
            return now.secret().matches(c.secret()) && now.user().equals(c.user())
                    ? new Outcome.Unchanged()
                    : new Outcome.Refused("already-exists");
        }
        if (!c.at().isBefore(c.expiresAt())) {
            return new Outcome.Refused("expired");
        }
        record(new SessionEvent.Started(
                c.tenant(),
                c.session(),
                c.user(),
                c.secret(),
                c.amr(),
                c.acr(),
                c.address(),
                c.userAgent(),
                c.at(),
                c.expiresAt()));
        return new Outcome.Done();
    }

    boolean counts(Instant at) {
        SessionState now = state();
        return now != null && !now.ended() && at.isBefore(now.expiresAt());
    }

    void use(Instant at) {
        SessionState now = state();
        if (now == null || !counts(at)) {
            throw new IllegalStateException("a session that doesn't count isn't used");
        }
        if (at.isAfter(now.usedAt().plus(SessionState.ACTIVITY_GRAIN))) {
            record(new SessionEvent.Used(now.tenant(), now.session(), at));
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome end(SessionCommand.End c) {
        return end(c.reason(), c.at());
    }

    /** Ends it, if it is there and hasn't ended; one that expired is ended all the same, for its tokens' sake. */
    Outcome end(String reason, Instant at) {
        SessionState now = state();
        if (now == null) {
            return new Outcome.Refused("unknown");
        }
        if (now.ended()) {
            return new Outcome.Unchanged();
        }
        record(new SessionEvent.Ended(now.tenant(), now.session(), now.user(), reason, at));
        return new Outcome.Done();
    }
}
