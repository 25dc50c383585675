package dev.symbolon.infra.decision;

import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.authorization.AuthorizationState;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.session.SessionState;
import dev.symbolon.infra.secret.KeysInMemory;
import dev.symbolon.infra.serialization.EventCodec;
import java.lang.management.ManagementFactory;
import java.util.function.IntConsumer;

/** What deciding costs besides the store: CPU time of one thread per decision, over a log in memory. */
final class DecisionCost {
    private static final int WARM = 30_000;
    private static final int MEASURED = 30_000;

    private static int number;

    public static void main(String[] args) {
        try (KeysInMemory keys = new KeysInMemory()) {
            EventCodec codec = new EventCodec(keys.node().personalData());
            Node node = new Node(new InMemoryCommitLog(), codec);
            node.log.keepNothing();
            node.fresh.set(true);
            node.send(Sample.registerClient(Sample.CLIENT));
            node.send(Sample.signIn(Sample.SESSION));
            for (int round = 0; round < 2; round++) {
                measure("read one state, decide nothing", _ -> node.state(ClientState.FOLD, Sample.CLIENT));
                measure(
                        "one event on a cached aggregate",
                        i -> node.send(Sample.renameClient(Sample.CLIENT, "Name " + i)));
                measure("approve: 5 events on 2 new aggregates", i -> approve(node, i));
                measure("approve and redeem: 5 + 3 events, 2 commits", i -> {
                    approve(node, i);
                    node.decisions.decide(Sample.TENANT, reading -> {
                        reading.state(ClientState.FOLD, Sample.CLIENT);
                        reading.state(AuthorizationState.FOLD, new AuthorizationId("a" + i));
                        return reading.commit(
                                Sample.redeem(new AuthorizationId("a" + i), new GrantId("g" + i)), Sample.ORIGIN);
                    });
                });
            }
        }
    }

    private static void approve(Node node, int i) {
        node.decisions.decide(Sample.TENANT, reading -> {
            reading.state(ClientState.FOLD, Sample.CLIENT);
            reading.state(SessionState.FOLD, Sample.SESSION);
            return reading.commit(Sample.approve(new AuthorizationId("a" + i)), Sample.ORIGIN);
        });
    }

    private static void measure(String what, IntConsumer decision) {
        for (int i = 0; i < WARM; i++) {
            decision.accept(number++);
        }
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < MEASURED; i++) {
            decision.accept(number++);
        }
        long nanos = (threads.getCurrentThreadCpuTime() - before) / MEASURED;
        System.out.printf("%-45s %6.1f µs%n", what, nanos / 1000.0);
    }

    private DecisionCost() {}
}
