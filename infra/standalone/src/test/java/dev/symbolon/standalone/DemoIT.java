package dev.symbolon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job as a person sees it. */
class DemoIT {
    private static final Pattern STEP = Pattern.compile("(?m)^[ \\d]\\d\\. ");

    @TempDir
    Path folder;

    @Test
    void the_demo_holds_step_by_step_and_again_after_a_restart_on_the_same_data() throws Exception {
        Launcher.Ended first = DemoRun.first().ended();
        assertThat(first.text())
                .contains("An operator onboards the Grand Hotel")
                .contains("signs in as ada")
                .contains("allows")
                .contains("Somebody who has seen the code presents it again", "invalid_grant")
                .contains("The auditor replays the grant from the log", "spent code REPLAYED", "grant REVOKED")
                .contains("To try by hand:");
        assertThat(steps(first.text()).getLast())
                .as("the story ends with what the auditor sees")
                .startsWith("The auditor replays the grant from the log")
                .contains("Authorization server", "▶", "spent code REPLAYED", "grant REVOKED");
        assertThat(first.code()).as(first.text()).isZero();

        Path data = DemoRun.first().copied(folder.resolve("data"));
        Path profile = folder.resolve("profile.json");
        Launcher.Ended second = Launcher.built(data, "demo", "--exit", "--profile-json", profile.toString())
                .run();
        assertThat(second.text())
                .contains("The Grand Hotel is a tenant already")
                .contains("signs in as ada")
                .doesNotContain("allows"); // the consent was remembered
        assertThat(second.code()).as(second.text()).isZero();
        assertThat(Files.readString(profile)).contains("\"issuer\"", "\"clientSecret\"", "\"password\"");
        for (Path secret : new Path[] {
            profile, data.resolve("master.key"), data.resolve("operator.json"), data.resolve("demo-tenant.json")
        }) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .as(secret.toString())
                    .isEqualTo("rw-------");
        }
    }

    /** Each from its title on, in the order told, up to where somebody goes on by hand. */
    private static List<String> steps(String text) {
        return STEP.splitAsStream(text.substring(0, text.indexOf("To try by hand:")))
                .toList();
    }

    @Tag("long")
    @Test
    void the_demo_holds_with_every_part_in_a_process_of_its_own() throws Exception {
        Launcher.Ended ended = Launcher.built(folder.resolve("data"), "demo", "--exit", "--processes")
                .run();
        assertThat(ended.code()).as(ended.text()).isZero();
    }
}
