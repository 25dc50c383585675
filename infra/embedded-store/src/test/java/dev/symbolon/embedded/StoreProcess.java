package dev.symbolon.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The store in a JVM of its own. */
final class StoreProcess implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("ready at (mongodb://\\S+)");

    private final Process process;
    private final String connectionString;

    private StoreProcess(Process process, String connectionString) {
        this.process = process;
        this.connectionString = connectionString;
    }

    static StoreProcess start(Path data, Durability durability, String... wrapper) throws IOException {
        Process process = launch(data, durability, wrapper);
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the store doesn't start: " + Files.readString(errors(data)));
        }
        Matcher ready = READY.matcher(line);
        if (!ready.find()) {
            throw new IOException("not ready: " + line);
        }
        return new StoreProcess(process, ready.group(1));
    }

    static Process launch(Path data, Durability durability, String... wrapper) throws IOException {
        List<String> command = new ArrayList<>(Arrays.asList(wrapper));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddedStoreMain.class.getName(),
                "--data",
                data.toString(),
                "--port",
                "0",
                "--durability",
                durability.name().toLowerCase(Locale.ROOT)));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors(data).toFile()))
                .start();
    }

    static Path errors(Path data) {
        return data.resolveSibling(data.getFileName() + ".err");
    }

    String connectionString() {
        return connectionString;
    }

    long pid() {
        return process.pid();
    }

    /** kill -9, and waits until it is gone. */
    void kill() {
        process.destroyForcibly();
        await();
    }

    int terminate() {
        process.destroy();
        await();
        return process.exitValue();
    }

    private void await() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the store doesn't end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
