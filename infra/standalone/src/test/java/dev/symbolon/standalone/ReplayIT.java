package dev.symbolon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.stream.HybridTime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The command that writes a tenant's state as files, on what the demo has left. */
final class ReplayIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SUMS = "SHA256SUMS";
    private static final String REVOKED = "\"revoked\" : true";

    @TempDir
    Path folder;

    @Test
    void a_tenants_state_is_written_as_files_the_same_at_every_run() throws Exception {
        Path data = DemoRun.first().copied(folder.resolve("data"));
        String tenant = JSON.readTree(data.resolve("demo-tenant.json").toFile())
                .get("tenant")
                .asString();

        Launcher.Ended first = replay(data, tenant, folder.resolve("one"));
        assertThat(first.code()).as(first.text()).isZero();
        assertThat(first.text()).contains("streams as");
        Launcher.Ended second = replay(data, tenant, folder.resolve("two"));
        assertThat(second.code()).as(second.text()).isZero();
        Map<String, String> files = files(folder.resolve("one"));
        assertThat(files).isEqualTo(files(folder.resolve("two")));
        assertThat(files.keySet())
                .contains(SUMS, "tenant/" + tenant + ".json")
                .anyMatch(name -> name.startsWith("grant/"))
                .anyMatch(name -> name.startsWith("consent/"));
        assertThat(files.get(SUMS).lines()).hasSize(files.size() - 1);
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

    /** The demo's code comes a second time, so that its grant was one thing first and is another now. */
    @Test
    void a_tenants_state_of_then_is_written_by_a_place_in_a_stream_and_by_a_time() throws Exception {
        Path data = DemoRun.first().copied(folder.resolve("data"));
        String tenant = JSON.readTree(data.resolve("demo-tenant.json").toFile())
                .get("tenant")
                .asString();
        Map<String, String> now = written(data, tenant, "now");
        String grant = now.keySet().stream()
                .filter(name -> name.startsWith("grant/"))
                .max(Comparator.comparingLong(name -> number(now, name, "sequence")))
                .orElseThrow();
        String stream = grant.replace(".json", "");
        assertThat(now.get(grant)).contains(REVOKED);

        Map<String, String> begun = written(data, tenant, "begun", "--until", stream + "#0");
        HybridTime then = new HybridTime(number(begun, grant, "clock"));
        assertThat(begun.get(grant)).contains("\"revoked\" : false");
        isOf(then, begun, now);
        assertThat(number(begun, grant, "sequence")).isLessThan(number(now, grant, "sequence"));
        // All of a commit or nothing: the grant and its first tokens are one.
        assertThat(written(data, tenant, "same", "--until", stream + "#" + number(begun, grant, "sequence")))
                .isEqualTo(begun);

        Instant between = then.instant();
        assertThat(between).isBefore(new HybridTime(number(now, grant, "clock")).instant());
        Map<String, String> timed = written(data, tenant, "timed", "--until", between.toString());
        isOf(new HybridTime(HybridTime.atMillis(between.toEpochMilli() + 1).value() - 1), timed, now);
        assertThat(timed.get(grant)).isEqualTo(begun.get(grant));

        String last = stream + "#" + number(now, grant, "sequence");
        assertThat(written(data, tenant, "revoked", "--until", last)).containsEntry(grant, now.get(grant));
        assertThat(replay(data, tenant, folder.resolve("never"), "--until", stream + "#999")
                        .code())
                .isEqualTo(1);
    }

    /** What had its last event by then is as it is now; all else wasn't there, or wasn't as far. */
    private static void isOf(HybridTime then, Map<String, String> files, Map<String, String> now) throws Exception {
        assertThat(files.size()).isLessThan(now.size());
        assertThat(now).containsKeys(files.keySet().toArray(String[]::new));
        for (String name : now.keySet()) {
            if (name.equals(SUMS)) {
                continue;
            }
            if (new HybridTime(number(now, name, "clock")).compareTo(then) <= 0) {
                assertThat(files).containsEntry(name, now.get(name));
            } else if (files.containsKey(name)) {
                assertThat(new HybridTime(number(files, name, "clock"))).isLessThanOrEqualTo(then);
                assertThat(number(files, name, "sequence")).as(name).isLessThan(number(now, name, "sequence"));
            }
        }
        Map<String, String> sums = new TreeMap<>();
        for (String line : files.get(SUMS).lines().toList()) {
            sums.put(line.substring(66), line.substring(0, 64));
        }
        assertThat(sums).hasSize(files.size() - 1);
        for (String name : sums.keySet()) {
            byte[] bytes = files.get(name).getBytes(StandardCharsets.UTF_8);
            assertThat(sums)
                    .containsEntry(
                            name,
                            HexFormat.of()
                                    .formatHex(
                                            MessageDigest.getInstance("SHA-256").digest(bytes)));
        }
    }

    private Map<String, String> written(Path data, String tenant, String to, String... further) throws Exception {
        Launcher.Ended ended = replay(data, tenant, folder.resolve(to), further);
        assertThat(ended.code()).as(ended.text()).isZero();
        return files(folder.resolve(to));
    }

    private static long number(Map<String, String> files, String name, String field) {
        return JSON.readTree(Objects.requireNonNull(files.get(name))).get(field).asLong();
    }

    private static Launcher.Ended replay(Path data, String tenant, Path to, String... further) throws Exception {
        return Launcher.of(
                        Map.of("SYMBOLON_BUILD", "off", "SYMBOLON_AOT", "on"),
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
