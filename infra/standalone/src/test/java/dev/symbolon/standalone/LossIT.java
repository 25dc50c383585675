package dev.symbolon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What a platform loses: its data when it is told to, and a process when it isn't. */
class LossIT {
    @TempDir
    Path folder;

    @Test
    void a_reset_makes_all_anew_once_nothing_stands_in_its_way_and_without_its_broker_the_platform_ends()
            throws Exception {
        Path data = DemoRun.first().copied(folder.resolve("data"));
        String before = tenant(data);
        byte[] key = Files.readAllBytes(data.resolve("master.key"));

        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Launcher.Ended refused = Launcher.built(
                            data, "up", "--reset", "--port-audit", Integer.toString(taken.getLocalPort()))
                    .run();
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.text()).contains("for the projections is taken");
        }
        Path nowhere = folder.resolve("nowhere/profile.json");
        assertThat(Launcher.built(data, "up", "--reset", "--profile-json", nowhere.toString())
                        .run()
                        .text())
                .endsWith("symbolon: the folder of --profile-json " + nowhere + " doesn't exist");
        assertThat(Launcher.of(
                                Map.of("SYMBOLON_BUILD", "off"),
                                "operator",
                                "reset",
                                "--reset",
                                "--data",
                                data.toString())
                        .run())
                .isEqualTo(
                        new Launcher.Ended(1, "symbolon: operator reset keeps the data; --reset is for up and demo"));
        assertThat(tenant(data)).as("refused, and so not deleted").isEqualTo(before);
        assertThat(data.resolve("master.key")).hasBinaryContent(key);
        assertThat(data.resolve("store/store.lock")).exists();

        try (RunningPlatform platform = RunningPlatform.up(data, "--reset")) {
            assertThat(platform.tenant()).isEqualTo(tenant(data)).isNotEqualTo(before);
            assertThat(Files.readAllBytes(data.resolve("master.key"))).isNotEqualTo(key);
            assertEndsWithout(platform, Part.KAFKA, data);
        }
    }

    @Tag("long")
    @Test
    void the_platform_ends_when_a_process_of_a_part_does() throws Exception {
        for (Part part : Part.values()) {
            Path data = folder.resolve(part.label());
            try (RunningPlatform platform = RunningPlatform.up(data, "--processes")) {
                assertEndsWithout(platform, part, data);
            }
        }
    }

    @Tag("long")
    @Test
    void a_reset_deletes_nothing_under_a_process_that_an_earlier_run_left() throws Exception {
        Path data = folder.resolve("data");
        long broker;
        String before;
        try (RunningPlatform first = RunningPlatform.up(data)) {
            before = first.tenant();
            broker = first.process(Part.KAFKA.label());
            // It can't see that its parent is gone.
            assertThat(signalled("STOP", broker)).isZero();
            first.killFirstProcess();
        }
        try {
            assertThat(Launcher.built(data, "up", "--reset").run().text())
                    .endsWith("symbolon: a process of an earlier run still holds "
                            + data.toRealPath().resolve("kafka/.lock") + "; end it first");
            assertThat(tenant(data)).isEqualTo(before);
        } finally {
            assertThat(signalled("CONT", broker)).isZero();
        }
        try (RunningPlatform next = RunningPlatform.up(data, "--reset")) {
            assertThat(next.tenant()).isNotEqualTo(before);
            next.stop();
        }
    }

    private static int signalled(String name, long process) throws Exception {
        return new ProcessBuilder("kill", "-" + name, Long.toString(process))
                .start()
                .waitFor();
    }

    private static void assertEndsWithout(RunningPlatform platform, Part part, Path data) throws Exception {
        List<ProcessHandle> children = platform.handle().descendants().toList();
        ProcessHandle.of(platform.process(part.label())).orElseThrow().destroyForcibly();
        assertThat(platform.awaitEnd().text())
                .contains("symbolon: the " + part.title() + " process ended with code 137; what it said is in "
                        + data.toRealPath().resolve("logs") + "; stopping the rest");
        assertThat(platform.awaitEnd().code()).isEqualTo(1);
        for (ProcessHandle child : children) {
            child.onExit().get(30, TimeUnit.SECONDS);
        }
    }

    private static String tenant(Path data) {
        return JsonMapper.builder()
                .build()
                .readTree(data.resolve("demo-tenant.json").toFile())
                .get("tenant")
                .asString();
    }
}
