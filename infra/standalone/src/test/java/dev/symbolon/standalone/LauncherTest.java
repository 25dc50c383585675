package dev.symbolon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    @TempDir
    Path folder;

    @Test
    void an_old_jdk_is_told_in_one_line() throws Exception {
        Path old = fakeJdk("old", "17.0.15");
        Launcher.Ended ended = Launcher.of(
                        Map.of("JAVA_HOME", old.toString(), "SYMBOLON_JDK_FOLDERS", folder.toString()), "up")
                .run();
        assertThat(ended)
                .isEqualTo(new Launcher.Ended(
                        1, "symbolon: needs a JDK 25, found only JDK 17; install one, or set JAVA_HOME to it"));
    }

    @Test
    void no_jdk_at_all_is_told_in_one_line() throws Exception {
        Launcher.Ended ended = Launcher.of(Map.of("JAVA_HOME", "", "SYMBOLON_JDK_FOLDERS", folder.toString()), "up")
                .run();
        assertThat(ended)
                .isEqualTo(new Launcher.Ended(
                        1, "symbolon: needs a JDK 25, found none; install one, or set JAVA_HOME to it"));
    }

    @Test
    void an_unknown_option_is_told_before_anything_is_built() throws Exception {
        assertThat(Launcher.of(Map.of(), "demo", "--quick").run())
                .isEqualTo(new Launcher.Ended(1, "symbolon: unknown option --quick; ./symbolon help lists them"));
        assertThat(Launcher.of(Map.of(), "up", "--data").run())
                .isEqualTo(new Launcher.Ended(1, "symbolon: --data needs a value"));
    }

    @Test
    void an_unknown_command_shows_the_help() throws Exception {
        Launcher.Ended ended = Launcher.of(Map.of(), "start").run();
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.text()).startsWith("symbolon: unknown command start").contains("usage: ./symbolon");
    }

    private Path fakeJdk(String name, String version) throws Exception {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        for (String tool : new String[] {"java", "javac"}) {
            Path file = Files.writeString(home.resolve("bin").resolve(tool), "#!/bin/sh\nexit 1\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }
}
