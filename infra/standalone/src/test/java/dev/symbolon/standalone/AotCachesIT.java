package dev.symbolon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admin.TenantAdminApplication;
import dev.symbolon.embedded.EmbeddedStore;
import dev.symbolon.projection.ProjectionsApplication;
import dev.symbolon.token.TokenServiceApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From sources to a start with AOT caches: what the other tests start is built already, and so are its caches. */
@Tag("long")
class AotCachesIT {
    /** A class that only this part has; of the broker it is Kafka's own. */
    private static final Map<Part, String> OURS = Map.of(
            Part.STORE, EmbeddedStore.class.getName(),
            Part.KAFKA, "kafka.server.KafkaRaftServer",
            Part.TOKEN, TokenServiceApplication.class.getName(),
            Part.ADMIN, TenantAdminApplication.class.getName(),
            Part.AUDIT, ProjectionsApplication.class.getName());

    private static final Set<String> NO_SOURCES = Set.of("target", ".git", ".data", "node_modules");

    @TempDir
    Path folder;

    @Test
    void a_first_start_builds_and_makes_the_caches_beside_itself_and_each_process_of_the_next_uses_them()
            throws Exception {
        Path project = copiedSources(folder.resolve("project"));
        Path aot = project.resolve("infra/standalone/target/aot");
        Path data = folder.resolve("data");

        try (RunningPlatform first = up(project, data)) {
            assertThat(first.said()).contains("building", "built in ");
            assertThat(fromCache(first.process(Part.TOKEN.label()), OURS.get(Part.TOKEN)))
                    .isFalse();
            Path log = data.resolve("logs/aot.log");
            Await.until(
                    "the caches are made",
                    Duration.ofMinutes(5),
                    () -> assertThat(log).content().contains("made in "));
            assertThat(first.handle().isAlive()).isTrue();
            first.stop();
        }
        assertThat(aot.resolve("standalone.aot")).exists();
        assertThat(aot.resolve("broker.aot")).exists();

        try (RunningPlatform next = up(project, data, "--processes")) {
            assertThat(next.said()).doesNotContain("building");
            assertThat(fromCache(next.handle().pid(), Launch.class.getName())).isTrue();
            for (Part part : Part.values()) {
                assertThat(fromCache(next.process(part.label()), OURS.get(part)))
                        .as(part.title())
                        .isTrue();
            }
            next.stop();
        }
    }

    private static RunningPlatform up(Path project, Path data, String... options) throws IOException {
        Path profile = data.resolveSibling("profile.json");
        List<String> arguments = new ArrayList<>(Launcher.onFreePorts(data, "up", options));
        arguments.addAll(List.of("--profile-json", profile.toString()));
        Process process = Launcher.in(
                        project, Map.of("SYMBOLON_BUILD", "on", "SYMBOLON_AOT", "on"), arguments.toArray(String[]::new))
                .start();
        return RunningPlatform.awaitUp(process, data, profile);
    }

    /** Whether a process took that class from a cache: one that a JVM finds unfit, it goes on without. */
    private static boolean fromCache(long process, String className) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process asked = new ProcessBuilder(jcmd.toString(), Long.toString(process), "VM.classes").start();
        try (BufferedReader lines = asked.inputReader()) {
            // Address, size, state, flags, name; S is for shared.
            List<String> line = lines.lines()
                    .map(text -> List.of(text.strip().split(" +")))
                    .filter(columns -> columns.getLast().equals(className))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(className + " isn't loaded"));
            return line.size() == 5 && line.get(3).contains("S");
        }
    }

    private static Path copiedSources(Path to) throws IOException {
        Path home = Launcher.home();
        Files.walkFileTree(home, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes) throws IOException {
                if (NO_SOURCES.contains(from.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(home.relativize(from)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path from, BasicFileAttributes attributes) throws IOException {
                Files.copy(from, to.resolve(home.relativize(from)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
        return to.toRealPath();
    }
}
