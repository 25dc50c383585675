package dev.symbolon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the way of a start is told in one line. */
class StartRefusedIT {
    @TempDir
    Path data;

    @Test
    void a_taken_port_of_any_part() throws Exception {
        Map<Part, Process> starts = new EnumMap<>(Part.class);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            // All at once: each waits a while for its port.
            for (Part part : Part.values()) {
                Path folder = data.resolve(part.label());
                starts.put(
                        part, Launcher.built(folder, "up", part.option(), port).start());
            }
            for (Part part : Part.values()) {
                assertThat(Launcher.ended(Objects.requireNonNull(starts.get(part))))
                        .isEqualTo(new Launcher.Ended(
                                1,
                                "starting Symbolon on "
                                        + data.resolve(part.label()).toRealPath() + "\nsymbolon: port " + port
                                        + " for the " + part.title() + " is taken; choose another by " + part.option()
                                        + " or SYMBOLON_PORT_" + part));
            }
        } finally {
            starts.values().forEach(Process::destroy);
        }
    }

    @Test
    void a_data_folder_with_somebody_elses_files_with_and_without_a_reset() throws Exception {
        Path theirs = Files.writeString(data.resolve("thesis.txt"), "theirs");
        for (Launcher start : List.of(Launcher.built(data, "up"), Launcher.built(data, "demo", "--reset"))) {
            assertThat(start.run())
                    .isEqualTo(new Launcher.Ended(
                            1,
                            "symbolon: " + data.toRealPath() + " has files in it that aren't a platform's, and was"
                                    + " left as it is; choose a new or empty folder by --data"));
        }
        try (Stream<Path> left = Files.list(data)) {
            assertThat(left).containsExactly(theirs);
        }
        assertThat(theirs).hasContent("theirs");
    }

    @Test
    void a_data_folder_in_use() throws Exception {
        DataFolder.take(data).close();
        Path file = data.resolve("lock");
        try (FileChannel held =
                FileChannel.open(file, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            assertThat(held.tryLock()).isNotNull();
            // Through the same channel: closing another to the file would end this process's lock.
            held.write(ByteBuffer.wrap("4711".getBytes(StandardCharsets.UTF_8)));
            assertThat(Launcher.built(data, "demo").run())
                    .isEqualTo(new Launcher.Ended(
                            1, "symbolon: the data folder " + data.toRealPath() + " is in use by process 4711"));
        }
    }

    @Test
    void a_full_disk() throws Exception {
        Launcher.Ended ended = Launcher.of(
                        Map.of("SYMBOLON_BUILD", "off", "SYMBOLON_LEAST_FREE_MIB", "99999999999"),
                        "up",
                        "--data",
                        data.toString())
                .run();
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.text())
                .matches("symbolon: the disk of " + data.toRealPath()
                        + " has \\d+ MiB left; at least 99999999999 are needed");
    }

    @Test
    void an_old_jdk_in_java_home_is_passed_over_for_a_new_one_elsewhere() throws Exception {
        Path old = Files.createDirectories(data.resolve("old"));
        Launcher.Ended ended = Launcher.of(
                        Map.of(
                                "JAVA_HOME",
                                old.toString(),
                                "SYMBOLON_JDK_FOLDERS",
                                Path.of(System.getProperty("java.home"))
                                        .getParent()
                                        .toString(),
                                "SYMBOLON_BUILD",
                                "off",
                                "SYMBOLON_LEAST_FREE_MIB",
                                "99999999999"),
                        "up",
                        "--data",
                        data.resolve("data").toString())
                .run();
        assertThat(ended.text()).startsWith("symbolon: the disk of ");
    }
}
