package dev.symbolon.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures a running platform: {@code benchmark PROFILE [--warm-up SECONDS] [--seconds SECONDS] [--connections N,N…]
 * [--look-back yes]}, the last for the auditor's questions and rebuilds on what the load has left.
 * Prints server CPU time per code flow by process, throughput and latency; the driver's own CPU time stands apart.
 */
public final class Benchmark {
    private static final String COMMITS = "symbolon_log_commits_total";

    private record Settings(
            Path profile, Duration warmUp, Duration length, List<Integer> connections, boolean lookBack) {
        static Settings parse(String[] arguments) {
            if (arguments.length == 0) {
                throw new IllegalArgumentException(
                        "benchmark PROFILE [--warm-up S] [--seconds S] [--connections N,N] [--look-back yes]");
            }
            Duration warmUp = Duration.ofSeconds(30);
            Duration length = Duration.ofSeconds(20);
            List<Integer> connections = List.of(1, 16, 64);
            boolean lookBack = false;
            for (int i = 1; i + 1 < arguments.length; i += 2) {
                String value = arguments[i + 1];
                switch (arguments[i]) {
                    case "--warm-up" -> warmUp = seconds(value);
                    case "--seconds" -> length = seconds(value);
                    case "--connections" -> connections = numbers(value);
                    case "--look-back" -> lookBack = value.equals("yes");
                    default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
                }
            }
            return new Settings(Path.of(arguments[0]), warmUp, length, connections, lookBack);
        }

        private static Duration seconds(String value) {
            int seconds = Integer.parseInt(value);
            if (seconds < 1 || seconds > 600) {
                throw new IllegalArgumentException("a run lasts 1 to 600 seconds");
            }
            return Duration.ofSeconds(seconds);
        }

        private static List<Integer> numbers(String value) {
            List<Integer> numbers = new ArrayList<>();
            for (String number : value.split(",", -1)) {
                int connections = Integer.parseInt(number);
                if (connections < 1 || connections > 512) {
                    throw new IllegalArgumentException("1 to 512 connections");
                }
                numbers.add(connections);
            }
            return numbers;
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Settings settings = Settings.parse(arguments);
        Profile profile = Profile.read(settings.profile());
        System.out.println(
                "| connections | flows/s | p50 ms | p99 ms | server CPU µs per flow | of which | driver CPU µs | failures |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        run(profile, 16, settings.warmUp());
        for (int connections : settings.connections()) {
            long own = ProcessHandle.current().pid();
            double before = ProcessCpu.seconds(own);
            double commits = Metrics.sample(profile.issuer(), COMMITS, "");
            Load.Result result = run(profile, connections, settings.length());
            double driver = (ProcessCpu.seconds(own) - before) * 1e6 / Math.max(1, result.operations());
            commits = (Metrics.sample(profile.issuer(), COMMITS, "") - commits) / seconds(result);
            System.out.println(row(connections, result, commits, delay(profile), driver));
        }
        if (settings.lookBack()) {
            LookBack.run(profile);
        }
        for (Map.Entry<String, Long> process : profile.processes().entrySet()) {
            System.out.printf(
                    Locale.ROOT,
                    "memory of %s: %d MiB%n",
                    process.getKey(),
                    ProcessCpu.residentMib(process.getValue()));
        }
    }

    private static Load.Result run(Profile profile, int connections, Duration length)
            throws IOException, InterruptedException {
        List<CodeFlow> flows = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                CodeFlow flow = new CodeFlow(profile);
                flows.add(flow);
                flow.signIn(profile.guests().get(i % profile.guests().size()));
            }
            return Load.run(flows, length, profile.processes());
        } finally {
            for (CodeFlow flow : flows) {
                flow.close();
            }
        }
    }

    private static double seconds(Load.Result result) {
        return result.elapsed().toNanos() / 1e9;
    }

    /** Over the last minutes, as the projections measure it: from a commit's clock to its row. */
    private static String delay(Profile profile) throws IOException {
        return String.format(
                Locale.ROOT,
                "%.0f / %.0f",
                1e3 * Metrics.sample(profile.audit(), "symbolon_projection_delay_seconds", "quantile=\"0.5\""),
                1e3 * Metrics.sample(profile.audit(), "symbolon_projection_delay_seconds", "quantile=\"0.99\""));
    }

    private static String row(int connections, Load.Result result, double commits, String delay, double driver) {
        StringBuilder parts = new StringBuilder();
        for (String process : result.cpuSeconds().keySet()) {
            parts.append(parts.isEmpty() ? "" : ", ")
                    .append(process)
                    .append(' ')
                    .append(Math.round(result.cpuMicros(process)));
        }
        return String.format(
                Locale.ROOT,
                "| %d | %.0f | %.0f | %.1f | %.1f | %s | %.0f | %s | %.0f | %d |",
                connections,
                result.perSecond(),
                commits,
                result.micros().getValueAtPercentile(50) / 1e3,
                result.micros().getValueAtPercentile(99) / 1e3,
                delay,
                result.cpuMicros(),
                parts,
                driver,
                result.failures());
    }

    private Benchmark() {}
}
