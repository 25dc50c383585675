package dev.symbolon.core.client;

import dev.symbolon.core.aggregate.Aggregates;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.stream.StreamId;
import java.util.Set;
import org.axonframework.modelling.command.Aggregate;

/** Clients, for the commands that concern one besides another aggregate. */
public final class Clients {
    private final Aggregates<Client, ClientState> all;

    public Clients(Repositories repositories) {
        all = repositories.aggregates(ClientState.AGGREGATE);
    }

    /** That one, locked until the unit of work ends. */
    public One at(StreamId stream) {
        return new One(all.at(stream));
    }

    /** One of them. */
    public static final class One {
        private final Aggregate<Client> one;

        private One(Aggregate<Client> one) {
            this.one = one;
        }

        /** The flows of apps in migration that can be used because of this client. */
        public Set<ResponseType> migrationFlows() {
            return one.invoke(Client::migrationFlows);
        }

        public Outcome register(ClientCommand.Register order) {
            return one.invoke(it -> it.register(order));
        }

        public Outcome change(ClientCommand.Change order) {
            return one.invoke(it -> it.change(order));
        }

        public Outcome suspend(ClientCommand.Suspend order) {
            return one.invoke(it -> it.suspend(order));
        }

        public Outcome reactivate(ClientCommand.Reactivate order) {
            return one.invoke(it -> it.reactivate(order));
        }
    }
}
