package dev.symbolon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However it ends, nothing of it is left, and its data is there at the next start. */
class LifeIT {
    @TempDir
    Path folder;

    @Test
    void it_stops_by_signal_and_leaves_no_process_and_after_a_kill_comes_up_with_its_data() throws Exception {
        Path data = folder.resolve("data");
        String tenant;
        try (RunningPlatform first = RunningPlatform.up(data)) {
            tenant = first.tenant();
            List<ProcessHandle> children = first.handle().descendants().toList();
            assertThat(children).as("the broker").isNotEmpty();
            // 128 + SIGTERM: the JVM ended by the signal, after its parts were stopped in order.
            assertThat(first.stop()).isEqualTo(143);
            awaitEnd(children);
        }
        List<ProcessHandle> orphans;
        try (RunningPlatform second = RunningPlatform.up(data)) {
            assertThat(second.tenant()).isEqualTo(tenant);
            orphans = second.handle().descendants().toList();
            second.killFirstProcess();
        }
        // At once, while the broker of the one that was killed still ends.
        try (RunningPlatform third = RunningPlatform.up(data)) {
            assertThat(third.tenant()).isEqualTo(tenant);
            awaitEnd(orphans);
            third.stop();
        }
    }

    private static void awaitEnd(List<ProcessHandle> processes) throws Exception {
        for (ProcessHandle process : processes) {
            process.onExit().get(60, TimeUnit.SECONDS);
        }
    }
}
