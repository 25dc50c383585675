package dev.symbolon.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/** The ports that the parts get: those asked for, or free ones. */
public final class Ports {
    /** So long the processes of a run that was killed may take to let go of theirs. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** Below those that operating systems give to outgoing connections: there are many of these until a part is up. */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 30_000;
    private static final int TRIES = 1_000;

    private final Map<Part, Integer> numbers;

    private Ports(Map<Part, Integer> numbers) {
        this.numbers = numbers;
    }

    static Ports choose(Map<Part, Integer> asked) {
        Map<Part, Integer> numbers = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            int port = Objects.requireNonNull(asked.get(part));
            numbers.put(part, port == 0 ? another(numbers.values()) : free(part, port));
        }
        return new Ports(numbers);
    }

    private static int another(Collection<Integer> than) {
        int port;
        do {
            port = free();
        } while (than.contains(port));
        return port;
    }

    public int of(Part part) {
        return Objects.requireNonNull(numbers.get(part));
    }

    /** A port that is free, and that nobody is given unasked before it is bound. */
    static int free() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (bindable(port)) {
                return port;
            }
        }
        throw new CannotStartException("no port is free between " + LOWEST + " and " + HIGHEST);
    }

    private static int free(Part part, int port) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!bindable(port)) {
            if (System.nanoTime() > end) {
                throw new CannotStartException("port " + port + " for the " + part.title()
                        + " is taken; choose another by " + part.option() + " or " + part.variable());
            }
            pause();
        }
        return port;
    }

    private static boolean bindable(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted", e);
        }
    }
}
