package dev.symbolon.infra.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.infra.log.CommitPublisher.Heard;
import org.junit.jupiter.api.Test;

final class UnrelayedTest {
    private final Unrelayed unrelayed = new Unrelayed();

    @Test
    void nothing_on_its_way_claims_all_that_was_heard() {
        assertThat(unrelayed.since(0, heard(9))).isEqualTo(heard(9));
    }

    @Test
    void what_the_store_may_have_counts_from_before_it_was_handed_over_until_it_is_relayed() {
        unrelayed.handed(5, heard(1));
        assertThat(unrelayed.since(4, heard(9))).isEqualTo(heard(1));
        unrelayed.stored(5);
        assertThat(unrelayed.since(4, heard(9))).isEqualTo(heard(1));
        assertThat(unrelayed.since(5, heard(9))).isEqualTo(heard(9));
    }

    @Test
    void what_was_refused_or_became_void_holds_nothing_back() {
        unrelayed.handed(5, heard(1));
        unrelayed.withdrawn(5);
        assertThat(unrelayed.since(4, heard(9))).isEqualTo(heard(9));
    }

    @Test
    void one_that_was_handed_over_early_and_stored_late_is_the_oldest() {
        unrelayed.handed(5, heard(1));
        unrelayed.handed(6, heard(2));
        unrelayed.stored(6);
        unrelayed.stored(5);
        assertThat(unrelayed.since(4, heard(9))).isEqualTo(heard(1));
        assertThat(unrelayed.since(5, heard(9))).isEqualTo(heard(2));
    }

    @Test
    void a_stream_that_is_away_for_long_never_makes_a_claim_newer() {
        for (int i = 1; i <= 10_000; i++) {
            unrelayed.handed(i, heard(i));
            unrelayed.stored(i);
        }
        assertThat(unrelayed.since(0, heard(20_000))).isEqualTo(heard(1));
        assertThat(unrelayed.since(5_000, heard(20_000)).order()).isLessThanOrEqualTo(5_001);
        assertThat(unrelayed.since(10_000, heard(20_000))).isEqualTo(heard(20_000));
    }

    private static Heard heard(long order) {
        return new Heard(order, "beat" + order);
    }
}
