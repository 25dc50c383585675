package dev.symbolon.standalone;

import dev.symbolon.embedded.Durability;
import dev.symbolon.embedded.EmbeddedStore;
import dev.symbolon.embedded.EmbeddedStoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.LoggerFactory;

/** The whole platform on one machine: started in order, and stopped in the opposite one. */
public final class Platform implements AutoCloseable {
    private static final List<Part> SERVICES = List.of(Part.TOKEN, Part.ADMIN, Part.AUDIT);

    private final Surroundings surroundings;
    private final DataFolder data;
    private final Ports ports;
    private final ServiceSettings settings;
    private final boolean processes;
    private final Progress progress;
    private final Map<Part, AutoCloseable> running = new EnumMap<>(Part.class);
    private final Map<Part, Long> processIds = new ConcurrentHashMap<>();
    private final CompletableFuture<String> loss = new CompletableFuture<>();
    private boolean closed;

    private Platform(Surroundings surroundings, DataFolder data, Ports ports, Options options, Progress progress) {
        this.surroundings = surroundings;
        this.data = data;
        this.ports = ports;
        this.settings = new ServiceSettings(ports, SecretFiles.masterKey(data), credentials(), options.resetOperator());
        this.processes = options.processes();
        this.progress = progress;
    }

    /** Starts everything; what was started is stopped again when something fails. */
    static Platform start(Surroundings surroundings, DataFolder data, Ports ports, Options options, Progress progress) {
        Platform platform = new Platform(surroundings, data, ports, options, progress);
        Thread hook = new Thread(platform::close, "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            platform.startAll();
            return platform;
        } catch (RuntimeException e) {
            platform.close();
            throw e;
        }
    }

    public String url(Part part) {
        return settings.url(part);
    }

    /** Waits until a process of it ends that wasn't told to, and says which. The rest would only look alive. */
    String awaitLoss() {
        return loss.join();
    }

    /** The process that each part runs in, by its number with the operating system. */
    public Map<String, Long> processIds() {
        Map<String, Long> named = new TreeMap<>();
        processIds.forEach((part, id) -> named.put(part.label(), id));
        return named;
    }

    /** What the first operator and the service client prove themselves by. */
    public Path credentials() {
        return data.resolve("operator.json");
    }

    public DataFolder data() {
        return data;
    }

    private void startAll() {
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("start-", 0).factory())) {
            await(List.of(run(threads, this::startStore), run(threads, this::startKafka)));
            List<CompletableFuture<Void>> services = new ArrayList<>();
            SERVICES.forEach(part -> services.add(run(threads, () -> startService(part))));
            await(services);
        }
    }

    private void startStore() {
        long began = System.nanoTime();
        if (processes) {
            started(
                    Part.STORE,
                    child(Part.STORE, List.of(folder("store").toString(), Integer.toString(ports.of(Part.STORE)))));
        } else {
            EmbeddedStore store = openStore(folder("store"), ports.of(Part.STORE));
            started(Part.STORE, store);
        }
        progress.ready(Part.STORE.title(), "127.0.0.1:" + ports.of(Part.STORE), since(began));
    }

    private void startKafka() {
        long began = System.nanoTime();
        ChildJvm broker = ChildJvm.start(
                Part.KAFKA.title(),
                surroundings.brokerOptions(),
                surroundings.brokerClassPath(),
                List.of(
                        "dev.symbolon.broker.KafkaBroker",
                        folder("kafka").toString(),
                        Integer.toString(ports.of(Part.KAFKA)),
                        Integer.toString(Ports.free())),
                folder("logs").resolve("kafka.log"));
        started(Part.KAFKA, broker);
        broker.awaitReady();
        progress.ready(Part.KAFKA.title(), "127.0.0.1:" + ports.of(Part.KAFKA), since(began));
    }

    private void startService(Part part) {
        long began = System.nanoTime();
        List<String> arguments = settings.arguments(part);
        started(part, processes ? child(part, arguments) : service(part, arguments));
        progress.ready(part.title(), settings.url(part), since(began));
    }

    private Service service(Part part, List<String> arguments) {
        try {
            return Service.start(part, arguments);
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(Platform.class).error("the {} didn't start", part.title(), e);
            throw new CannotStartException(
                    "the " + part.title() + " didn't start: " + rootCause(e) + "; the whole story is in "
                            + folder("logs"),
                    e);
        }
    }

    private static Throwable rootCause(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause == null ? thrown : rootCause(cause);
    }

    private ChildJvm child(Part part, List<String> arguments) {
        List<String> main = new ArrayList<>(List.of(Launch.class.getName(), "serve", part.label()));
        main.addAll(arguments);
        List<String> options = new ArrayList<>(surroundings.serviceOptions());
        options.add("-Dsymbolon.log=" + folder("logs").resolve(part.label() + ".log"));
        ChildJvm child = ChildJvm.start(
                part.title(),
                options,
                System.getProperty("java.class.path"),
                main,
                folder("logs").resolve(part.label() + ".err"));
        child.awaitReady();
        return child;
    }

    static EmbeddedStore openStore(Path folder, int port) {
        try {
            return EmbeddedStore.open(new EmbeddedStoreSettings(folder, "127.0.0.1", port, Durability.FSYNC));
        } catch (IOException e) {
            throw new CannotStartException("the document store can't be opened: " + e.getMessage(), e);
        }
    }

    private Path folder(String name) {
        return data.resolve(name);
    }

    private void started(Part part, AutoCloseable run) {
        ProcessHandle process = run instanceof ChildJvm child ? child.handle() : ProcessHandle.current();
        processIds.put(part, process.pid());
        if (run instanceof ChildJvm child) {
            child.ended().thenAccept(this::lost);
        }
        synchronized (running) {
            if (!closed) {
                running.put(part, run);
                return;
            }
        }
        stop(run);
    }

    private void lost(String line) {
        synchronized (running) {
            if (!closed) {
                loss.complete(line);
            }
        }
    }

    @Override
    public void close() {
        Map<Part, AutoCloseable> parts;
        synchronized (running) {
            closed = true;
            parts = new EnumMap<>(running);
            running.clear();
        }
        // Services first, then what they stand on.
        stop(parts, SERVICES);
        stop(parts, List.of(Part.KAFKA, Part.STORE));
        data.close();
    }

    // At once: each may wait for what is away.
    private static void stop(Map<Part, AutoCloseable> parts, List<Part> which) {
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("stop-", 0).factory())) {
            for (Part part : which) {
                AutoCloseable run = parts.get(part);
                if (run != null) {
                    threads.execute(() -> stop(run));
                }
            }
        }
    }

    private static void stop(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            System.err.println("symbolon: stopping: " + e);
        }
    }

    private static CompletableFuture<Void> run(ExecutorService threads, Runnable start) {
        return CompletableFuture.runAsync(start, threads);
    }

    private static void await(List<CompletableFuture<Void>> starts) {
        try {
            CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
