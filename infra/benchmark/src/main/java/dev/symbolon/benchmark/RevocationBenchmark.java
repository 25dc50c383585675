package dev.symbolon.benchmark;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Introspection and revocation of a running platform: {@code RevocationBenchmark PROFILE [NODE …]}. Prints server CPU time for
 * each token asked about, one seen before and one that is new, and, given several token service nodes by their
 * addresses, the time from a revocation's acknowledgement until every other node refuses the token, while they are busy.
 */
public final class RevocationBenchmark {
    private static final int CONNECTIONS = 16;
    private static final int NEW_TOKENS = 10_000;
    private static final int REVOCATIONS = 500;

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 0) {
            throw new IllegalArgumentException("RevocationBenchmark PROFILE [NODE …]");
        }
        Profile profile = Profile.read(Path.of(arguments[0]));
        List<URI> nodes = Arrays.stream(arguments).skip(1).map(URI::create).toList();
        String seen = tokens(profile, 1).remove();
        introspect("warm-up", profile, () -> Optional.of(seen), Duration.ofSeconds(20));
        introspect("seen before", profile, () -> Optional.of(seen), Duration.ofSeconds(15));
        Queue<String> fresh = tokens(profile, NEW_TOKENS);
        introspect("new", profile, () -> Optional.ofNullable(fresh.poll()), Duration.ofSeconds(15));
        if (nodes.size() > 1) {
            delays(profile, nodes);
        }
    }

    private static void introspect(String what, Profile profile, Supplier<Optional<String>> tokens, Duration length)
            throws IOException, InterruptedException {
        List<Introspection> operations = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            operations.add(new Introspection(
                    profile, profile.issuer(), profile.client().credentials(), tokens));
        }
        // Running out of new tokens ends a connection's work, not the measurement: idle time costs no CPU.
        Load.Result result = Load.run(operations, Load.Pace.CLOSED, length, profile.processes());
        for (Introspection operation : operations) {
            operation.close();
        }
        System.out.printf(
                Locale.ROOT,
                "introspection, %s: %d tokens, server CPU µs each %s, p50 %.1f ms, p99 %.1f ms%n",
                what,
                result.operations(),
                result.cpuSeconds().keySet().stream()
                        .map(process -> process + " " + Math.round(result.cpuMicros(process)))
                        .toList(),
                result.micros().getValueAtPercentile(50) / 1e3,
                result.micros().getValueAtPercentile(99) / 1e3);
    }

    private static Queue<String> tokens(Profile profile, int count) throws IOException, InterruptedException {
        Queue<String> tokens = new ConcurrentLinkedQueue<>();
        List<Thread> makers = new ArrayList<>();
        int each = Math.max(1, count / CONNECTIONS);
        for (int i = 0; i < Math.min(count, CONNECTIONS); i++) {
            CodeFlow flow = new CodeFlow(profile);
            flow.signIn(profile.guests().get(i % profile.guests().size()));
            makers.add(Thread.ofVirtual().start(() -> {
                try (flow) {
                    for (int made = 0; made < each; made++) {
                        tokens.add(Introspection.accessToken(flow.redeem(flow.authorize())));
                    }
                } catch (IOException e) {
                    System.err.println("tokens can't be made: " + e);
                }
            }));
        }
        for (Thread maker : makers) {
            maker.join();
        }
        return tokens;
    }

    private static void delays(Profile profile, List<URI> nodes) throws IOException, InterruptedException {
        Queue<String> tokens = tokens(profile, REVOCATIONS);
        String asked = tokens.remove();
        List<Introspection> at = new ArrayList<>();
        List<Introspection> load = new ArrayList<>();
        for (URI node : nodes) {
            at.add(new Introspection(profile, node, profile.client().credentials(), () -> Optional.of(asked)));
            load.add(new Introspection(profile, node, profile.client().credentials(), () -> Optional.of(asked)));
        }
        Histogram micros = new Histogram(60_000_000, 3);
        Thread busy = Thread.ofVirtual().start(() -> {
            try {
                Load.run(load, Load.Pace.CLOSED, Duration.ofSeconds(60), profile.processes());
            } catch (IOException | InterruptedException e) {
                System.err.println("no load: " + e);
            }
        });
        int turn = 0;
        while (!tokens.isEmpty() && busy.isAlive()) {
            String token = tokens.remove();
            for (Introspection node : at) {
                if (!node.active(token)) {
                    throw new IOException("a new token isn't active");
                }
            }
            Introspection by = at.get(turn++ % at.size());
            by.revoke(token);
            long acknowledged = System.nanoTime();
            if (by.active(token)) {
                throw new IOException("a revocation didn't hold for the next request");
            }
            for (Introspection node : at) {
                while (node.active(token)) {
                    Thread.onSpinWait();
                }
                micros.recordValue((System.nanoTime() - acknowledged) / 1_000);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d revocations on %d busy nodes: refused everywhere after p50 %.1f ms, p99 %.1f ms, at most %.1f ms%n",
                turn,
                at.size(),
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3);
    }

    private RevocationBenchmark() {}
}
