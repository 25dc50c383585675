package dev.symbolon.infra.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.grant.GrantCommand;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.GrantState;
import dev.symbolon.core.grant.IssuedToken;
import dev.symbolon.core.grant.RefreshGeneration;
import dev.symbolon.core.grant.Refreshing;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.signingkey.KeyId;
import dev.symbolon.infra.log.TestNode;
import dev.symbolon.infra.log.TestStore;
import dev.symbolon.infra.secret.KeysInMemory;
import dev.symbolon.infra.serialization.EventCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A refresh family of 10,000 links: what a step costs doesn't depend on how many were before it. */
class RefreshChainTest {
    private static final KeysInMemory KEYS = new KeysInMemory();
    private static final GrantId GRANT = new GrantId("chain");
    private static final int EARLY = 200;
    private static final int LATE = 10_000;
    private static final int STEPS = 50;

    private final String database = TestStore.freshDatabase();
    private long newest = 1;

    /** What some steps asked of the store. */
    private record Cost(long events, long reads, long examined) {}

    @AfterAll
    static void stop() {
        KEYS.close();
    }

    @Test
    void the_ten_thousandth_rotation_costs_what_the_first_ones_did() {
        try (TestNode log = TestNode.on(database)) {
            Node writer = new Node(log.log, new EventCodec(KEYS.node().personalData()));
            writer.log.keepNothing();
            begin(writer);
            rotate(writer, EARLY);
            Cost early = undisturbed(writer);
            Cost earlyCold = cold();
            rotate(writer, LATE - (int) newest);

            Cost late = undisturbed(writer);
            Cost lateCold = cold();

            assertThat(late).isEqualTo(early);
            assertThat(late.events()).isZero();
            assertThat(lateCold.events()).isLessThan(200);
            assertThat(lateCold.reads()).isEqualTo(earlyCold.reads());
            assertThat(lateCold.examined()).isLessThan(earlyCold.examined() + Snapshots.EVERY);
            GrantState state = writer.state(GrantState.FOLD, GRANT).orElseThrow();
            assertThat(state.refresh().orElseThrow().newest().generation()).isEqualTo(newest);
        }
    }

    private static void begin(Node node) {
        AuthorizationId authorization = new AuthorizationId("chain-request");
        node.send(Sample.signIn(Sample.SESSION));
        node.send(Sample.approve(authorization));
        node.send(Sample.redeem(authorization, GRANT, Optional.of(link(1))));
    }

    private void rotate(Node node, int times) {
        for (int i = 0; i < times; i++) {
            Instant at = Sample.NOW.plusSeconds(10 + newest);
            IssuedToken token = new IssuedToken(
                    new TokenId("access-" + newest),
                    new KeyId("key-1"),
                    List.of("https://api.test"),
                    List.of("openid"),
                    at,
                    at.plusSeconds(300));
            Refreshing outcome = node.send(new GrantCommand.Refresh(
                    Sample.TENANT,
                    GRANT,
                    newest,
                    link(newest).hash(),
                    Sample.CLIENT,
                    link(newest + 1),
                    token,
                    Optional.empty(),
                    Duration.ofSeconds(10),
                    at));
            assertThat(outcome).isInstanceOf(Refreshing.Refreshed.class);
            newest++;
        }
    }

    private static RefreshGeneration link(long generation) {
        return new RefreshGeneration(
                generation, SecretHash.of("link " + generation), Sample.NOW.plus(Duration.ofDays(30)));
    }

    private Cost cost(Node node, int steps) {
        long events = node.log.eventsRead.get();
        long reads = node.log.reads.get();
        long examined = TestStore.examined();
        rotate(node, steps);
        return new Cost(
                node.log.eventsRead.get() - events, node.log.reads.get() - reads, TestStore.examined() - examined);
    }

    /** The node's own look at the other writers falls into some counts, into more of them on a busy machine. */
    private Cost undisturbed(Node node) {
        return Stream.generate(() -> cost(node, STEPS))
                .limit(20)
                .filter(cost -> cost.examined() == 0)
                .findFirst()
                .orElseThrow(() -> new AssertionError("each time, something is examined"));
    }

    /** One step on a node that has never heard of the family. */
    private Cost cold() {
        try (TestNode log = TestNode.on(database)) {
            return cost(new Node(log.log, new EventCodec(KEYS.node().personalData())), 1);
        }
    }
}
