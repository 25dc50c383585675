package dev.symbolon.infra.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberingTest {
    private final Numbering numbering = new Numbering();

    @Test
    void a_hole_is_taken_before_any_new_counter() {
        take(5);
        numbering.giveBack(2);
        numbering.giveBack(4);

        assertThat(numbering.hasHoles()).isTrue();
        assertThat(take(3)).containsExactly(2L, 4L, 6L);
        assertThat(numbering.hasHoles()).isFalse();
    }

    @Test
    void what_is_given_back_at_the_end_leaves_no_hole() {
        take(3);
        numbering.giveBack(2);
        numbering.giveBack(3);

        assertThat(numbering.hasHoles()).isFalse();
        assertThat(numbering.take()).isEqualTo(2);
    }

    @Test
    void above_a_whole_window_of_unresolved_counters_none_is_taken() {
        take(Numbering.WINDOW);

        assertThat(numbering.room()).isZero();
        assertThatThrownBy(numbering::take).isInstanceOf(IllegalStateException.class);

        numbering.resolved();
        assertThat(numbering.room()).isEqualTo(1);
        assertThat(numbering.take()).isEqualTo(Numbering.WINDOW + 1);
        assertThatThrownBy(numbering::take).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void holes_count_as_unresolved_until_they_are_commits_or_voids() {
        take(Numbering.WINDOW);
        numbering.giveBack(1);
        numbering.giveBack(2);

        assertThat(take(2)).as("the holes, and nothing above the window").containsExactly(1L, 2L);
        numbering.giveBack(1);
        numbering.giveBack(2);
        assertThat(numbering.fill()).containsExactly(1L, 2L);
        assertThatThrownBy(numbering::take).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatever_becomes_of_them_no_more_than_a_window_is_unresolved(long seed) {
        Random random = new Random(seed);
        List<Long> open = new ArrayList<>();
        TreeSet<Long> resolved = new TreeSet<>();
        for (int step = 0; step < 20_000; step++) {
            int chance = random.nextInt(100);
            if (chance < 60 && numbering.room() > 0) {
                open.add(numbering.take());
            } else if (chance < 65) {
                open.addAll(numbering.fill());
            } else if (!open.isEmpty()) {
                long counter = open.remove(random.nextInt(open.size()));
                if (chance < 85) {
                    numbering.giveBack(counter);
                } else {
                    assertThat(resolved.add(counter)).as("each counter once").isTrue();
                    numbering.resolved();
                }
            }
            long top = open.stream().mapToLong(it -> it).reduce(resolved.isEmpty() ? 0 : resolved.last(), Math::max);
            assertThat(top - resolved.size()).as("unresolved").isLessThanOrEqualTo(Numbering.WINDOW);
        }
    }

    private List<Long> take(int count) {
        List<Long> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(numbering.take());
        }
        return taken;
    }
}
