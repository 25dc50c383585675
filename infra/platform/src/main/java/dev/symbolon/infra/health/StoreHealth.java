package dev.symbolon.infra.health;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import dev.symbolon.infra.mongo.Cells;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bson.Document;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether the default cell's store answers within a second, and agrees with this node about the time. Revocations reckon
 * with clocks that differ by a second at most, and the store's is the one that all nodes can see. Without that cell nobody
 * is served; another that is away is its own tenants' trouble, on every node the same: it is told, and takes none from
 * its work.
 */
final class StoreHealth implements HealthIndicator {
    static final Duration SKEW = Duration.ofSeconds(1);

    private static final long PATIENCE_MILLIS = 1_000;

    /** In all, for the cells that don't decide: whoever asks commonly waits no longer than a second for the whole answer. */
    private static final long OTHERS_MILLIS = 400;

    private final Cells cells;
    private final Clock wall;
    private volatile String remark = "";

    StoreHealth(Cells cells, Clock wall) {
        this.cells = cells;
        this.wall = wall;
    }

    /** What a look at a cell came to. */
    private sealed interface Look {
        record Answered(Duration skew) implements Look {}

        record Silent() implements Look {}
    }

    @Override
    public Health health() {
        Map<String, CompletableFuture<Look>> looks = new LinkedHashMap<>();
        cells.byName()
                .forEach((name, cell) ->
                        looks.put(name, CompletableFuture.supplyAsync(() -> look(cell), Thread::startVirtualThread)));
        Look first = Objects.requireNonNull(looks.get(Cells.DEFAULT)).join();
        await(looks);
        Health.Builder health = new Health.Builder();
        Map<String, String> troubles = new LinkedHashMap<>();
        looks.forEach((name, asked) -> {
            Look look = asked.getNow(new Look.Silent());
            trouble(look).ifPresent(trouble -> troubles.put(name, trouble));
            switch (look) {
                case Look.Answered(Duration skew) -> health.withDetail(name + ".skew", skew.toMillis() + " ms");
                case Look.Silent _ -> health.withDetail(name, "doesn't answer");
            }
        });
        String told = troubles.entrySet().stream()
                .map(cell -> "cell " + cell.getKey() + " " + cell.getValue())
                .collect(Collectors.joining("; "));
        remark = told;
        Status status = trouble(first).isPresent() ? Status.DOWN : Status.UP;
        return health.status(new Status(status.getCode(), told)).build();
    }

    /** What was wrong when this was last asked; empty when nothing was. */
    String remark() {
        return remark;
    }

    private static void await(Map<String, CompletableFuture<Look>> looks) {
        CompletableFuture.allOf(looks.values().toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, OTHERS_MILLIS, TimeUnit.MILLISECONDS)
                .join();
    }

    private static Optional<String> trouble(Look look) {
        return switch (look) {
            case Look.Silent _ -> Optional.of("doesn't answer");
            case Look.Answered(Duration skew) ->
                skew.compareTo(SKEW) > 0
                        ? Optional.of("has a clock that is off by " + skew.toMillis() + " ms")
                        : Optional.empty();
        };
    }

    private Look look(MongoDatabase cell) {
        try {
            return new Look.Answered(skew(cell));
        } catch (MongoException e) {
            // Whoever uses the store logs it; a probe that comes every few seconds needn't.
            return new Look.Silent();
        }
    }

    /** How far the clocks differ at least: the store read its own somewhere between question and answer. */
    private Duration skew(MongoDatabase cell) {
        Instant asked = wall.instant();
        Document answer =
                cell.withTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).runCommand(new Document("hello", 1));
        Instant answered = wall.instant();
        Date local = answer.getDate("localTime");
        if (local == null) {
            return Duration.ZERO;
        }
        Instant store = local.toInstant();
        Duration behind = Duration.between(answered, store);
        Duration ahead = Duration.between(store, asked);
        Duration larger = behind.compareTo(ahead) > 0 ? behind : ahead;
        return larger.isNegative() ? Duration.ZERO : larger;
    }
}
