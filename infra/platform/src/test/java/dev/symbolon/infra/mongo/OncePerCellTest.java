package dev.symbolon.infra.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.Await;
import dev.symbolon.infra.log.SaidToOperators;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OncePerCellTest {
    private static final Cells CELLS = new Named("default", "north", "west");
    private static final String UNTIL = "its tenants wait";

    private final Set<String> attempted = ConcurrentHashMap.newKeySet();

    @Test
    void what_fails_in_the_default_cell_is_thrown_and_nothing_is_begun_elsewhere() {
        assertThatThrownBy(() -> OncePerCell.begin(CELLS, UNTIL, cell -> {
                    attempted.add(cell);
                    throw new MongoException("away");
                }))
                .hasMessage("away");
        assertThat(attempted).containsExactly("default");
    }

    @Test
    void where_all_answer_it_is_done_when_it_was_begun_and_nothing_is_said() {
        try (SaidToOperators lines = new SaidToOperators();
                OncePerCell once = OncePerCell.begin(CELLS, UNTIL, attempted::add)) {
            assertThat(CELLS.names()).allMatch(once::done);
            assertThat(attempted).isEqualTo(CELLS.names());
            assertThat(lines.since(Level.INFO)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatever_fails_in_another_is_told_once_with_its_reason_and_tried_again(boolean expected) {
        AtomicInteger tries = new AtomicInteger();
        try (SaidToOperators lines = new SaidToOperators();
                OncePerCell once = OncePerCell.begin(CELLS, UNTIL, cell -> {
                    if (cell.equals("north") && tries.incrementAndGet() < 4) {
                        throw expected ? new MongoException("no route") : new ClassCastException("no route");
                    }
                })) {
            assertThat(once.done("west")).isTrue();
            Await.until("done in the end", () -> once.done("north"));
            Await.until("told", () -> lines.since(Level.INFO).size() == 2);
            assertThat(lines.since(expected ? Level.WARN : Level.ERROR))
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains("cell north", UNTIL));
            assertThat(lines.since(Level.INFO).getLast()).contains("cell north is served");
            assertThat(once.failure("north")).isEmpty();
            assertThat(tries).hasValue(4);
        }
    }

    @Test
    void a_start_waits_some_seconds_for_all_that_are_away_together_and_no_longer() {
        CountDownLatch never = new CountDownLatch(1);
        long start = System.nanoTime();
        try (OncePerCell once = OncePerCell.begin(CELLS, UNTIL, cell -> {
            try {
                if (!cell.equals("default")) {
                    never.await();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        })) {
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(5));
            assertThat(once.done("north")).isFalse();
        } finally {
            never.countDown();
        }
    }

    @Test
    void once_closed_it_is_not_tried_again() throws InterruptedException {
        AtomicInteger tries = new AtomicInteger();
        OncePerCell once = OncePerCell.begin(new Named("default", "north"), UNTIL, cell -> {
            if (cell.equals("north")) {
                tries.incrementAndGet();
                throw new MongoException("away");
            }
        });
        once.close();
        int until = tries.get();
        Thread.sleep(1_500);
        assertThat(tries.get()).isLessThanOrEqualTo(until + 1);
        assertThat(once.failure("north")).get().isInstanceOf(MongoException.class);
    }

    private record Named(Set<String> names) implements Cells {
        Named(String... names) {
            this(Collections.unmodifiableSet(new LinkedHashSet<>(List.of(names))));
        }

        @Override
        public String nameOf(TenantId tenant) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SequencedMap<String, MongoDatabase> byName() {
            throw new UnsupportedOperationException();
        }

        @Override
        public MongoDatabase keys() {
            throw new UnsupportedOperationException();
        }
    }
}
