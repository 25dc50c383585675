package dev.symbolon.core.invitation;

import dev.symbolon.core.aggregate.Aggregates;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.command.Outcome;
import org.axonframework.modelling.command.Aggregate;

/** Invitations, for the commands that concern one besides another aggregate. */
public final class Invitations {
    private final Aggregates<Invitation, InvitationState> all;

    public Invitations(Repositories repositories) {
        all = repositories.aggregates(InvitationState.AGGREGATE);
    }

    /** The one that the order is to, locked until the unit of work ends. */
    public One of(InvitationCommand.Create order) {
        return new One(order, all.at(order.target()));
    }

    /** One of them, and the order to it. */
    public static final class One {
        private final InvitationCommand.Create order;
        private final Aggregate<Invitation> one;

        private One(InvitationCommand.Create order, Aggregate<Invitation> one) {
            this.order = order;
            this.one = one;
        }

        /** There is that link from now on. */
        public Outcome create() {
            return one.invoke(it -> it.create(order));
        }
    }
}
