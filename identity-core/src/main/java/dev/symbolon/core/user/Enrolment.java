package dev.symbolon.core.user;

import dev.symbolon.core.aggregate.Aggregates;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.credential.Credentials;
import dev.symbolon.core.invitation.Invitations;
import dev.symbolon.core.role.AssignmentCommand;
import dev.symbolon.core.role.Assignments;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;

/** A new person with their roles, their first password or the invitation to choose one, in one commit. */
public final class Enrolment {
    private final Assignments assignments;
    private final Credentials credentials;
    private final Invitations invitations;
    private final Aggregates<User, UserState> users;

    public Enrolment(Repositories repositories) {
        assignments = new Assignments(repositories);
        credentials = new Credentials(repositories);
        invitations = new Invitations(repositories);
        users = repositories.aggregates(UserState.AGGREGATE);
    }

    @CommandHandler
    Outcome admit(UserCommand.Admit c) {
        return of(c).admit();
    }

    /** All that one person's admission concerns, locked in the order of their streams' names. */
    public Admission of(UserCommand.Admit c) {
        UserCommand.Register registration = c.registration();
        return new Admission(
                c,
                assignments.of(new AssignmentCommand(c.tenant(), c.user(), c.roles(), List.of(), registration.at())),
                credentials.of(c.tenant(), c.user()),
                c.invitation().map(invitations::of),
                users.at(c.target()));
    }

    /** One person's admission, in the handling of one command. */
    public static final class Admission {
        private final UserCommand.Admit command;
        private final Assignments.One assignment;
        private final Credentials.One credential;
        private final Optional<Invitations.One> invitation;
        private final Aggregate<User> user;

        private Admission(
                UserCommand.Admit command,
                Assignments.One assignment,
                Credentials.One credential,
                Optional<Invitations.One> invitation,
                Aggregate<User> user) {
            this.command = command;
            this.assignment = assignment;
            this.credential = credential;
            this.invitation = invitation;
            this.user = user;
        }

        /** What is wrong with the person decides; roles or a link that can't be are their author's fault. */
        public Outcome admit() {
            UserCommand.Register registration = command.registration();
            Outcome outcome = user.invoke(one -> one.register(registration));
            if (!(outcome instanceof Outcome.Done)) {
                return outcome;
            }
            command.passwordHash().ifPresent(hash -> credential.set(hash, registration.at()));
            required(assignment.assign());
            invitation.ifPresent(link -> required(link.create()));
            return outcome;
        }

        /** The unit of work rolls back, so that nothing of it is written. */
        private static void required(Outcome outcome) {
            if (outcome instanceof Outcome.Refused refused) {
                throw new IllegalArgumentException("a person can't be admitted so: " + refused.reason());
            }
        }
    }
}
