package dev.symbolon.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The store as a process of its own: one line when it is ready, a clean end on SIGTERM. */
public final class EmbeddedStoreMain {

    private static final String USAGE =
            "usage: --data FOLDER [--host 127.0.0.1] [--port 27017] [--durability fsync|wal]";

    private EmbeddedStoreMain() {}

    /** Runs until it is told to end; exits with 2 for wrong arguments, 1 if the store doesn't open. */
    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedStoreSettings settings;
        try {
            settings = settings(arguments);
        } catch (IllegalArgumentException e) {
            fail(2, e.getMessage() + "\n" + USAGE);
            return;
        }
        try {
            run(settings);
        } catch (IOException e) {
            fail(1, e.getMessage());
        }
    }

    private static void run(EmbeddedStoreSettings settings) throws IOException, InterruptedException {
        long start = System.nanoTime();
        EmbeddedStore store = EmbeddedStore.open(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(store), "store-shutdown"));
        System.out.printf(
                Locale.ROOT,
                "embedded store ready at %s after %d ms (data %s, %s)%n",
                store.connectionString(),
                (System.nanoTime() - start) / 1_000_000,
                settings.data(),
                settings.durability());
        System.out.flush();
        new CountDownLatch(1).await();
    }

    private static void close(EmbeddedStore store) {
        try {
            store.close();
        } catch (IOException e) {
            System.err.println("embedded store: " + e.getMessage());
        }
    }

    private static void fail(int status, @Nullable String message) {
        System.err.println("embedded store: " + message);
        System.exit(status);
    }

    static EmbeddedStoreSettings settings(String[] arguments) {
        Map<String, String> options =
                new HashMap<>(Map.of("host", "127.0.0.1", "port", "27017", "durability", "fsync"));
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
            if (i + 1 == arguments.length || !name.equals("data") && !options.containsKey(name)) {
                throw new IllegalArgumentException("unknown or incomplete argument " + arguments[i]);
            }
            options.put(name, arguments[i + 1]);
        }
        String data = options.get("data");
        if (data == null) {
            throw new IllegalArgumentException("--data is missing");
        }
        String host = options.getOrDefault("host", "");
        return new EmbeddedStoreSettings(
                Path.of(data),
                host,
                port(options.getOrDefault("port", "")),
                durability(options.getOrDefault("durability", "")));
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Told below, like one out of range.
        }
        throw new IllegalArgumentException("--port must be a number from 0 to 65535, not " + text);
    }

    private static Durability durability(String text) {
        return switch (text) {
            case "fsync" -> Durability.FSYNC;
            case "wal" -> Durability.WAL;
            default -> throw new IllegalArgumentException("--durability must be fsync or wal, not " + text);
        };
    }
}
