package dev.symbolon.infra.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HeardWritersTest {
    private static final String OWN = "own/1";
    private static final String OTHER = "other/1";

    private final AtomicLong nanos = new AtomicLong(TimeUnit.DAYS.toNanos(1));
    private final HeardWriters writers = new HeardWriters(nanos::get);
    private long sequence;

    /** What the own beat that came back last is called. */
    private String last = "";

    @BeforeEach
    void theStoreWasReadOnceAndLongAgo() {
        writers.storeRead(nanos.get());
        pass(10_000);
        assertThat(writers.fresh()).isFalse();
    }

    @Test
    void nothing_heard_is_not_fresh() {
        register(OWN);
        assertThat(writers.fresh()).isFalse();
        own();
        assertThat(writers.fresh()).as("an own beat that names none").isFalse();
        own();
        assertThat(writers.fresh()).isTrue();
    }

    @Test
    void fresh_while_every_live_writer_answered_a_beat_that_was_sent_within_the_bound() {
        round(OWN, OTHER);
        round(OWN, OTHER);
        assertThat(writers.fresh()).isTrue();
        pass(220);
        assertThat(writers.fresh()).isTrue();
        pass(11);
        assertThat(writers.fresh()).isFalse();
    }

    @Test
    void a_beat_that_was_long_on_its_way_is_no_news_however_late_it_arrives() {
        round(OWN, OTHER);
        String early = last;
        pass(300);
        register(OWN, OTHER);
        own();
        own();
        other(early);
        assertThat(writers.fresh())
                .as("it was sent before anything of the last 300 ms")
                .isFalse();
        other(last);
        assertThat(writers.fresh()).isTrue();
    }

    @Test
    void a_writer_that_can_not_relay_what_it_wrote_ends_it_though_it_beats() {
        round(OWN, OTHER);
        round(OWN, OTHER);
        String stuck = last;
        for (int i = 0; i < 6; i++) {
            pass(50);
            register(OWN, OTHER);
            own();
            other(stuck);
        }
        assertThat(writers.fresh()).isFalse();
    }

    @Test
    void a_beat_that_names_one_of_long_ago_or_of_nobody_says_nothing() {
        round(OWN, OTHER);
        pass(300);
        register(OWN, OTHER);
        own();
        own();
        other("");
        other("other/1#77");
        assertThat(writers.fresh()).isFalse();
    }

    @Test
    void a_beat_of_a_third_writer_places_as_well_as_an_own_one() {
        round(OWN, OTHER);
        pass(300);
        register(OWN, OTHER);
        own();
        own();
        writers.beat(new WriterBeatRecord("third/1", 5, "", false), OptionalLong.empty());
        other("third/1#5");
        assertThat(writers.fresh()).isTrue();
    }

    @Test
    void a_writer_that_falls_silent_ends_it_until_it_is_taken_over_and_that_is_heard() {
        round(OWN, OTHER);
        for (int i = 0; i < 6; i++) {
            pass(50);
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
        other(last);
        assertThat(writers.fresh()).isTrue();
    }

    @Test
    void a_writer_that_said_goodbye_is_not_missed() {
        round(OWN, OTHER);
        writers.beat(new WriterBeatRecord(OTHER, ++sequence, "", true), OptionalLong.empty());
        for (int i = 0; i < 10; i++) {
            pass(50);
            register(OWN, OTHER);
            own();
        }
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
        own(sentBeforeThePause);
        own(sentBeforeThePause);
        other(last);
        assertThat(writers.fresh()).isFalse();
        own();
        own();
        assertThat(writers.fresh())
                .as("the other's beat is as old as the pause")
                .isFalse();
        other(last);
        assertThat(writers.fresh()).isTrue();
    }

    @Test
    void a_register_that_cannot_be_read_and_an_unreadable_event_end_it() {
        round(OWN);
        round(OWN);
        for (int i = 0; i < 15; i++) {
            pass(50);
            own();
        }
        assertThat(writers.fresh()).as("the register was read too long ago").isFalse();
        round(OWN);
        assertThat(writers.fresh()).isTrue();
        writers.unreadable();
        round(OWN);
        writers.storeRead(nanos.get());
        assertThat(writers.fresh()).isFalse();
    }

    @Test
    void a_writer_of_another_cell_places_beats_and_is_not_waited_for() {
        HeardWriters north = new HeardWriters(nanos::get);
        north.storeRead(nanos.get());
        pass(1_000);
        for (int i = 0; i < 20; i++) {
            pass(50);
            register(OWN);
            // The other cell's register can't be read; the topic goes to all.
            north.beat(both(OWN, last, OptionalLong.of(nanos.get())), OptionalLong.of(nanos.get()));
            last = OWN + "#" + sequence;
            assertThat(north.fresh()).isFalse();
        }
        assertThat(writers.fresh()).as("what is silent there isn't missed here").isTrue();

        both("north/1", last, OptionalLong.empty());
        assertThat(writers.fresh()).isTrue();
        north.register(Set.of("north/1"), nanos.get());
        assertThat(north.fresh()).as("registered, and not heard").isFalse();
        north.beat(both("north/1", last, OptionalLong.empty()), OptionalLong.empty());
        assertThat(north.fresh())
                .as("its store hasn't been away for what was heard")
                .isTrue();
    }

    /** As the one topic goes to every cell's; returns what the other's hears of it. */
    private WriterBeatRecord both(String writer, String since, OptionalLong sentAt) {
        WriterBeatRecord beat = new WriterBeatRecord(writer, ++sequence, since, false);
        writers.beat(beat, sentAt);
        return beat;
    }

    @Test
    void a_reading_of_the_store_counts_from_when_it_began_and_as_long_as_anything() {
        register(OWN, OTHER);
        writers.storeRead(nanos.get());
        pass(240);
        assertThat(writers.fresh()).isTrue();
        pass(1);
        assertThat(writers.fresh()).isFalse();
    }

    @Test
    void after_a_gap_in_the_topic_the_store_is_read_before_anything_heard_counts() {
        round(OWN);
        round(OWN);
        assertThat(writers.fresh()).isTrue();
        writers.startOver();
        round(OWN);
        round(OWN);
        assertThat(writers.fresh()).isFalse();
        writers.storeRead(nanos.get());
        pass(300);
        round(OWN);
        round(OWN);
        assertThat(writers.fresh()).isTrue();
    }

    private void round(String... live) {
        pass(10);
        register(live);
        own();
        for (String writer : live) {
            if (!writer.equals(OWN)) {
                other(last);
            }
        }
    }

    private void own() {
        own(nanos.get());
    }

    /** An own beat comes back, which names the one that came back before it. */
    private void own(long sentAt) {
        WriterBeatRecord beat = new WriterBeatRecord(OWN, ++sequence, last, false);
        writers.beat(beat, OptionalLong.of(sentAt));
        last = beat.name();
    }

    private void other(String since) {
        writers.beat(new WriterBeatRecord(OTHER, ++sequence, since, false), OptionalLong.empty());
    }

    private void register(String... live) {
        writers.register(Set.of(live), nanos.get());
    }

    private void pass(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
