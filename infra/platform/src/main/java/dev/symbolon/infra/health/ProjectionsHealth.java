package dev.symbolon.infra.health;

import java.util.function.BooleanSupplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Not before the views were built for the first time, so that no node answers from half of them. One tenant that is
 * built anew later makes nobody else wait.
 */
final class ProjectionsHealth implements HealthIndicator {
    private final BooleanSupplier built;
    private final BooleanSupplier runs;
    private volatile boolean wasBuilt;

    ProjectionsHealth(BooleanSupplier built, BooleanSupplier runs) {
        this.built = built;
        this.runs = runs;
    }

    @Override
    public Health health() {
        wasBuilt = wasBuilt || built.getAsBoolean();
        return (wasBuilt && runs.getAsBoolean() ? Health.up() : Health.down())
                .withDetail("built", wasBuilt)
                .build();
    }
}
