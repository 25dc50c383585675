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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the way of a start is told in one line. */
class StartRefusedIT {
    @TempDir
    Path data;

    @Test
    void a_taken_port() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(Launcher.built(data, "up", "--port-admin", port).run())
                    .isEqualTo(new Launcher.Ended(
                            1,
                            "starting Symbolon on " + data.toRealPath() + "\nsymbolon: port " + port
                                    + " for the tenant admin is taken; choose another by --port-admin or"
                                    + " SYMBOLON_PORT_ADMIN"));
        }
    }

    @Test
    void a_data_folder_in_use() throws Exception {
        Path file = data.resolve("lock");
        try (FileChannel held = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
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
                .startsWith("symbolon: the disk of ")
                .contains("MiB left")
                .hasLineCount(1);
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
