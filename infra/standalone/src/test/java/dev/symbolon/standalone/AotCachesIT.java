package dev.symbolon.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

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
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From sources to a start with AOT caches: the other tests start what is built already, and without. */
@Tag("long")
class AotCachesIT {
    private static final Set<String> NO_SOURCES = Set.of("target", ".git", ".data", "node_modules");

    @TempDir
    Path folder;

    @Test
    void a_first_start_builds_and_makes_the_caches_beside_itself_and_each_process_of_the_next_uses_them()
            throws Exception {
        // Where a process says which files are mapped into it.
        assumeThat(Path.of("/proc/self/maps")).exists();
        Path project = copiedSources(folder.resolve("project"));
        Path aot = project.resolve("infra/standalone/target/aot");
        Path data = folder.resolve("data");

        try (RunningPlatform first = up(project, data)) {
            assertThat(first.said()).contains("building", "built in ");
            assertThat(mapped(first.handle().pid(), aot)).isEmpty();
            Path log = data.resolve("logs/aot.log");
            Await.until(
                    "the caches are made",
                    Duration.ofMinutes(5),
                    () -> assertThat(log).content().contains("made in "));
            assertThat(first.handle().isAlive()).isTrue();
            first.stop();
        }
        Path services = aot.resolve("standalone.aot");
        Path broker = aot.resolve("broker.aot");
        assertThat(aot).isDirectoryContaining(services::equals).isDirectoryContaining(broker::equals);

        try (RunningPlatform next = up(project, data, "--processes")) {
            assertThat(next.said()).doesNotContain("building");
            assertThat(mapped(next.handle().pid(), aot)).as("the first process").containsExactly(services);
            for (Part part : Part.values()) {
                assertThat(mapped(next.process(part.label()), aot))
                        .as(part.title())
                        .containsExactly(part == Part.KAFKA ? broker : services);
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

    /** The caches that a process has mapped; a JVM that finds one unfit goes on without it. */
    private static Set<Path> mapped(long process, Path aot) throws IOException {
        Set<Path> caches = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process), "maps"))) {
            int path = line.indexOf('/');
            if (path >= 0 && line.substring(path).startsWith(aot.toString())) {
                caches.add(Path.of(line.substring(path)));
            }
        }
        return caches;
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
