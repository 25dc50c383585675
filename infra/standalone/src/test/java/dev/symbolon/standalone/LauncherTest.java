package dev.symbolon.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
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

    @Test
    void without_maven_and_a_right_to_install_it_the_package_is_named() throws Exception {
        BareProject project = BareProject.in(folder);
        project.tool("id", "echo 1000");
        project.tool("apt-get", "touch " + folder.resolve("asked"));
        Launcher.Ended named = new Launcher.Ended(
                1,
                "symbolon: needs Maven 3.8 or newer: install the package maven, or set MVNW_REPOURL to a Maven repository");
        assertThat(project.launch("up")).isEqualTo(named);
        project.tool("mvn", "echo Apache Maven 3.6.3");
        assertThat(project.launch("build")).as("an old one").isEqualTo(named);
        assertThat(folder.resolve("asked")).doesNotExist();
    }

    @Test
    void maven_that_root_cannot_install_either_is_named_after_what_the_installer_said() throws Exception {
        BareProject project = BareProject.in(folder);
        project.tool("id", "echo 0");
        project.tool("apt-get", "echo 'E: there is no network' >&2; exit 100");
        assertThat(project.launch("up")).isEqualTo(new Launcher.Ended(1, """
                                installing maven
                                E: there is no network
                                symbolon: needs Maven 3.8 or newer: install the package maven, or set MVNW_REPOURL to a Maven repository"""));
    }

    @Test
    void without_chromium_and_a_right_to_install_it_the_package_is_named() throws Exception {
        assumeThat(Path.of("/Applications/Google Chrome.app")).doesNotExist();
        BareProject project = BareProject.in(folder);
        project.tool("id", "echo 1000");
        project.tool("apt-get", "touch " + folder.resolve("asked"));
        assertThat(project.launch("test"))
                .isEqualTo(new Launcher.Ended(
                        1, "symbolon: the browser tests need Chromium: install the package chromium"));
        assertThat(folder.resolve("asked")).doesNotExist();
    }

    @Test
    void tests_that_were_skipped_for_want_of_something_are_named_at_the_end() throws Exception {
        BareProject project = BareProject.in(folder);
        project.tool("id", "echo 1000");
        project.tool("chromium", "exit 1");
        project.maven(
                "Tests run: 1, Failures: 0, Errors: 0, Skipped: 1, Time elapsed: 2 s -- in dev.symbolon.NodeTest",
                "BUILD SUCCESS");
        Launcher.Ended ended = project.launch("test", "--long", "--seed", "-47");
        assertThat(ended.code()).as(ended.text()).isZero();
        assertThat(ended.text())
                .startsWith("the tests with Node.js libraries are skipped: install the packages nodejs and npm\n")
                .containsPattern(
                        "(?m)^passed in \\d+ s, with tests skipped in NodeTest; all that was said is in target/test.log$");
        assertThat(project.asked()).endsWith("-T 3 -Dlong -Dsymbolon.seed=-47 spotless:check verify");
    }

    @Test
    void tests_that_fail_fail_the_command() throws Exception {
        BareProject project = BareProject.in(folder);
        project.tool("npm", "exit 1");
        project.tool("chromium", "exit 1");
        project.maven("Tests run: 1, Failures: 1, Errors: 0, Skipped: 0", "BUILD FAILURE");
        Launcher.Ended ended = project.launch("test");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.text())
                .contains("BUILD FAILURE")
                .containsPattern("(?m)^FAILED in \\d+ s; all that was said is in target/test.log$");
        assertThat(project.launch("test", "--seed").text()).isEqualTo("symbolon: --seed needs a number");
        assertThat(project.launch("test", "-Dsymbolon.seed=1").text())
                .isEqualTo("symbolon: unknown option -Dsymbolon.seed=1; ./symbolon help lists them");
    }

    @Test
    void a_start_uses_the_aot_cache_that_a_run_of_everything_made_until_a_jar_is_newer() throws Exception {
        BareProject project = BareProject.in(folder);
        project.environment("SYMBOLON_BUILD", "off");
        Path aot = project.home().resolve("infra/standalone/target/aot");
        Path cache = aot.resolve("standalone.aot");
        String named = "infra/standalone/target/aot/standalone.aot";
        project.java("touch " + cache);

        project.launch("up");
        assertThat(project.asked()).endsWith("Launch up").doesNotContain("AOTCache");
        Launcher.Ended built = project.launch("build");
        assertThat(built.code()).as(built.text()).isZero();
        assertThat(project.asked()).endsWith("Launch train").contains(" -XX:AOTCacheOutput=" + named + " ");
        project.launch("up");
        assertThat(project.asked()).endsWith("Launch up").contains(" -XX:AOTCache=" + named + " ");

        project.environment("SYMBOLON_AOT", "off");
        project.launch("up");
        assertThat(project.asked()).doesNotContain("AOTCache");
        assertThat(cache).exists();
        project.environment("SYMBOLON_AOT", "on");

        for (String jar : new String[] {
            "infra/standalone/target/own.jar",
            "infra/standalone/target/lib/a.jar",
            "infra/broker/target/broker.jar",
            "infra/broker/target/lib/kafka.jar"
        }) {
            Files.createDirectories(aot);
            Files.writeString(cache, "made with jars of before");
            Files.setLastModifiedTime(cache, FileTime.from(Instant.now().minusSeconds(60)));
            Path newer = Files.writeString(project.folder(jar), "a jar");
            project.launch("demo");
            assertThat(project.asked()).as(jar).endsWith("Launch demo").doesNotContain("AOTCache");
            assertThat(aot).as(jar).doesNotExist();
            Files.delete(newer);
        }
    }

    @Test
    void a_run_for_the_aot_caches_that_fails_is_told() throws Exception {
        BareProject project = BareProject.in(folder);
        project.environment("SYMBOLON_BUILD", "off");
        project.java("exit 3");
        assertThat(project.launch("build")).isEqualTo(new Launcher.Ended(1, """
                                making the AOT caches by one run of everything …
                                symbolon: the run for the AOT caches failed; what it said is in infra/standalone/target/aot.log"""));
    }

    private Path fakeJdk(String name, String version) throws Exception {
        return BareProject.jdk(folder.resolve(name), version, "exit 1");
    }
}
