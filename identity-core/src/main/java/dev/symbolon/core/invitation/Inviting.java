package dev.symbolon.core.invitation;

import dev.symbolon.core.aggregate.Aggregates;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.credential.Credentials;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;

/** Invitations together with the credential that they are about, in one commit. */
public final class Inviting {
    private final Credentials credentials;
    private final Aggregates<Invitation, InvitationState> invitations;

    public Inviting(Repositories repositories) {
        credentials = new Credentials(repositories);
        invitations = repositories.aggregates(InvitationState.AGGREGATE);
    }

    @CommandHandler
    Outcome create(InvitationCommand.Create c) {
        // Locked in the order of their streams' names: "credential", then "invitation".
        Credentials.One credential = credentials.of(c.tenant(), c.user());
        Outcome outcome = invitations.at(c.target()).invoke(one -> one.create(c));
        if (outcome instanceof Outcome.Done && c.voidPassword()) {
            credential.remove(c.at());
        }
        return outcome;
    }

    @CommandHandler
    Outcome accept(InvitationCommand.Accept c) {
        Credentials.One credential = credentials.of(c.tenant(), c.user());
        Aggregate<Invitation> invitation = invitations.at(c.target());
        Outcome outcome = invitation.invoke(one -> one.accept(c));
        if (outcome instanceof Outcome.Done) {
            // Who has forgotten it may have lost it to somebody: whoever got in by the old one is out.
            credential.remove(c.at());
            credential.set(c.hash(), c.at());
        }
        return outcome;
    }
}
