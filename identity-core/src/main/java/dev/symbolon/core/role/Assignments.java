package dev.symbolon.core.role;

import dev.symbolon.core.aggregate.Aggregates;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.command.Outcome;
import org.axonframework.modelling.command.Aggregate;

/** Assignments, for the commands that concern one besides another aggregate. */
public final class Assignments {
    private final Aggregates<Assignment, AssignmentState> all;

    public Assignments(Repositories repositories) {
        all = repositories.aggregates(AssignmentState.AGGREGATE);
    }

    /** The one that the order is to, locked until the unit of work ends. */
    public One of(AssignmentCommand order) {
        return new One(order, all.at(order.target()));
    }

    /** One of them, and the order to it. */
    public static final class One {
        private final AssignmentCommand order;
        private final Aggregate<Assignment> one;

        private One(AssignmentCommand order, Aggregate<Assignment> one) {
            this.order = order;
            this.one = one;
        }

        /** The person is that from now on. */
        public Outcome assign() {
            return one.invoke(it -> it.assign(order));
        }
    }
}
