package dev.symbolon.benchmark;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.log.EventLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The auditor's side on a log of code flows: {@code audit PROFILE [--entries N]}. Events a second through all projections
 * while the log is written, and into a null sink; searches, states, reach and diagrams by HTTP, the pages; rebuilds of every view.
 */
public final class AuditBenchmark {
    private static final int USUAL = 100_000;
    private static final int MOST = 5_000_000;
    private static final int THIRDS = 3;
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

    /** In thirds: compilers are busy during the first. */
    private void project(FillingNode node) throws IOException, InterruptedException {
        int flows = Math.max(1, entries / FillingNode.EVENTS_OF_A_FLOW / THIRDS);
        node.signIn();
        System.out.println(
                "| events | written a second | in every view a second | CPU µs an event | of compilers | of which |");
        System.out.println("|---|---|---|---|---|---|");
        for (int third = 0; third < THIRDS; third++) {
            third(node, third * flows, flows);
        }
    }

    /** Until every view has the last commits. */
    private void third(FillingNode node, int from, int flows) throws IOException, InterruptedException {
        Map<String, Double> before = ProcessCpu.seconds(profile.processes());
        Map<String, Double> compiling = ProcessCpu.compiling(profile.processes());
        long begun = System.nanoTime();
        List<String> last = node.fill(from, flows);
        double written = (System.nanoTime() - begun) / 1e9;
        await(last, begun);
        double seconds = (System.nanoTime() - begun) / 1e9;
        int events = flows * FillingNode.EVENTS_OF_A_FLOW;
        Map<String, Double> used = each(before, ProcessCpu.seconds(profile.processes()), events);
        Map<String, Double> compiled = each(compiling, ProcessCpu.compiling(profile.processes()), events);
        System.out.printf(
                Locale.ROOT,
                "| %d | %.0f | %.0f | %.0f | %.0f | %s |%n",
                events,
                events / written,
                events / seconds,
                sum(used),
                sum(compiled),
                used.entrySet().stream()
                        .map(one -> String.format(Locale.ROOT, "%s %.0f", one.getKey(), one.getValue()))
                        .collect(Collectors.joining(", ")));
    }

    private void await(List<String> positions, long begun) throws IOException, InterruptedException {
        // A connection that was idle meanwhile would be closed by the server.
        try (AuditApi api = AuditApi.of(profile)) {
            for (String position : positions) {
                for (String view : List.of("/events?limit=1", "/grants?limit=1")) {
                    while (!api.has(view, position)) {
                        if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                            throw new IOException("the views are still behind after " + PATIENCE);
                        }
                    }
                }
            }
        }
    }

    /** Microseconds for each of so many events, by process. */
    private static Map<String, Double> each(Map<String, Double> before, Map<String, Double> now, int events) {
        Map<String, Double> each = new LinkedHashMap<>();
        now.forEach(
                (process, seconds) -> each.put(process, (seconds - before.getOrDefault(process, 0d)) * 1e6 / events));
        return each;
    }

    private static double sum(Map<String, Double> parts) {
        return parts.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
