package dev.symbolon.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Closed-loop load for a bounded time: each connection starts its next operation when the last one has ended. */
final class Load {

    /** One connection's repeatable operation. */
    interface Operation extends AutoCloseable {
        void run() throws IOException;

        @Override
        void close() throws IOException;
    }

    /**
     * What a run showed.
     *
     * @param micros     latencies
     * @param cpuSeconds CPU time of each server process during the run
     */
    record Result(long operations, long failures, Duration elapsed, Histogram micros, Map<String, Double> cpuSeconds) {
        double perSecond() {
            return operations / (elapsed.toNanos() / 1e9);
        }

        double cpuMicros(String process) {
            return cpuSeconds.getOrDefault(process, 0.0) * 1e6 / Math.max(1, operations);
        }

        double cpuMicros() {
            return cpuSeconds.values().stream().mapToDouble(Double::doubleValue).sum() * 1e6 / Math.max(1, operations);
        }
    }

    static Result run(List<? extends Operation> operations, Duration length, Map<String, Long> processes)
            throws IOException, InterruptedException {
        Histogram micros = new ConcurrentHistogram(60_000_000, 3);
        AtomicLong done = new AtomicLong();
        AtomicLong failed = new AtomicLong();
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        Map<String, Double> before = ProcessCpu.seconds(processes);
        long start = System.nanoTime();
        for (Operation operation : operations) {
            threads.add(Thread.ofVirtual().start(() -> loop(operation, stop, micros, done, failed)));
        }
        Thread.sleep(length);
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        Map<String, Double> cpu = new LinkedHashMap<>();
        ProcessCpu.seconds(processes).forEach((name, after) -> cpu.put(name, after - before.getOrDefault(name, 0.0)));
        return new Result(done.get(), failed.get(), elapsed, micros, cpu);
    }

    private static void loop(
            Operation operation, AtomicBoolean stop, Histogram micros, AtomicLong done, AtomicLong failed) {
        while (!stop.get()) {
            long start = System.nanoTime();
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
