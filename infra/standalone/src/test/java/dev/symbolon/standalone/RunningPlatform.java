package dev.symbolon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.symbolon.benchmark.ServiceToken;
import dev.symbolon.infra.log.RunFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bson.Document;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./symbolon up}, as a process that these tests can stop and kill. */
final class RunningPlatform implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 90;

    /** For tests that leave it running and don't mind what others did. */
    private static final class Shared {
        static final int STORE = Ports.free();
        static final RunningPlatform ONE = start();

        private static RunningPlatform start() {
            try {
                Path folder = Files.createTempDirectory("symbolon-up");
                RunningPlatform platform = up(folder.resolve("data"), Part.STORE.option(), Integer.toString(STORE));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> platform.end(folder)));
                return platform;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final Process process;
    private final Path data;
    private final Path profileFile;
    private final JsonNode profile;
    private final String said;
    private final Future<String> rest;

    private RunningPlatform(
            Process process, Path data, Path profileFile, JsonNode profile, String said, Future<String> rest) {
        this.process = process;
        this.data = data;
        this.profileFile = profileFile;
        this.profile = profile;
        this.said = said;
        this.rest = rest;
    }

    /** Up, with the demo tenant. */
    static RunningPlatform up(Path data, String... options) throws IOException {
        Path file = data.resolveSibling("profile-of-" + data.getFileName() + ".json");
        return awaitUp(start(data, file, options), data, file);
    }

    /** One that a test started by itself, told to write its profile there. */
    static RunningPlatform awaitUp(Process process, Path data, Path file) throws IOException {
        BufferedReader lines = process.inputReader();
        StringBuilder said = new StringBuilder();
        String line = lines.readLine();
        while (line != null && !line.startsWith("Ctrl-C")) {
            said.append(line).append('\n');
            line = lines.readLine();
        }
        if (line == null) {
            throw new AssertionError("it didn't come up; it said " + said + "and logged " + errors(data));
        }
        // A full pipe would stop it.
        CompletableFuture<String> rest = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> rest.complete(String.join("\n", lines.lines().toList())));
        return new RunningPlatform(
                process,
                data,
                file,
                JsonMapper.builder().build().readTree(Files.readString(file)),
                said.toString(),
                rest);
    }

    /** The whole story, which ends with the test's folder. */
    private static String errors(Path data) throws IOException {
        StringBuilder errors = new StringBuilder();
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(data.resolve("logs"), "*.log")) {
            for (Path log : logs) {
                try (Stream<String> lines = Files.lines(log)) {
                    lines.filter(line -> line.contains("ERROR"))
                            .limit(10)
                            .forEach(line -> errors.append('\n').append(line));
                }
            }
        } catch (NoSuchFileException _) {
            return "nothing";
        }
        return errors.toString();
    }

    /** One for all tests of this run that don't stop it. */
    static RunningPlatform shared() {
        return Shared.ONE;
    }

    /** What the shared one has done so far, whatever it was, had no collection read as a whole. */
    static void assertServedByIndexes() {
        try (MongoClient client = MongoClients.create("mongodb://127.0.0.1:" + Shared.STORE)) {
            Document scans = client.getDatabase("admin")
                    .runCommand(new Document("serverStatus", 1))
                    .get("metrics", Document.class)
                    .get("queryExecutor", Document.class)
                    .get("collectionScans", Document.class);
            assertThat(scans.get("total", Number.class).longValue())
                    .as("queries without an index; the store's log names them")
                    .isZero();
        }
    }

    private void end(Path folder) {
        try {
            stop();
            RunFolder.delete(folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Begins to start, and is killed when it has said so many lines. */
    static void killedWhileStarting(Random random, Path data, String... options) throws Exception {
        Process process = start(data, data.resolveSibling("no-profile.json"), options);
        BufferedReader lines = process.inputReader();
        for (int said = random.nextInt(7); said > 0; said--) {
            lines.readLine();
        }
        kill(process.toHandle(), random);
    }

    private static Process start(Path data, Path profile, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--profile-json", profile.toString()));
        return Launcher.built(data, "up", all.toArray(String[]::new)).start();
    }

    String adminUrl() {
        return profile.get("adminUrl").asString();
    }

    String auditUrl() {
        return profile.get("auditUrl").asString();
    }

    String issuer() {
        return profile.get("issuer").asString();
    }

    /** The client that acts for itself. */
    JsonNode service() {
        return profile.get("clients")
                .valueStream()
                .filter(client -> client.get("kind").asString().equals("service"))
                .findFirst()
                .orElseThrow();
    }

    /** The number of the process that this part runs in. */
    long process(String part) {
        return profile.get("processes").get(part).asLong();
    }

    /** What it said until it was up. */
    String said() {
        return said;
    }

    /** Its exit code, and what it said since it was up. */
    Launcher.Ended awaitEnd() throws Exception {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it doesn't end");
        }
        return new Launcher.Ended(process.exitValue(), rest.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    String tenant() {
        return profile.get("tenant").asString();
    }

    String client() {
        return profile.get("clients").get(0).get("clientId").asString();
    }

    String operatorToken() throws IOException {
        return ServiceToken.of(profileFile, "admin-api").value();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** The first operator's credentials. */
    JsonNode operator() throws IOException {
        return JsonMapper.builder().build().readTree(Files.readString(data.resolve("operator.json")));
    }

    /** The platform as the load driver reads it. */
    Path profileFile() {
        return profileFile;
    }

    /** SIGKILL to every process, in an order by chance: none sees the others off. */
    void kill(Random random) throws Exception {
        kill(handle(), random);
    }

    private static void kill(ProcessHandle root, Random random) throws Exception {
        List<ProcessHandle> tree = new ArrayList<>(root.descendants().toList());
        tree.add(root);
        Collections.shuffle(tree, random);
        tree.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle part : tree) {
            part.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** SIGKILL to the first process alone: the others see that it is gone. */
    void killFirstProcess() throws Exception {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, as a service manager sends it. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it doesn't stop");
        }
        return process.exitValue();
    }

    /**
     * Ends what still runs, and waits for it: a process that writes on keeps its data folder from being deleted. Where
     * a test has killed the first process, the others are left to see that themselves.
     */
    @Override
    public void close() {
        if (!process.isAlive()) {
            return;
        }
        try {
            kill(new Random());
        } catch (Exception e) {
            throw new IllegalStateException("a process of it doesn't end", e);
        }
    }
}
