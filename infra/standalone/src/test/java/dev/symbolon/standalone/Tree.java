package dev.symbolon.standalone;

import dev.symbolon.benchmark.Profile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** All processes of a running platform, and a way to look into its store and stream. */
final class Tree implements AutoCloseable {
    private final RunningPlatform platform;
    private final LogChecker checker;

    private Tree(RunningPlatform platform, LogChecker checker) {
        this.platform = platform;
        this.checker = checker;
    }

    static Tree start(Path data, String... options) throws IOException {
        int store = Ports.free();
        int kafka = Ports.free();
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(Part.STORE.option(), Integer.toString(store)));
        all.addAll(List.of(Part.KAFKA.option(), Integer.toString(kafka)));
        RunningPlatform platform = RunningPlatform.up(data, all.toArray(String[]::new));
        return new Tree(platform, new LogChecker(store, kafka));
    }

    Profile profile() throws IOException {
        return Profile.read(platform.profileFile());
    }

    LogChecker checker() {
        return checker;
    }

    /** The process of one service; with {@code --processes} only. */
    ProcessHandle process(Part part) {
        return platform.handle()
                .descendants()
                .filter(process -> arguments(process).contains(" serve " + part.label() + " "))
                .findFirst()
                .orElseThrow();
    }

    /** By ps, since the JDK leaves out what is longer than a page. */
    private static String arguments(ProcessHandle process) {
        try {
            Process ps = new ProcessBuilder("ps", "-ww", "-o", "args=", "-p", Long.toString(process.pid())).start();
            return new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Mostly everything at once; now and then the first process alone, and the next start meets its orphans. */
    void kill(Random random) throws Exception {
        if (random.nextInt(4) == 0) {
            platform.killFirstProcess();
        } else {
            platform.kill(random);
        }
    }

    @Override
    public void close() {
        checker.close();
        platform.close();
    }
}
