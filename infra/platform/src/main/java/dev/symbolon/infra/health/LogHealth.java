package dev.symbolon.infra.health;

import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether commits are taken. The reason is the status's description, which readiness shows without its details: it names
 * cells, and says of their stores what makes an operator look, and no more.
 */
final class LogHealth implements HealthIndicator {
    private final BooleanSupplier writes;
    private final Supplier<Map<String, String>> refusals;

    /**
     * @param writes   false once a committer has ended: it doesn't come back
     * @param refusals why a cell's store takes no writes now, by cell
     */
    LogHealth(BooleanSupplier writes, Supplier<Map<String, String>> refusals) {
        this.writes = writes;
        this.refusals = refusals;
    }

    @Override
    public Health health() {
        if (!writes.getAsBoolean()) {
            return down("nothing more is written by this process: it has to be started again");
        }
        Map<String, String> refused = refusals.get();
        return refused.isEmpty() ? Health.up().build() : down("the store takes no writes: " + told(refused));
    }

    private static String told(Map<String, String> refused) {
        return refused.entrySet().stream()
                .map(cell -> "cell " + cell.getKey() + ", " + cell.getValue())
                .collect(Collectors.joining("; "));
    }

    private static Health down(String why) {
        return Health.status(new Status(Status.DOWN.getCode(), why)).build();
    }
}
