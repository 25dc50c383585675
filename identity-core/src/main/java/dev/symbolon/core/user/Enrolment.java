package dev.symbolon.core.user;

import dev.symbolon.core.aggregate.Aggregates;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.credential.Credentials;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;

/** A new person and their first password, in one commit. */
public final class Enrolment {

    private final Credentials credentials;
    private final Aggregates<User, UserState> users;

    public Enrolment(Repositories repositories) {
        credentials = new Credentials(repositories);
        users = repositories.aggregates(UserState.AGGREGATE);
    }

    @CommandHandler
    Outcome enrol(UserCommand.Enrol c) {
        // Locked in the order of their streams' names: "credential", then "user".
        Credentials.One credential = credentials.of(c.tenant(), c.user());
        Aggregate<User> user = users.at(c.target());
        Outcome outcome = user.invoke(one -> one.register(c.registration()));
        if (outcome instanceof Outcome.Done) {
            credential.set(c.passwordHash(), c.registration().at());
        }
        return outcome;
    }
}
