package dev.symbolon.standalone;

import dev.symbolon.infra.log.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/**
 * One {@code ./symbolon demo --exit} on an empty folder, for every test that looks at what it said or left.
 *
 * @param data what it left; tests go on with copies
 */
record DemoRun(Launcher.Ended ended, Path data) {

    private static final class Shared {
        static final DemoRun FIRST = run();

        private static DemoRun run() {
            try {
                Path data = RunFolder.create("symbolon-demo").resolve("data");
                return new DemoRun(Launcher.built(data, "demo", "--exit").run(), data);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    static DemoRun first() {
        return Shared.FIRST;
    }

    /** The folder as it left it, in another place. */
    Path copied(Path to) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(data.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return to;
    }
}
