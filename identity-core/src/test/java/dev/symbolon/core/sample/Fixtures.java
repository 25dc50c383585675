package dev.symbolon.core.sample;

import dev.symbolon.core.aggregate.CommandTargets;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;

/** Axon's fixtures, with commands that name their target themselves. */
public final class Fixtures {

    public static <A> FixtureConfiguration<A> of(Class<A> aggregate) {
        return new AggregateTestFixture<>(aggregate).registerCommandTargetResolver(new CommandTargets());
    }

    private Fixtures() {}
}
