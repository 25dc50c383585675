package dev.symbolon.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Load for a bounded time, on connections that each do one operation after the other. */
final class Load {

    /** One connection's repeatable operation. */
    interface Operation extends AutoCloseable {
        void run() throws IOException;

        @Override
        void close() throws IOException;
    }

    /**
     * When operations begin.
     *
     * @param everyNanos one after the other, whatever became of those before; 0 for each as soon as its connection is free
     */
    record Pace(long everyNanos) {
        static final Pace CLOSED = new Pace(0);

        static Pace of(int perSecond) {
            return new Pace(1_000_000_000L / perSecond);
        }
    }

    /**
     * What a run showed.
     *
     * @param micros     latencies, from when an operation was due: a late beginning counts
     * @param cpuSeconds CPU time of each server process during the run
     * @param compiling  of that, what JIT compilers took: a warm process takes next to none
     */
    record Result(
            long operations,
            long failures,
            Duration elapsed,
            Histogram micros,
            Map<String, Double> cpuSeconds,
            Map<String, Double> compiling) {
        double perSecond() {
            return operations / (elapsed.toNanos() / 1e9);
        }

        double cpuMicros(String process) {
            return cpuSeconds.getOrDefault(process, 0.0) * 1e6 / Math.max(1, operations);
        }

        double cpuMicros() {
            return each(cpuSeconds);
        }

        /** What is left when all is compiled. */
        double warmMicros(String process) {
            return cpuMicros(process) - compiling.getOrDefault(process, 0.0) * 1e6 / Math.max(1, operations);
        }

        double warmMicros() {
            return each(cpuSeconds) - each(compiling);
        }

        private double each(Map<String, Double> seconds) {
            return seconds.values().stream().mapToDouble(Double::doubleValue).sum() * 1e6 / Math.max(1, operations);
        }
    }

    static Result run(List<? extends Operation> operations, Pace pace, Duration length, Map<String, Long> processes)
            throws IOException, InterruptedException {
        Histogram micros = new ConcurrentHistogram(60_000_000, 3);
        AtomicLong done = new AtomicLong();
        AtomicLong failed = new AtomicLong();
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        Map<String, Double> before = ProcessCpu.seconds(processes);
        Map<String, Double> compiledBefore = ProcessCpu.compiling(processes);
        long start = System.nanoTime();
        AtomicLong turns = new AtomicLong();
        Due due = pace.everyNanos() == 0 ? System::nanoTime : () -> start + turns.getAndIncrement() * pace.everyNanos();
        for (Operation operation : operations) {
            threads.add(Thread.ofVirtual().start(() -> loop(operation, due, stop, micros, done, failed)));
        }
        // Work that has an end may come to it before: what the processes do when nobody asks isn't its cost.
        for (Thread thread : threads) {
            thread.join(Duration.ofNanos(Math.max(1, length.toNanos() - (System.nanoTime() - start))));
        }
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        Map<String, Double> cpu = new LinkedHashMap<>();
        ProcessCpu.seconds(processes).forEach((name, after) -> cpu.put(name, after - before.getOrDefault(name, 0.0)));
        Map<String, Double> compiling = new LinkedHashMap<>();
        ProcessCpu.compiling(processes)
                .forEach((name, after) ->
                        compiling.put(name, Math.max(0, after - compiledBefore.getOrDefault(name, 0.0))));
        return new Result(done.get(), failed.get(), elapsed, micros, cpu, compiling);
    }

    /** The moment at which a connection's next operation begins, or should have. */
    private interface Due {
        long nextNanos();
    }

    private static void loop(
            Operation operation, Due due, AtomicBoolean stop, Histogram micros, AtomicLong done, AtomicLong failed) {
        while (!stop.get()) {
            long start = due.nextNanos();
            while (System.nanoTime() < start) {
                LockSupport.parkNanos(start - System.nanoTime());
            }
            try {
                operation.run();
            } catch (IOException e) {
                if (failed.getAndIncrement() == 0) {
                    System.err.println("first failure: " + e);
                }
                return;
            }
            micros.recordValue(Math.min(60_000_000, (System.nanoTime() - start) / 1_000));
            done.incrementAndGet();
        }
    }

    private Load() {}
}
