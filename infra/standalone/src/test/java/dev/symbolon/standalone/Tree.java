package dev.symbolon.standalone;

import dev.symbolon.benchmark.Profile;
import java.io.IOException;
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

    void kill(Random random) throws Exception {
        platform.kill(random);
    }

    @Override
    public void close() {
        checker.close();
        platform.close();
    }
}
