package dev.symbolon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command that writes a tenant's state as files, on what the demo has left. */
final class ReplayIT {
    @TempDir
    Path folder;

    @Test
    void a_tenants_state_is_written_as_files_the_same_at_every_run() throws Exception {
        Path data = DemoRun.first().copied(folder.resolve("data"));
        JsonNode demo = JsonMapper.builder()
                .build()
                .readTree(data.resolve("demo-tenant.json").toFile());
        String tenant = demo.get("tenant").asString();

        Launcher.Ended first = replay(data, tenant, folder.resolve("one"));
        assertThat(first.code()).as(first.text()).isZero();
        assertThat(first.text()).contains("streams as");
        Launcher.Ended second = replay(data, tenant, folder.resolve("two"));
        assertThat(second.code()).as(second.text()).isZero();
        Map<String, String> files = files(folder.resolve("one"));
        assertThat(files).isEqualTo(files(folder.resolve("two")));
        assertThat(files.keySet())
                .contains("SHA256SUMS", "tenant/" + tenant + ".json")
                .anyMatch(name -> name.startsWith("grant/"))
                .anyMatch(name -> name.startsWith("consent/"));
        assertThat(files.get("SHA256SUMS").lines()).hasSize(files.size() - 1);
        assertThat(String.join("", files.values())).doesNotContain("ada@", "\"open\"");

        assertThat(replay(data, tenant, folder.resolve("one")).text()).contains("isn't empty");
        Launcher.Ended before = replay(data, tenant, folder.resolve("before"), "--until", "2020-01-01T00:00:00Z");
        assertThat(before.code()).isEqualTo(1);
        assertThat(before.text()).contains("the log has nothing");
        assertThat(replay(data, "nobody", folder.resolve("nobody")).code()).isEqualTo(1);
        assertThat(replay(data, tenant, folder.resolve("when"), "--until", "yesterday")
                        .code())
                .isEqualTo(1);
    }

    private static Launcher.Ended replay(Path data, String tenant, Path to, String... further) throws Exception {
        return Launcher.of(
                        Map.of("SYMBOLON_BUILD", "off", "SYMBOLON_AOT", "off"),
                        Stream.concat(
                                        Stream.of(
                                                "replay",
                                                "--data",
                                                data.toString(),
                                                "--tenant",
                                                tenant,
                                                "--to",
                                                to.toString()),
                                        Stream.of(further))
                                .toArray(String[]::new))
                .run();
    }

    private static Map<String, String> files(Path folder) throws Exception {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(path).toString(), Files.readString(path));
            }
        }
        return files;
    }
}
