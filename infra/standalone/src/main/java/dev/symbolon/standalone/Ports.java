package dev.symbolon.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The ports that the parts get: those asked for, or free ones. */
public final class Ports {
    /** So long the processes of a run that was killed may take to let go of theirs. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Map<Part, Integer> numbers;

    private Ports(Map<Part, Integer> numbers) {
        this.numbers = numbers;
    }

    static Ports choose(Map<Part, Integer> asked) {
        Map<Part, Integer> numbers = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            int port = Objects.requireNonNull(asked.get(part));
            numbers.put(part, port == 0 ? free() : free(part, port));
        }
        return new Ports(numbers);
    }

    public int of(Part part) {
        return Objects.requireNonNull(numbers.get(part));
    }

    /** A port that was free a moment ago. */
    static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new CannotStartException("no port is free: " + e.getMessage(), e);
        }
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
