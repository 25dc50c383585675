package dev.symbolon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole platform, killed at a moment by chance with people signing in and codes being redeemed. */
class KilledTreeIT {
    @TempDir
    Path folder;

    private final long seed = Long.getLong("symbolon.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final Acknowledged acknowledged = new Acknowledged();

    @Test
    void nothing_acknowledged_is_lost_or_doubled_by_a_kill_under_load() throws Exception {
        killed(1);
    }

    @Test
    @Tag("long")
    void nothing_acknowledged_is_lost_or_doubled_in_ten_cycles() throws Exception {
        killed(10);
    }

    @Test
    @Tag("long")
    void nothing_acknowledged_is_lost_or_doubled_with_a_process_for_each_service() throws Exception {
        killed(3, "--processes");
    }

    @Test
    @Tag("long")
    void a_token_service_that_slept_past_its_lease_goes_on_under_load() throws Exception {
        try (Tree tree = Tree.start(data(), "--processes")) {
            long living = tree.checker().openWriters();
            FlowLoad load = FlowLoad.start(tree.profile(), acknowledged);
            load.awaitRedeemed(100);
            ProcessHandle token = tree.process(Part.TOKEN);
            long closed = tree.checker().closedWriters();
            signal(token, "STOP");
            Await.until(
                    "another node closes its writer",
                    () -> assertThat(tree.checker().closedWriters()).isGreaterThan(closed));
            signal(token, "CONT");
            load.awaitRedeemed(100);
            load.stop();
            FlowLoad.settle(tree.profile(), acknowledged);
            tree.checker().check(acknowledged, living);
        }
    }

    private static void signal(ProcessHandle process, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private void killed(int cycles, String... options) throws Exception {
        String longRun = System.getProperty("long") == null ? "" : " --long";
        System.out.println("to repeat this: ./symbolon test" + longRun + " --seed " + seed);
        try {
            long living = underLoad(cycles, options);
            try (Tree last = Tree.start(data(), options)) {
                FlowLoad.settle(last.profile(), acknowledged);
                last.checker().check(acknowledged, living);
            }
        } catch (Exception | AssertionError e) {
            throw new AssertionError("with seed " + seed + ": " + e, e);
        }
        System.out.println(acknowledged.redemptions().size() + " redemptions acknowledged");
    }

    /** Returns how many writers a running platform has. */
    private long underLoad(int cycles, String... options) throws Exception {
        long living;
        FlowLoad load;
        try (Tree first = Tree.start(data(), options)) {
            living = first.checker().openWriters();
            load = FlowLoad.start(first.profile(), acknowledged);
            kill(first, load);
        }
        for (int cycle = 1; cycle < cycles; cycle++) {
            if (random.nextInt(3) == 0) {
                RunningPlatform.killedWhileStarting(random, data(), options);
            }
            try (Tree next = Tree.start(data(), options)) {
                FlowLoad.settle(next.profile(), acknowledged);
                load = load.again(next.profile());
                kill(next, load);
            }
        }
        return living;
    }

    private void kill(Tree tree, FlowLoad load) throws Exception {
        load.awaitRedeemed(20 + random.nextInt(300));
        load.expectTheEnd();
        tree.kill(random);
        load.join();
    }

    private Path data() {
        return folder.resolve("data");
    }
}
