package dev.symbolon.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./symbolon up}, as a process that these tests can stop and kill. */
final class RunningPlatform implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 90;

    private final Process process;
    private final Path data;
    private final JsonNode profile;

    private RunningPlatform(Process process, Path data, JsonNode profile) {
        this.process = process;
        this.data = data;
        this.profile = profile;
    }

    /** Up, with the demo tenant. */
    static RunningPlatform up(Path data) throws IOException {
        Path file = data.resolveSibling("profile-of-" + data.getFileName() + ".json");
        Process process =
                Launcher.built(data, "up", "--profile-json", file.toString()).start();
        BufferedReader lines = process.inputReader();
        StringBuilder said = new StringBuilder();
        String line = lines.readLine();
        while (line != null && !line.startsWith("Ctrl-C")) {
            said.append(line).append('\n');
            line = lines.readLine();
        }
        if (line == null) {
            throw new AssertionError("it didn't come up; it said " + said);
        }
        Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {}));
        return new RunningPlatform(process, data, JsonMapper.builder().build().readTree(Files.readString(file)));
    }

    String adminUrl() {
        return profile.get("adminUrl").asString();
    }

    String tenant() {
        return profile.get("tenant").asString();
    }

    String client() {
        return profile.get("clients").get(0).get("clientId").asString();
    }

    String operatorToken() throws IOException {
        return Files.readString(data.resolve("operator.token")).strip();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** SIGTERM, as a service manager sends it. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it doesn't stop");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
