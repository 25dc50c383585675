package dev.symbolon.token.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.identifier.Randomness;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserCodeTest {
    private static final Random RANDOM = new Random(1);
    private static final Randomness RANDOMNESS = length -> {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    };

    @Test
    void a_code_has_forty_bits_and_more_in_letters_that_are_told_apart() {
        Set<Character> met = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String shown = UserCode.random(RANDOMNESS).shown();
            assertThat(shown).matches("[BCDFGHJKLMNPQRSTVWXZ]{5}-[BCDFGHJKLMNPQRSTVWXZ]{5}");
            shown.chars().forEach(c -> met.add((char) c));
        }
        int letters = met.size() - 1;
        assertThat(10 * Math.log(letters) / Math.log(2)).isGreaterThan(40);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"BCDFG-HJKLM", "bcdfg-hjklm", "bcdfghjklm", " b c d f g h j k l m ", "BCDFG–HJKLM", "bcdfg.hjklm"
            })
    void a_code_is_read_however_it_was_typed(String typed) {
        assertThat(UserCode.typed(typed)).map(UserCode::shown).contains("BCDFG-HJKLM");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "BCDFG-HJKL", "BCDFG-HJKLMN", "ABCDE-FGHJK", "BCDFG/HJKLM", "BCDFG-HJKL0", "ＢCDFG-HJKLM"})
    void what_can_t_be_a_code_is_none(String typed) {
        assertThat(UserCode.typed(typed)).isEmpty();
        assertThat(UserCode.typed(typed.repeat(100))).isEmpty();
    }
}
