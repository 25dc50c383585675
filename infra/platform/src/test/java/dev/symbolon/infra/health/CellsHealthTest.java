package dev.symbolon.infra.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.infra.log.CutProxy;
import dev.symbolon.infra.log.TestStore;
import dev.symbolon.infra.mongo.MongoCells;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** One cell of several in trouble: it is told, and nobody else's requests are sent elsewhere for it. */
class CellsHealthTest {

    @Test
    void the_log_is_up_while_any_cell_takes_writes_and_names_those_that_do_not() {
        Map<String, String> refusals = new LinkedHashMap<>();
        AtomicBoolean writes = new AtomicBoolean(true);
        LogHealth log = new LogHealth(writes::get, () -> refusals, Set.of("default", "north"));
        is(status(log), Status.UP, "");

        refusals.put("north", "no disk space");
        is(status(log), Status.UP, "the store takes no writes: cell north, no disk space");
        assertThat(log.remark()).isEqualTo("the store takes no writes: cell north, no disk space");

        refusals.put("default", "writes are blocked");
        is(
                status(log),
                Status.DOWN,
                "the store takes no writes: cell north, no disk space; cell default, writes are blocked");

        refusals.clear();
        writes.set(false);
        is(status(log), Status.DOWN, "nothing more is written by this process: it has to be started again");
        assertThat(log.remark()).isEqualTo(status(log).getDescription());
    }

    @Test
    void the_only_cell_decides_alone() {
        is(
                status(new LogHealth(() -> true, () -> Map.of("default", "no disk space"), Set.of("default"))),
                Status.DOWN,
                "the store takes no writes: cell default, no disk space");
    }

    @Test
    void a_store_that_is_away_is_named_and_only_the_default_cells_matters() throws IOException {
        try (CutProxy home = new CutProxy(TestStore.port());
                CutProxy north = new CutProxy(TestStore.port());
                MongoCells cells = MongoCells.open(
                        TestStore.through(home.port(), TestStore.freshDatabase()),
                        Map.of("north", TestStore.through(north.port(), TestStore.freshDatabase())))) {
            StoreHealth store = new StoreHealth(cells, Clock.systemUTC());
            is(status(store), Status.UP, "");

            north.goAway();
            is(status(store), Status.UP, "cell north doesn't answer");
            assertThat(store.remark()).isEqualTo("cell north doesn't answer");

            home.goAway();
            is(status(store), Status.DOWN, "cell default doesn't answer; cell north doesn't answer");

            home.comeBack();
            north.comeBack();
            is(status(store), Status.UP, "");
            assertThat(store.remark()).isEmpty();
        }
    }

    @Test
    void a_clock_that_is_off_is_told_of_every_cell_and_matters_by_the_default_cells() {
        try (MongoCells cells =
                MongoCells.open(TestStore.freshDatabase(), Map.of("north", TestStore.freshDatabase()))) {
            Status status = status(new StoreHealth(cells, Clock.offset(Clock.systemUTC(), Duration.ofSeconds(5))));
            assertThat(status).isEqualTo(Status.DOWN);
            assertThat(status.getDescription())
                    .contains("cell default has a clock that is off by", "cell north has a clock that is off by");
        }
    }

    @Test
    void readiness_says_all_that_any_part_of_it_says() {
        ReadinessStatus readiness = new ReadinessStatus(List.of(() -> "one", () -> "", () -> "other"));
        is(readiness.getAggregateStatus(Set.of(Status.UP)), Status.UP, "one; other");
        is(readiness.getAggregateStatus(Set.of(Status.UP, Status.DOWN)), Status.DOWN, "one; other");
        is(new ReadinessStatus(List.of(() -> "")).getAggregateStatus(Set.of(Status.UP)), Status.UP, "");
    }

    private static void is(Status status, Status expected, String description) {
        assertThat(status).isEqualTo(expected);
        assertThat(status.getDescription()).isEqualTo(description);
    }

    private static Status status(HealthIndicator indicator) {
        return Objects.requireNonNull(indicator.health(false)).getStatus();
    }
}
