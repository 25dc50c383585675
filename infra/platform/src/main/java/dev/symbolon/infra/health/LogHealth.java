package dev.symbolon.infra.health;

import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether commits are taken: in one cell at least, as a tenant whose cell is full is no reason to send those of others
 * elsewhere. The reason is the status's description, which readiness shows without its details: it names cells, and says of
 * their stores what makes an operator look, and no more.
 */
final class LogHealth implements HealthIndicator {
    private static final String ENDED = "nothing more is written by this process: it has to be started again";

    private final BooleanSupplier writes;
    private final Supplier<Map<String, String>> refusals;
    private final Set<String> cells;

    /**
     * @param writes   false once a committer has ended: it doesn't come back
     * @param refusals why a cell's store takes no writes now, by cell
     * @param cells    all of them
     */
    LogHealth(BooleanSupplier writes, Supplier<Map<String, String>> refusals, Set<String> cells) {
        this.writes = writes;
        this.refusals = refusals;
        this.cells = Set.copyOf(cells);
    }

    @Override
    public Health health() {
        if (!writes.getAsBoolean()) {
            return Health.status(new Status(Status.DOWN.getCode(), ENDED)).build();
        }
        Map<String, String> refused = refusals.get();
        String code = (refused.keySet().containsAll(cells) ? Status.DOWN : Status.UP).getCode();
        return Health.status(new Status(code, told(refused))).build();
    }

    /** What is wrong now, whichever status it comes to; empty when nothing is. */
    String remark() {
        return writes.getAsBoolean() ? told(refusals.get()) : ENDED;
    }

    private static String told(Map<String, String> refused) {
        if (refused.isEmpty()) {
            return "";
        }
        return refused.entrySet().stream()
                .map(cell -> "cell " + cell.getKey() + ", " + cell.getValue())
                .collect(Collectors.joining("; ", "the store takes no writes: ", ""));
    }
}
