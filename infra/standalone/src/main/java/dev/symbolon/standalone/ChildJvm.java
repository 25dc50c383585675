package dev.symbolon.standalone;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A JVM that ends with this one: its standard input is the pipe that tells it so. */
final class ChildJvm implements AutoCloseable {
    private static final Duration SHUTDOWN = Duration.ofSeconds(20);
    /** A JVM that records an AOT cache makes it at its end. */
    private static final Duration SHUTDOWN_WITH_CACHE = Duration.ofMinutes(3);

    private final String title;
    private final Process process;
    private final Path log;
    private final Duration shutdown;

    private ChildJvm(String title, Process process, Path log, Duration shutdown) {
        this.shutdown = shutdown;
        this.title = title;
        this.process = process;
        this.log = log;
    }

    /** Starts it; what it says goes to the log. */
    static ChildJvm start(String title, List<String> options, String classPath, List<String> main, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(classPath);
        command.addAll(main);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            boolean records = options.stream().anyMatch(option -> option.startsWith("-XX:AOTCacheOutput"));
            return new ChildJvm(title, process, log, records ? SHUTDOWN_WITH_CACHE : SHUTDOWN);
        } catch (IOException e) {
            throw new CannotStartException("the process of the " + title + " can't be started: " + e, e);
        }
    }

    /** All jars of a folder in the order of their names: an AOT cache holds for exactly one class path. */
    static String jars(Path folder) {
        File[] jars = folder.toFile().listFiles((_, name) -> name.endsWith(".jar"));
        if (jars == null || jars.length == 0) {
            throw new CannotStartException("there are no jars in " + folder + "; run ./symbolon build");
        }
        List<String> paths = new ArrayList<>();
        for (File jar : jars) {
            paths.add(jar.getPath());
        }
        paths.sort(null);
        return String.join(File.pathSeparator, paths);
    }

    void awaitReady() {
        BufferedReader lines = process.inputReader();
        try {
            String line = lines.readLine();
            while (line != null && !line.equals("ready")) {
                line = lines.readLine();
            }
            if (line == null) {
                throw new CannotStartException("the " + title + " didn't start; what it said is in " + log);
            }
        } catch (IOException e) {
            throw new CannotStartException("the " + title + " didn't start; what it said is in " + log, e);
        }
        // A virtual thread that reads a pipe keeps its carrier: the services would have one less for their requests.
        Thread.ofPlatform().daemon().name("drain").start(() -> drain(lines));
    }

    /** When it has ended, for whatever reason: which it was, and how. */
    CompletableFuture<String> ended() {
        return process.onExit()
                .thenApply(ended -> "the " + title + " process ended with code " + ended.exitValue()
                        + "; what it said is in " + log.getParent());
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(shutdown.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException _) {
            process.destroyForcibly();
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    // A full pipe would stop the child.
    private static void drain(BufferedReader lines) {
        try {
            while (lines.readLine() != null) {
                // Said to nobody.
            }
        } catch (IOException _) {
            // The child is gone.
        }
    }
}
