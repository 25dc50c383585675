package dev.symbolon.infra.log;

import dev.symbolon.core.stream.StreamId;
import dev.symbolon.embedded.Durability;
import dev.symbolon.embedded.EmbeddedStore;
import dev.symbolon.embedded.EmbeddedStoreSettings;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Measures what an append costs: {@code store} alone prints an address; with an address, this process is the client. */
public final class AppendCost {
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("store")) {
            EmbeddedStore store = EmbeddedStore.open(
                    EmbeddedStoreSettings.local(Files.createTempDirectory("cost"), Durability.valueOf(arguments[1])));
            System.out.println(store.connectionString());
            Thread.currentThread().join();
        }
        var cpu = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        for (int threads : new int[] {64, 64, 1, 4, 16, 64}) {
            try (TestNode node = TestNode.on(arguments[0] + "/cost" + Samples.fresh())) {
                int commits = threads == 1 ? 3_000 : 40_000;
                long cpuBefore = cpu.getProcessCpuTime();
                long before = System.nanoTime();
                try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                    List<Future<?>> done = new ArrayList<>();
                    for (int i = 0; i < threads; i++) {
                        done.add(pool.submit(() -> {
                            for (int j = 0; j < commits / threads; j++) {
                                StreamId stream = Samples.aStream(Samples.aTenant());
                                node.log.append(Samples.aCommit(Samples.anEvent(
                                        stream, 0, "{\"id\":\"x\",\"p\":\"" + "y".repeat(700) + "\"}", false)));
                            }
                        }));
                    }
                    for (Future<?> one : done) {
                        one.get();
                    }
                }
                long nanos = System.nanoTime() - before;
                System.out.printf(
                        "%d threads: %.0f commits/s, %.0f µs client CPU per commit, %.1f commits per bulk, mean %.2f ms%n",
                        threads,
                        commits * 1e9 / nanos,
                        (cpu.getProcessCpuTime() - cpuBefore) / 1e3 / commits,
                        node.meters.get("symbolon.log.bulk.size").summary().mean(),
                        node.meters
                                .get("symbolon.log.append")
                                .timer()
                                .mean(java.util.concurrent.TimeUnit.MILLISECONDS));
            }
        }
        System.exit(0);
    }
}
