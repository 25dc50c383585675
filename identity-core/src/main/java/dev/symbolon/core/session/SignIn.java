package dev.symbolon.core.session;

import dev.symbolon.core.aggregate.Aggregates;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.credential.Credentials;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.Users;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;

/** Signing in: the credential, the new session and the browser's session before, in one commit. */
public final class SignIn {

    private final Credentials credentials;
    private final Aggregates<Session, SessionState> sessions;
    private final Users users;

    public SignIn(Repositories repositories) {
        credentials = new Credentials(repositories);
        sessions = repositories.aggregates(SessionState.AGGREGATE);
        users = new Users(repositories);
    }

    @CommandHandler
    Outcome start(SessionCommand.Start c) {
        Optional<SessionId> previous = c.replaces().filter(before -> !before.equals(c.session()));
        // All are locked in the order of their streams' names: "credential" first, then both sessions, then "user".
        Credentials.One credential = credentials.of(c.tenant(), c.user());
        Stream.concat(Stream.of(c.session()), previous.stream())
                .sorted(Comparator.comparing(SessionId::value))
                .forEach(id -> session(c.tenant(), id));
        Standing standing = new Standing(credential.passwords(), users.disables(c.tenant(), c.user()));

        if (!credential.mayTry(c.knownDevice(), c.at())) {
            // Guesses sent at the same moment all saw no delay; but for this, the right one among them would count.
            return new Outcome.Refused("delayed");
        }
        Outcome outcome = session(c.tenant(), c.session()).invoke(session -> session.start(c, standing));
        if (outcome instanceof Outcome.Done) {
            credential.accept(c.knownDevice(), c.rehash(), c.at());
            previous.ifPresent(before ->
                    session(c.tenant(), before).execute(session -> session.end(SessionState.REPLACED, c.at())));
        }
        return outcome;
    }

    private Aggregate<Session> session(TenantId tenant, SessionId id) {
        return sessions.at(StreamId.of(tenant, StreamType.SESSION, id));
    }
}
