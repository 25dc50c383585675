package dev.symbolon.infra.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class HeardWritersTest {
    private static final String OWN = "own/1";
    private static final String OTHER = "other/1";

    private final AtomicLong nanos = new AtomicLong(TimeUnit.DAYS.toNanos(1));
    private final HeardWriters writers = new HeardWriters(nanos::get);

    @Test
    void nothing_heard_is_not_fresh() {
        assertThat(writers.fresh()).isFalse();
        register(OWN);
        assertThat(writers.fresh()).isFalse();
    }

    @Test
    void fresh_while_every_live_writer_is_heard_within_the_bound() {
        round(OWN, OTHER);
        round(OWN, OTHER);
        assertThat(writers.fresh()).isTrue();
        pass(200);
        assertThat(writers.fresh()).isTrue();
        pass(100);
        assertThat(writers.fresh()).isFalse();
    }

    @Test
    void a_writer_that_falls_silent_ends_it_until_it_is_taken_over_and_that_is_heard() {
        round(OWN, OTHER);
        for (int i = 0; i < 3; i++) {
            pass(100);
            register(OWN, OTHER);
            own();
        }
        assertThat(writers.fresh()).isFalse();
        pass(10);
        register(OWN);
        assertThat(writers.fresh())
                .as("what was taken over may still be on its way")
                .isFalse();
        pass(10);
        own();
        assertThat(writers.fresh()).isTrue();
    }

    @Test
    void a_writer_that_registers_is_required_before_it_is_heard() {
        round(OWN);
        round(OWN);
        assertThat(writers.fresh()).isTrue();
        register(OWN, OTHER);
        assertThat(writers.fresh()).isFalse();
        writers.beat(OTHER, false);
        assertThat(writers.fresh()).isTrue();
    }

    @Test
    void a_writer_that_said_goodbye_is_not_missed() {
        round(OWN, OTHER);
        writers.beat(OTHER, true);
        pass(240);
        own();
        pass(240);
        register(OWN, OTHER);
        own();
        assertThat(writers.fresh()).isTrue();
    }

    @Test
    void a_backlog_read_after_a_pause_is_no_news() {
        round(OWN, OTHER);
        round(OWN, OTHER);
        long sentBeforeThePause = nanos.get();
        pass(30_000);
        assertThat(writers.fresh()).isFalse();
        register(OWN, OTHER);
        writers.echo(sentBeforeThePause);
        writers.beat(OWN, false);
        writers.beat(OTHER, false);
        assertThat(writers.fresh()).isFalse();
        own();
        assertThat(writers.fresh())
                .as("the other's beat is as old as the pause")
                .isFalse();
        writers.beat(OTHER, false);
        assertThat(writers.fresh()).isTrue();
    }

    @Test
    void a_register_that_cannot_be_read_and_an_unreadable_event_end_it() {
        round(OWN);
        round(OWN);
        for (int i = 0; i < 6; i++) {
            pass(100);
            own();
        }
        assertThat(writers.fresh()).as("the register was read too long ago").isFalse();
        round(OWN);
        assertThat(writers.fresh()).isTrue();
        writers.unreadable();
        round(OWN);
        assertThat(writers.fresh()).isFalse();
    }

    private void round(String... live) {
        pass(10);
        register(live);
        own();
        for (String writer : live) {
            writers.beat(writer, false);
        }
    }

    private void own() {
        writers.echo(nanos.get());
        writers.beat(OWN, false);
    }

    private void register(String... live) {
        writers.register(Set.of(live), nanos.get());
    }

    private void pass(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
