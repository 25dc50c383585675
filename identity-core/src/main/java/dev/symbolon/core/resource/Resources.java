package dev.symbolon.core.resource;

import dev.symbolon.core.aggregate.Aggregates;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.command.Outcome;
import org.axonframework.modelling.command.Aggregate;

/** APIs, for the commands that concern one besides another aggregate. */
public final class Resources {
    private final Aggregates<Resource, ResourceState> all;

    public Resources(Repositories repositories) {
        all = repositories.aggregates(ResourceState.AGGREGATE);
    }

    /** The one that the order is to, locked until the unit of work ends. */
    public One of(ResourceCommand.Register order) {
        return new One(order, all.at(order.target()));
    }

    /** One of them, and the order to it. */
    public static final class One {
        private final ResourceCommand.Register order;
        private final Aggregate<Resource> one;

        private One(ResourceCommand.Register order, Aggregate<Resource> one) {
            this.order = order;
            this.one = one;
        }

        /** The API is there from now on. */
        public Outcome register() {
            return one.invoke(it -> it.register(order));
        }
    }
}
