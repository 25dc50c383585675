package dev.symbolon.standalone;

import dev.symbolon.infra.browser.Chromium;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The console of a running platform, in a real browser. */
@EnabledIf("installed")
class ConsoleIT {
    @TempDir
    Path folder;

    static boolean installed() {
        return Chromium.installed();
    }

    @Test
    void an_operator_onboards_a_tenant_whose_admin_runs_it_until_it_is_suspended_and_again_once_it_is_reactivated()
            throws Exception {
        try (RunningPlatform platform = RunningPlatform.up(folder.resolve("data"))) {
            String credentials = Files.readString(folder.resolve("data/operator.json"));
            new ConsoleWalk(
                            platform.adminUrl(),
                            JsonMapper.builder()
                                    .build()
                                    .readTree(credentials)
                                    .get("password")
                                    .asString(),
                            "bristol")
                    .walk();
            platform.stop();
        }
    }
}
