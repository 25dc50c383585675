package dev.symbolon.token.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A file of a published npm package, fetched once into the build's folder; absent where npm or its registry is. */
public final class NpmPackage {
    private static final Path FOLDER = Path.of("target", "npm");

    public static Optional<byte[]> file(String name, String version, String path) {
        Path archive = FOLDER.resolve(name + "-" + version + ".tgz");
        try {
            Files.createDirectories(FOLDER);
            if (!Files.exists(archive)) {
                run("npm", "pack", "--silent", name + "@" + version);
            }
            Path file = FOLDER.resolve(path);
            if (!Files.exists(file)) {
                run("tar", "-xzf", archive.getFileName().toString(), path);
            }
            return Optional.of(Files.readAllBytes(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private NpmPackage() {}
}
