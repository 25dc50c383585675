package dev.symbolon.benchmark;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.log.EventLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The auditor's side on a log of code flows: {@code audit PROFILE [--entries N]}. Events a second through all projections
 * while the log is written, and into a null sink; searches, states, reach and diagrams by HTTP, the pages; rebuilds of every view.
 */
public final class AuditBenchmark {
    private static final int USUAL = 100_000;
    private static final int MOST = 5_000_000;
    private static final int SEARCHES = 300;
    private static final int QUESTIONS = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(60);

    private final Profile profile;
    private final int entries;

    private AuditBenchmark(Profile profile, int entries) {
        this.profile = profile;
        this.entries = entries;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int entries = USUAL;
        if (arguments.length == 3 && arguments[1].equals("--entries")) {
            entries = Integer.parseInt(arguments[2]);
        } else if (arguments.length != 1) {
            throw new IllegalArgumentException("audit PROFILE [--entries N]");
        }
        if (entries < 1_000 || entries > MOST) {
            throw new IllegalArgumentException("1000 to " + MOST + " entries");
        }
        new AuditBenchmark(Profile.read(Path.of(arguments[0])), entries).run();
        System.exit(0);
    }

    private interface Part {
        void run() throws IOException, InterruptedException;
    }

    private void run() throws IOException, InterruptedException {
        try (FillingNode node = FillingNode.join(profile)) {
            timed("written and projected", () -> project(node));
            timed("null sink", () -> new NullSink(node.bean(EventLog.class), new TenantId(profile.tenant())).run());
        }
        try (AuditApi api = AuditApi.of(profile)) {
            LookBack back = new LookBack(api, QUESTIONS);
            timed("searches", () -> new Searches(api, SEARCHES).run());
            timed("questions of the past", back::questions);
            timed("pages", () -> new AuditorPages(profile, QUESTIONS).run(api));
            timed("rebuilds", back::rebuilds);
        }
    }

    private static void timed(String name, Part part) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        part.run();
        System.out.printf(Locale.ROOT, "(%s: %.0f s)%n%n", name, (System.nanoTime() - begun) / 1e9);
    }

    /** Until every view has the last commits. */
    private void project(FillingNode node) throws IOException, InterruptedException {
        int flows = Math.max(1, entries / FillingNode.EVENTS_OF_A_FLOW);
        var before = ProcessCpu.seconds(profile.processes());
        long begun = System.nanoTime();
        List<String> last = node.fill(flows);
        double written = (System.nanoTime() - begun) / 1e9;
        // A connection that was idle meanwhile would be closed by the server.
        try (AuditApi api = AuditApi.of(profile)) {
            for (String position : last) {
                for (String view : List.of("/events?limit=1", "/grants?limit=1")) {
                    while (!api.has(view, position)) {
                        if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                            throw new IOException("the views are still behind after " + PATIENCE);
                        }
                    }
                }
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        int events = flows * FillingNode.EVENTS_OF_A_FLOW;
        StringBuilder cpu = new StringBuilder();
        for (var now : ProcessCpu.seconds(profile.processes()).entrySet()) {
            cpu.append(String.format(
                    Locale.ROOT,
                    ", %s %.0f",
                    now.getKey(),
                    (now.getValue() - before.getOrDefault(now.getKey(), 0d)) * 1e6 / events));
        }
        System.out.printf(
                Locale.ROOT,
                "%d events written at %.0f a second, in every view at %.0f a second; CPU µs an event%s%n",
                events,
                events / written,
                events / seconds,
                cpu);
    }
}
