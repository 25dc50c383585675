package dev.symbolon.core.client;

import dev.symbolon.core.aggregate.Aggregates;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.command.Outcome;
import org.axonframework.modelling.command.Aggregate;

/** Clients, for the commands that concern one besides another aggregate. */
public final class Clients {
    private final Aggregates<Client, ClientState> all;

    public Clients(Repositories repositories) {
        all = repositories.aggregates(ClientState.AGGREGATE);
    }

    /** The one that the order is to, locked until the unit of work ends. */
    public One of(ClientCommand.Register order) {
        return new One(order, all.at(order.target()));
    }

    /** One of them, and the order to it. */
    public static final class One {
        private final ClientCommand.Register order;
        private final Aggregate<Client> one;

        private One(ClientCommand.Register order, Aggregate<Client> one) {
            this.order = order;
            this.one = one;
        }

        /** The client is there from now on. */
        public Outcome register() {
            return one.invoke(it -> it.register(order));
        }
    }
}
