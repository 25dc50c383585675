package dev.symbolon.infra.health;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import dev.symbolon.infra.mongo.Cells;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether every cell's store answers within a second, and agrees with this node about the time. Revocations reckon with
 * clocks that differ by a second at most, and the store's is the one that all nodes can see.
 */
final class StoreHealth implements HealthIndicator {
    static final Duration SKEW = Duration.ofSeconds(1);

    private static final long PATIENCE_MILLIS = 1_000;

    private final Cells cells;
    private final Clock wall;

    StoreHealth(Cells cells, Clock wall) {
        this.cells = cells;
        this.wall = wall;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        for (Map.Entry<String, MongoDatabase> cell : cells.byName().entrySet()) {
            try {
                Duration skew = skew(cell.getValue());
                health.withDetail(cell.getKey() + ".skew", skew.toMillis() + " ms");
                if (skew.compareTo(SKEW) > 0) {
                    health.down();
                }
            } catch (MongoException e) {
                // Whoever uses the store logs it; a probe that comes every few seconds needn't.
                health.down().withDetail(cell.getKey(), "doesn't answer");
            }
        }
        return health.build();
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
