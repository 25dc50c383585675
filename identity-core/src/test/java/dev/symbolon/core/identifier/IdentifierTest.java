package dev.symbolon.core.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a name may be made of: it stands in streams, slots and log lines. */
final class IdentifierTest {
    @Test
    void of_all_characters_there_are_it_takes_those_it_says() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            boolean allowed = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '~';
            for (String text : new String[] {"" + (char) c, "ab" + (char) c, (char) c + "yz", "a" + (char) c + "0"}) {
                assertThat(Identifier.wellFormed(text)).as("character %s", c).isEqualTo(allowed);
            }
        }
    }

    @Test
    void it_has_one_to_sixty_four_of_them() {
        assertThat(Identifier.wellFormed("")).isFalse();
        assertThat(Identifier.wellFormed("a".repeat(64))).isTrue();
        assertThat(Identifier.wellFormed("a".repeat(65))).isFalse();
    }
}
