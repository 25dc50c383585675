package dev.symbolon.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.console.ConsoleSession.Tokens;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class SessionTokensTest {
    private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");

    private final SessionTokens node = new SessionTokens();

    private static ConsoleSession session(String proof, Tokens tokens) {
        return new ConsoleSession("hotel", "t", "u", "Ada", tokens, proof, Instant.EPOCH, Instant.EPOCH, "");
    }

    @Test
    void what_can_be_had_again_stays_at_the_node_however_large_a_tenant_makes_it() {
        String large = "x".repeat(8_000);
        ConsoleSession session = session("p", new Tokens(large, LATER, "refresh", large));
        ConsoleSession carried = node.kept(session);
        assertThat(carried.tokens()).isEqualTo(new Tokens("", Instant.EPOCH, "refresh", ""));
        assertThat(node.restored(carried).tokens()).isEqualTo(new Tokens(large, LATER, "refresh", ""));
        assertThat(new SessionTokens().restored(carried).tokens().access()).isEmpty();
        node.forget(session);
        assertThat(node.restored(carried).tokens().access()).isEmpty();
    }

    @Test
    void a_session_that_could_not_get_another_carries_its_own() {
        Tokens only = new Tokens("access", LATER, "", "id");
        assertThat(node.kept(session("p", only)).tokens()).isEqualTo(only);
    }

    @Test
    void a_node_keeps_those_that_were_there_last() {
        for (int i = 0; i <= 2_000; i++) {
            node.kept(session("p" + i, new Tokens("access" + i, LATER, "refresh", "")));
        }
        Tokens carried = new Tokens("", Instant.EPOCH, "refresh", "");
        assertThat(node.restored(session("p0", carried)).tokens().access()).isEmpty();
        assertThat(node.restored(session("p2000", carried)).tokens().access()).isEqualTo("access2000");
    }
}
