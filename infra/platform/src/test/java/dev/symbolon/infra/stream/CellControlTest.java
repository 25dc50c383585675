package dev.symbolon.infra.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.infra.decision.CachedStates;
import dev.symbolon.infra.log.CommitLog.LogUnavailableException;
import dev.symbolon.infra.log.ControlLog;
import dev.symbolon.infra.log.Samples;
import dev.symbolon.infra.log.StoredCommit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is remembered counts for as long as its cell was read; by a clock that the test sets. */
@Timeout(30)
final class CellControlTest {
    private final AtomicLong nanos = new AtomicLong(TimeUnit.DAYS.toNanos(3));
    private final TakenAway log = new TakenAway();
    private final List<StreamId> invalidated = new CopyOnWriteArrayList<>();
    private final CellControl control = new CellControl(
            "default",
            log,
            new ControlEvents(
                    (_, _, _, _) -> {
                        throw new IllegalArgumentException("can't be read");
                    },
                    new CachedStates() {
                        @Override
                        public void invalidate(StreamId stream, long sequence) {
                            invalidated.add(stream);
                        }

                        @Override
                        public void forgetAll() {}
                    },
                    List.of()),
            nanos::get);

    /** A store that is slow, away, or has what nobody can read, as it is told. */
    private final class TakenAway implements ControlLog {
        private final List<HybridTime> askedAfter = new CopyOnWriteArrayList<>();
        private final long base = System.currentTimeMillis();
        private volatile HybridTime settled = HybridTime.ZERO;
        private volatile long takesMillis;
        private volatile boolean away;
        private volatile List<StoredCommit> commits = List.of();
        private volatile CountDownLatch gate = new CountDownLatch(0);

        @Override
        public HybridTime settled() {
            return settled;
        }

        HybridTime settles(int millis) {
            settled = HybridTime.atMillis(base + millis);
            return settled;
        }

        @Override
        public void control(HybridTime after, Consumer<StoredCommit> each) {
            askedAfter.add(after);
            if (away) {
                throw new LogUnavailableException("away", new IllegalStateException());
            }
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            pass(takesMillis);
            commits.forEach(each);
        }

        @Override
        public void voiding(HybridTime after, Consumer<StoredCommit> each) {}

        int readings() {
            return askedAfter.size();
        }
    }

    private void pass(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    @AfterEach
    void stop() throws InterruptedException {
        log.gate.countDown();
        control.beginClosing();
        control.join(5_000);
    }

    @Test
    void nothing_counts_before_the_store_was_read() {
        assertThat(control.fresh()).isFalse();
        assertThat(control.filled()).isFalse();
        assertThat(control.refreshed()).isTrue();
        assertThat(control.fresh()).isTrue();
        assertThat(control.filled()).isTrue();
    }

    @Test
    void a_reading_counts_from_its_beginning_however_long_it_took() {
        log.takesMillis = 200;
        assertThat(control.refreshed()).isTrue();
        pass(40);
        assertThat(control.fresh()).isTrue();
        pass(1);
        assertThat(control.fresh()).isFalse();
        log.takesMillis = 241;
        assertThat(control.refreshed()).as("over before it ended").isFalse();
    }

    @Test
    void the_bound_is_a_little_under_what_is_promised() {
        assertThat(CellControl.BOUND).isLessThan(Duration.ofMillis(250)).isGreaterThan(Duration.ofMillis(200));
    }

    @Test
    void catching_up_takes_a_reading_that_begins_after_it_was_asked_for() {
        assertThat(control.refreshed()).isTrue();
        int readings = log.readings();
        pass(1);
        assertThat(control.catchUp()).isTrue();
        assertThat(log.readings()).isEqualTo(readings + 1);
        assertThat(control.refreshed()).isTrue();
        assertThat(log.readings()).as("it is fresh").isEqualTo(readings + 1);
    }

    @Test
    void while_somebody_asks_the_store_is_read_in_time_and_nobody_waits_for_it() {
        control.start();
        await().until(control::fresh);
        for (int i = 0; i < 20; i++) {
            int readings = log.readings();
            pass(119);
            assertThat(control.fresh()).isTrue();
            pass(2);
            assertThat(control.fresh()).as("half of its time is over").isTrue();
            await().until(() -> log.readings() > readings);
            await().until(() -> {
                control.fresh();
                return log.readings() == readings + 1;
            });
        }
    }

    @Test
    void while_nobody_asks_the_store_is_left_alone() {
        control.start();
        await().until(control::fresh);
        await().during(Duration.ofMillis(300)).until(() -> {
            int before = log.readings();
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            return log.readings() == before;
        });
        int readings = log.readings();
        pass(100);
        assertThat(control.fresh()).as("asked, with most of its time left").isTrue();
        pass(10_000);
        await().during(Duration.ofSeconds(1)).until(() -> log.readings() == readings);
    }

    @Test
    void however_many_ask_one_reads() throws Exception {
        log.gate = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answers.add(threads.submit(control::refreshed));
            }
            await().until(() -> log.readings() == 1);
            log.gate.countDown();
            for (Future<Boolean> answer : answers) {
                assertThat(answer.get()).isTrue();
            }
        }
        assertThat(log.readings()).isEqualTo(1);
    }

    @Test
    void nobody_is_kept_by_a_store_that_says_nothing_for_longer_than_by_one_operation() throws Exception {
        log.gate = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> reading = threads.submit(control::refreshed);
            await().until(() -> log.readings() == 1);
            Future<Boolean> waiting = threads.submit(control::refreshed);
            assertThat(waiting.get(10, TimeUnit.SECONDS)).isFalse();
            log.gate.countDown();
            assertThat(reading.get()).isTrue();
        }
    }

    /** What had been announced before a reading was stored before it; what is announced after it waits for the next. */
    @Test
    void a_reading_goes_on_where_one_before_it_left_nothing_unseen_below() {
        HybridTime first = log.settles(1);
        catchUp(true);
        catchUp(true);
        HybridTime second = log.settles(2);
        catchUp(true);
        log.commits = List.of(unreadable());
        catchUp(false);
        log.commits = List.of();
        log.settles(3);
        catchUp(true);
        log.settled = HybridTime.ZERO;
        catchUp(true);
        catchUp(true);
        HybridTime beginning = log.askedAfter.getFirst();
        assertThat(beginning.instant()).isBefore(Instant.now().minusSeconds(100));
        assertThat(log.askedAfter)
                .containsExactly(beginning, beginning, first, first, first, second, HybridTime.atMillis(log.base + 3));
    }

    private void catchUp(boolean succeeds) {
        pass(1);
        assertThat(control.catchUp()).isEqualTo(succeeds);
    }

    @Test
    void metrics_say_whether_the_store_was_read_when_it_was_to_be() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        control.measure(meters);
        assertThat(gauge(meters, "fresh")).as("never read").isZero();
        log.takesMillis = 150;
        control.refreshed();
        assertThat(gauge(meters, "fresh")).isEqualTo(1);
        assertThat(gauge(meters, "reading")).isEqualTo(0.15);
        pass(15_000);
        assertThat(gauge(meters, "fresh")).as("nobody asks").isEqualTo(1);
        pass(6_000);
        assertThat(gauge(meters, "fresh")).as("nothing reads any more").isZero();
    }

    private static double gauge(SimpleMeterRegistry meters, String name) {
        return meters.get("symbolon.control." + name)
                .tag("cell", "default")
                .gauge()
                .value();
    }

    @Test
    void a_store_that_is_away_ends_it_when_the_last_reading_is_old_and_says_so() {
        assertThat(control.refreshed()).isTrue();
        log.away = true;
        pass(240);
        assertThat(control.fresh()).isTrue();
        assertThat(control.readable()).isTrue();
        pass(1);
        assertThat(control.fresh()).isFalse();
        assertThat(control.refreshed()).isFalse();
        assertThat(control.away()).isTrue();
        assertThat(control.readable()).isFalse();
        assertThat(control.filled()).as("once was enough").isTrue();
        log.away = false;
        pass(1);
        assertThat(control.refreshed()).isTrue();
        assertThat(control.readable()).isTrue();
    }

    @Test
    void what_cannot_be_read_ends_it_for_as_long_as_it_is_there_and_its_stream_is_forgotten() {
        assertThat(control.refreshed()).isTrue();
        StoredCommit unreadable = unreadable();
        log.commits = List.of(unreadable);
        pass(241);
        for (int i = 0; i < 3; i++) {
            assertThat(control.refreshed()).isFalse();
            pass(300);
        }
        assertThat(control.away()).isFalse();
        assertThat(control.readable()).isFalse();
        assertThat(invalidated).contains(unreadable.events().getFirst().stream());
    }

    private static StoredCommit unreadable() {
        StreamId stream = Samples.aStream(Samples.aTenant());
        return new StoredCommit(
                "c" + Samples.fresh(),
                stream.tenant(),
                new HybridTime(1),
                new Position(stream.tenant(), "w", 1, 1),
                List.of(Samples.aControlEvent(stream, 0)));
    }
}
