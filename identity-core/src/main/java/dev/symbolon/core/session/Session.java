package dev.symbolon.core.session;

import dev.symbolon.core.aggregate.EventSourced;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.user.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;

/** One sign-in of one browser. */
final class Session extends EventSourced<SessionState> {

    private static final int MOST_CLIENTS = 256;

    Session() {
        super(SessionState.FOLD);
    }

    Outcome start(SessionCommand.Start c, Standing standing) {
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
                Optional.of(standing),
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

    /** It goes on by the password that its person has now. */
    void confirm(long passwords, Instant at) {
        SessionState now = state();
        if (now == null || !counts(at)) {
            throw new IllegalStateException("a session that doesn't count isn't confirmed");
        }
        record(new SessionEvent.Confirmed(now.tenant(), now.session(), passwords, at));
    }

    /** A client is given something; those beyond a bound aren't told when the session ends. */
    void join(ClientId client, Instant at) {
        SessionState now = state();
        if (now == null || !counts(at)) {
            throw new IllegalStateException("nobody joins a session that doesn't count");
        }
        if (!now.clients().contains(client) && now.clients().size() < MOST_CLIENTS) {
            record(new SessionEvent.ClientJoined(now.tenant(), now.session(), client, at));
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome signOut(SessionCommand.SignOut c) {
        return signOut(c.reason(), c.initiator(), c.backChannel(), c.frontChannel(), c.at());
    }

    /** Ends it with what it gave, told to nobody in front. */
    void signOut(String reason, List<ClientId> backChannel, Instant at) {
        signOut(reason, Optional.empty(), backChannel, List.of(), at);
    }

    boolean isOf(UserId user) {
        SessionState now = state();
        return now != null && now.user().equals(user);
    }

    private Outcome signOut(
            String reason,
            Optional<ClientId> initiator,
            List<ClientId> backChannel,
            List<ClientId> frontChannel,
            Instant at) {
        SessionState now = state();
        Outcome outcome = end(reason, at);
        if (now != null && outcome instanceof Outcome.Done) {
            record(new SessionEvent.SignedOut(
                    now.tenant(),
                    now.session(),
                    now.user(),
                    initiator,
                    joined(now, now.clients()),
                    joined(now, backChannel),
                    joined(now, frontChannel),
                    at));
        }
        return outcome;
    }

    private static List<ClientId> joined(SessionState now, Collection<ClientId> clients) {
        return clients.stream()
                .filter(now.clients()::contains)
                .sorted(Comparator.comparing(ClientId::value))
                .toList();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome note(SessionCommand.NoteNotice c) {
        SessionState now = state();
        if (now == null || !now.clients().contains(c.client())) {
            return new Outcome.Refused("unknown");
        }
        if (now.notified().contains(c.client())) {
            return new Outcome.Unchanged();
        }
        record(new SessionEvent.ClientNotified(c.tenant(), c.session(), c.client(), c.answer(), c.tries(), c.at()));
        return new Outcome.Done();
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
