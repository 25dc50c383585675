package dev.symbolon.standalone;

import dev.symbolon.standalone.demo.Demo;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** One run of everything on a throw-away folder, from which the AOT caches of later starts are made. */
final class Training {
    /** What the demo does is what later runs do first; the JVM writes its cache when it ends. */
    static int run(Path home) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("symbolon-training");
        try {
            Map<Part, Integer> ports = new EnumMap<>(Part.class);
            for (Part part : Part.values()) {
                ports.put(part, 0);
            }
            Options options = new Options(folder, false, false, true, false, Optional.empty(), ports);
            Platform platform = Launch.start(options, new Surroundings(home, true));
            boolean held = Demo.of(platform, nowhere()).run();
            platform.close();
            return held ? 0 : 1;
        } finally {
            DataFolder.delete(folder);
        }
    }

    /** Makes the caches beside a platform that was started without: at the lowest priority, and no longer than it lives. */
    static void startInBackground(Path home, Path log) {
        if ("off".equals(System.getenv("SYMBOLON_AOT")) || Files.exists(new Surroundings(home, false).aot())) {
            return;
        }
        ProcessBuilder builder = new ProcessBuilder(
                        "nice", "-n", "19", home.resolve("symbolon").toString(), "build")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("SYMBOLON_BUILD", "off");
        try {
            Process training = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                training.descendants().forEach(ProcessHandle::destroy);
                training.destroy();
            }));
        } catch (IOException e) {
            LoggerFactory.getLogger(Training.class).info("no AOT caches are made: {}", e.toString());
        }
    }

    private static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    private Training() {}
}
