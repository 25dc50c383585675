package dev.symbolon.core.session;

import dev.symbolon.core.aggregate.Aggregates;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.credential.Credentials;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.util.Comparator;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;

/** Changing a password: the credential, and the person's sessions elsewhere, in one commit. */
public final class PasswordChange {

    private final Credentials credentials;
    private final Aggregates<Session, SessionState> sessions;

    public PasswordChange(Repositories repositories) {
        credentials = new Credentials(repositories);
        sessions = repositories.aggregates(SessionState.AGGREGATE);
    }

    @CommandHandler
    Outcome change(SessionCommand.ChangePassword c) {
        // All are locked in the order of their streams' names: "credential" first, then the sessions.
        Credentials.One credential = credentials.of(c.tenant(), c.user());
        Stream.concat(Stream.of(c.session()), c.others().stream().map(SessionCommand.ChangePassword.Other::session))
                .sorted(Comparator.comparing(SessionId::value))
                .forEach(id -> session(c.tenant(), id));
        boolean own = session(c.tenant(), c.session()).invoke(it -> it.isOf(c.user()) && it.counts(c.at()));
        if (!own) {
            return new Outcome.Refused("session-over");
        }
        credential.set(c.hash(), c.at());
        session(c.tenant(), c.session()).execute(it -> it.confirm(credential.passwords(), c.at()));
        for (SessionCommand.ChangePassword.Other other : c.others()) {
            Aggregate<Session> session = session(c.tenant(), other.session());
            if (!other.session().equals(c.session()) && session.invoke(it -> it.isOf(c.user()))) {
                session.execute(it -> it.signOut("password-changed", other.backChannel(), c.at()));
            }
        }
        return new Outcome.Done();
    }

    private Aggregate<Session> session(TenantId tenant, SessionId id) {
        return sessions.at(StreamId.of(tenant, StreamType.SESSION, id));
    }
}
