package dev.symbolon.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The launcher script, run as a person runs it. */
final class Launcher {
    private static final long PATIENCE_SECONDS = 180;

    /** @param text what it said, on both streams */
    record Ended(int code, String text) {}

    private final List<String> command = new ArrayList<>();
    private final Map<String, String> environment;

    private Launcher(Path home, Map<String, String> environment, List<String> arguments) {
        command.add(home.resolve("symbolon").toString());
        command.addAll(arguments);
        this.environment = environment;
    }

    /** The project's folder. */
    static Path home() {
        return Path.of("..", "..").toAbsolutePath().normalize();
    }

    static Launcher of(Map<String, String> environment, String... arguments) {
        return in(home(), environment, arguments);
    }

    /** The one of another project folder. */
    static Launcher in(Path home, Map<String, String> environment, String... arguments) {
        return new Launcher(home, environment, List.of(arguments));
    }

    /** One that starts what the build before these tests made, with its AOT caches, on free ports. */
    static Launcher built(Path data, String command, String... options) {
        return new Launcher(
                home(), Map.of("SYMBOLON_BUILD", "off", "SYMBOLON_AOT", "on"), onFreePorts(data, command, options));
    }

    static List<String> onFreePorts(Path data, String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(command, "--data", data.toString()));
        for (Part part : Part.values()) {
            if (!List.of(options).contains(part.option())) {
                arguments.addAll(List.of(part.option(), "0"));
            }
        }
        arguments.addAll(List.of(options));
        return arguments;
    }

    Ended run() throws IOException, InterruptedException {
        return ended(start());
    }

    /** Waits until it has ended. */
    static Ended ended(Process process) throws IOException, InterruptedException {
        try (BufferedReader reader = process.inputReader()) {
            String text = String.join("\n", reader.lines().toList());
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running; it said " + text);
            }
            return new Ended(process.exitValue(), text);
        }
    }

    Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }
}
