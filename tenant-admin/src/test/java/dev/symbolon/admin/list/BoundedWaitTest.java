package dev.symbolon.admin.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.running.Api;
import dev.symbolon.admin.running.Api.Said;
import dev.symbolon.admin.running.RunningAdmin;
import dev.symbolon.core.stream.Position;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A list waits for what its caller wrote, and not for ever. */
final class BoundedWaitTest {
    private static final RunningAdmin ADMIN = RunningAdmin.shared();
    private static final Api OPERATOR = ADMIN.operator();
    private static final Duration WAIT = Duration.ofSeconds(2);

    @Test
    void a_position_that_doesn_t_come_is_told_so_in_time() {
        String groups = "/tenants/" + ADMIN.tenant("bounded-wait") + "/groups";
        Position written = Position.parse(
                        OPERATOR.post(groups, Map.of("name", "written")).header("Symbolon-Position"))
                .orElseThrow();
        Position ahead =
                new Position(written.tenant(), written.writer(), written.epoch(), written.counter() + 1_000_000);
        assertThat(OPERATOR.with("Symbolon-Position", written.toString())
                        .get(groups)
                        .status())
                .isEqualTo(200);

        long begun = System.nanoTime();
        Said said = OPERATOR.with("Symbolon-Position", ahead.toString()).get(groups);
        Duration waited = Duration.ofNanos(System.nanoTime() - begun);

        assertThat(said.status()).as(said.text()).isEqualTo(503);
        assertThat(said.code()).isEqualTo("not-there-yet");
        assertThat(said.header("Retry-After")).isEqualTo("1");
        // It may be a busy machine that answers late.
        assertThat(waited).isBetween(WAIT.minusMillis(100), WAIT.multipliedBy(3));
    }
}
