package dev.symbolon.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures a running platform: {@code benchmark PROFILE [--scenario NAME] [--warm-up SECONDS] [--seconds SECONDS]
 * [--connections N,N…]}. Prints server CPU time per operation by process, throughput and latency; the driver's own CPU time stands apart.
 */
public final class Benchmark {
    private static final String COMMITS = "symbolon_log_commits_total";

    private record Settings(
            Path profile, Scenario scenario, Duration warmUp, Duration length, List<Integer> connections) {
        static Settings parse(String[] arguments) {
            if (arguments.length == 0) {
                throw new IllegalArgumentException("benchmark PROFILE [--scenario " + Scenario.options()
                        + "] [--warm-up S] [--seconds S] [--connections N,N]");
            }
            Scenario scenario = Scenario.CODE;
            Duration warmUp = Duration.ofSeconds(30);
            Duration length = Duration.ofSeconds(20);
            List<Integer> connections = List.of(1, 16, 64);
            for (int i = 1; i + 1 < arguments.length; i += 2) {
                String value = arguments[i + 1];
                switch (arguments[i]) {
                    case "--scenario" -> scenario = Scenario.named(value);
                    case "--warm-up" -> warmUp = seconds(value);
                    case "--seconds" -> length = seconds(value);
                    case "--connections" -> connections = numbers(value);
                    default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
                }
            }
            return new Settings(Path.of(arguments[0]), scenario, warmUp, length, connections);
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
        Scenario scenario = settings.scenario();
        System.out.println(scenario.option() + ", " + scenario.signatures() + " signatures each");
        System.out.println(
                "| connections | per second | p50 ms | p99 ms | server CPU µs each | of which | driver CPU µs | failures |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        run(profile, scenario, 16, settings.warmUp());
        for (int connections : settings.connections()) {
            long own = ProcessHandle.current().pid();
            double before = ProcessCpu.seconds(own);
            double commits = Metrics.sample(profile.issuer(), COMMITS, "");
            Load.Result result = run(profile, scenario, connections, settings.length());
            double driver = (ProcessCpu.seconds(own) - before) * 1e6 / Math.max(1, result.operations());
            commits = (Metrics.sample(profile.issuer(), COMMITS, "") - commits) / seconds(result);
            System.out.println(row(connections, result, commits, delay(profile), driver));
        }
        for (Map.Entry<String, Long> process : profile.processes().entrySet()) {
            System.out.printf(
                    Locale.ROOT,
                    "memory of %s: %d MiB%n",
                    process.getKey(),
                    ProcessCpu.residentMib(process.getValue()));
        }
    }

    private static Load.Result run(Profile profile, Scenario scenario, int connections, Duration length)
            throws IOException, InterruptedException {
        List<Load.Operation> operations = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                operations.add(scenario.connect(
                        profile, profile.guests().get(i % profile.guests().size())));
            }
            return Load.run(operations, length, profile.processes());
        } finally {
            for (Load.Operation operation : operations) {
                operation.close();
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
