package dev.symbolon.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Measures a running platform: {@code benchmark PROFILE [--scenario NAME] [--warm-up SECONDS] [--seconds SECONDS]
 * [--connections N,N…] [--rates N,N…]}. Prints server CPU time per operation by process, the time spent on
 * signing and by JIT compilers apart, throughput and latency, and how long commits took into
 * the views; the driver's own CPU time stands apart.
 */
public final class Benchmark {
    private static final String COMMITS = "symbolon_log_commits_total";
    private static final String SIGNING = "symbolon_signatures_seconds_sum";
    private static final int CONNECTIONS_OF_A_RATE = 16;
    private static final int QUESTIONS = 2_000;

    private final Settings settings;
    private final Profile profile;
    private final List<String> legs = new ArrayList<>();

    private Benchmark(Settings settings, Profile profile) {
        this.settings = settings;
        this.profile = profile;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Settings settings = Settings.parse(arguments);
        new Benchmark(settings, settings.scenario().prepared(Profile.read(settings.profile()))).run();
    }

    private void run() throws IOException, InterruptedException {
        System.out.printf(
                Locale.ROOT,
                "%s: %d signatures each; by itself, an ES256 signature takes %.0f µs of CPU and its check %.0f%n",
                settings.scenario().option(),
                settings.scenario().signatures(),
                SignatureCost.ofSigning().cpuMicros(),
                SignatureCost.ofChecking().cpuMicros());
        System.out.println("| load | per second | commits/s | p50 ms | p99 ms | commit to projection p50 / p99 ms "
                + "| server CPU µs each | of which | without JIT compilers | of which | signing µs | driver CPU µs "
                + "| failures |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        List<Load.Operation> warming = connect(CONNECTIONS_OF_A_RATE, settings.scenario()::warming);
        try {
            Load.run(warming, Load.Pace.CLOSED, settings.warmUp(), profile.processes());
        } finally {
            close(warming);
        }
        for (int rate : settings.rates()) {
            measure(rate + " per second", CONNECTIONS_OF_A_RATE, Load.Pace.of(rate));
        }
        for (int connections : settings.connections()) {
            measure(connections + " connections", connections, Load.Pace.CLOSED);
        }
        System.out.println();
        System.out.println("commit to projection by leg, p50 / p99 ms:");
        legs.forEach(System.out::println);
        System.out.println();
        if (settings.lookBack()) {
            try (AuditApi api = AuditApi.of(profile)) {
                LookBack back = new LookBack(api, QUESTIONS);
                back.questions();
                back.rebuilds();
            }
            System.out.println();
        }
        for (Map.Entry<String, Long> process : profile.processes().entrySet()) {
            System.out.printf(
                    Locale.ROOT,
                    "memory of %s: %d MiB%n",
                    process.getKey(),
                    ProcessCpu.residentMib(process.getValue()));
        }
    }

    private void measure(String name, int connections, Load.Pace pace) throws IOException, InterruptedException {
        // What it takes to get there, signatures and commits among it, isn't counted.
        List<Load.Operation> operations = connect(connections, settings.scenario()::connect);
        try {
            measure(name, operations, pace);
        } finally {
            close(operations);
        }
    }

    private void measure(String name, List<Load.Operation> operations, Load.Pace pace)
            throws IOException, InterruptedException {
        long own = ProcessHandle.current().pid();
        double cpu = ProcessCpu.seconds(own);
        double commits = Metrics.sample(profile.issuer(), COMMITS, "");
        double signing = Metrics.sample(profile.issuer(), SIGNING, "");
        Delay before = Delay.read(profile.audit());
        Load.Result result = Load.run(operations, pace, settings.length(), profile.processes());
        double driver = (ProcessCpu.seconds(own) - cpu) * 1e6 / Math.max(1, result.operations());
        double perSecond = (Metrics.sample(profile.issuer(), COMMITS, "") - commits)
                / (result.elapsed().toNanos() / 1e9);
        double signed =
                (Metrics.sample(profile.issuer(), SIGNING, "") - signing) * 1e6 / Math.max(1, result.operations());
        Delay delay = Delay.read(profile.audit()).since(before);
        legs.add("- " + name + ": " + delay.byLeg());
        System.out.println(row(name, result, perSecond, delay, signed, driver));
    }

    @FunctionalInterface
    private interface Connecting {
        Load.Operation connect(Profile profile, Profile.Guest guest) throws IOException;
    }

    private List<Load.Operation> connect(int connections, Connecting connecting) throws IOException {
        List<Load.Operation> operations = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            operations.add(connecting.connect(
                    profile, profile.guests().get(i % profile.guests().size())));
        }
        return operations;
    }

    private static void close(List<Load.Operation> operations) throws IOException {
        for (Load.Operation operation : operations) {
            operation.close();
        }
    }

    private static String row(
            String name, Load.Result result, double commits, Delay delay, double signed, double driver) {
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.1f | %.1f | %s | %.0f | %s | %.0f | %s | %.0f | %.0f | %d |",
                name,
                result.perSecond(),
                commits,
                result.micros().getValueAtPercentile(50) / 1e3,
                result.micros().getValueAtPercentile(99) / 1e3,
                delay.inAll(),
                result.cpuMicros(),
                parts(result, result::cpuMicros),
                result.warmMicros(),
                parts(result, result::warmMicros),
                signed,
                driver,
                result.failures());
    }

    private static String parts(Load.Result result, ToDoubleFunction<String> micros) {
        return result.cpuSeconds().keySet().stream()
                .map(process -> process + " " + Math.round(micros.applyAsDouble(process)))
                .collect(Collectors.joining(", "));
    }
}
