package dev.symbolon.infra.decision;

import static dev.symbolon.infra.decision.Sample.CLIENT;
import static dev.symbolon.infra.decision.Sample.ORIGIN;
import static dev.symbolon.infra.decision.Sample.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.authorization.Redemption;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.core.user.UserId;
import dev.symbolon.core.user.UserState;
import dev.symbolon.infra.log.StoredCommit;
import dev.symbolon.infra.log.TestNode;
import dev.symbolon.infra.log.TestStore;
import dev.symbolon.infra.log.WriterEpoch;
import dev.symbolon.infra.secret.KeysInMemory;
import dev.symbolon.infra.serialization.EventCodec;
import dev.symbolon.ports.decision.Claims;
import dev.symbolon.ports.decision.Committed;
import dev.symbolon.ports.decision.Decisions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes over one store: what the log in memory can't show. */
class DecisionsOnTheLogTest {
    private static final KeysInMemory KEYS = new KeysInMemory();

    private final String database = TestStore.freshDatabase();
    private final TestNode firstLog = TestNode.on(database);
    private final TestNode secondLog = TestNode.on(database);
    private final Node first = new Node(firstLog.log, new EventCodec(KEYS.node().personalData()));
    private final Node second =
            new Node(secondLog.log, new EventCodec(KEYS.node().personalData()));

    @AfterEach
    void close() {
        firstLog.close();
        secondLog.close();
    }

    @AfterAll
    static void stop() {
        KEYS.close();
    }

    @Test
    void of_two_nodes_redeeming_one_code_exactly_one_succeeds() {
        first.send(Sample.signIn(Sample.SESSION));
        for (int round = 0; round < 10; round++) {
            AuthorizationId authorization = new AuthorizationId("race-" + round);
            first.send(Sample.approve(authorization));
            int number = round;
            List<Redemption> outcomes = Collections.synchronizedList(new ArrayList<>());
            together(
                    8,
                    i -> outcomes.add(
                            node(i).send(Sample.redeem(authorization, new GrantId("g-" + number + "-" + i)))));

            assertThat(outcomes).hasSize(8);
            assertThat(outcomes)
                    .filteredOn(Redemption.Redeemed.class::isInstance)
                    .hasSize(1);
            assertThat(outcomes)
                    .filteredOn(Redemption.Replayed.class::isInstance)
                    .hasSize(7);
        }
    }

    @Test
    void a_storm_on_one_stream_loses_and_doubles_nothing() {
        first.send(Sample.registerClient(CLIENT));
        List<Outcome> done = Collections.synchronizedList(new ArrayList<>());
        List<Exception> undecided = Collections.synchronizedList(new ArrayList<>());
        together(12, i -> {
            for (int round = 0; round < 15; round++) {
                try {
                    done.add(node(i).send(Sample.renameClient(CLIENT, "Name " + i + " " + round)));
                } catch (Decisions.UndecidedException e) {
                    undecided.add(e);
                }
            }
        });

        assertThat(done.size() + undecided.size()).isEqualTo(180);
        assertThat(done).allMatch(Outcome.Done.class::isInstance).hasSizeGreaterThan(90);
        assertThat(commits()).hasSize(1 + done.size());
        assertThat(first.state(ClientState.FOLD, CLIENT)).isEqualTo(second.state(ClientState.FOLD, CLIENT));
    }

    @Test
    void a_decision_outlives_more_takeovers_of_its_writer_than_it_may_be_overtaken() {
        Position before = first.commit(Sample.registerClient(CLIENT)).position().orElseThrow();
        secondLog.fence(new WriterEpoch(before.writer(), 1), before.counter() + 1);
        for (long epoch = 2; epoch <= 7; epoch++) {
            secondLog.fence(new WriterEpoch(before.writer(), epoch), 1);
        }

        Committed<Outcome> renamed = first.commit(Sample.renameClient(CLIENT, "Late"));

        assertThat(renamed.outcome()).isInstanceOf(Outcome.Done.class);
        assertThat(renamed.position().orElseThrow().epoch()).isEqualTo(8);
        assertThat(first.reruns()).isZero();
        assertThat(first.meters
                        .counter("symbolon.decisions.again", "why", "writer-renewed")
                        .count())
                .isEqualTo(7);
        assertThat(firstLog.cachesDropped).hasValue(7);
        assertThat(commits()).hasSize(2);
    }

    @Test
    void one_name_is_taken_once_and_free_again_after_the_erasure() {
        List<String> answers = Collections.synchronizedList(new ArrayList<>());
        together(
                6,
                i -> answers.add(node(i).decisions.decide(TENANT, reading -> {
                    try {
                        reading.commit(Sample.registerUser(new UserId("user-" + i), "ada@hotel.test"), ORIGIN);
                        return "user-" + i;
                    } catch (Claims.ClaimTakenException _) {
                        return "taken";
                    }
                })));
        assertThat(answers).filteredOn("taken"::equals).hasSize(5);

        UserId winner = new UserId(answers.stream()
                .filter(answer -> !answer.equals("taken"))
                .findFirst()
                .orElseThrow());
        assertThat(new StoredClaims(secondLog.log).holder(TENANT, "login", "index-of-ada@hotel.test"))
                .contains(Node.stream(UserState.FOLD, winner));
        first.send(new UserCommand.Erase(TENANT, winner, "asked", Sample.NOW));
        assertThat(second.send(Sample.registerUser(new UserId("later"), "ada@hotel.test")))
                .isEqualTo(new Outcome.Done());
    }

    @Test
    void personal_data_comes_back_sealed_and_is_cached_so() {
        UserId user = new UserId("ada");
        first.send(Sample.registerUser(user, "ada@hotel.test"));
        assertThat(first.state(UserState.FOLD, user).orElseThrow().profile().login())
                .isInstanceOf(Personal.Sealed.class);
        assertThat(first.cache.holds(Node.stream(UserState.FOLD, user), 0)).isTrue();
    }

    @Test
    void a_long_stream_is_shortened_by_its_snapshot() {
        first.send(Sample.registerClient(CLIENT));
        for (int i = 1; i < 250; i++) {
            first.send(Sample.renameClient(CLIENT, "Name " + i));
        }
        assertThat(second.state(ClientState.FOLD, CLIENT)
                        .orElseThrow()
                        .metadata()
                        .name())
                .isEqualTo("Name 249");
        assertThat(second.log.eventsRead.get()).isLessThan(200);
    }

    /** By a node whose wall clock would put its own event before what it answers. */
    @Test
    void the_next_clock_is_above_every_clock_that_was_read() {
        Node behind = behind();
        first.send(Sample.registerClient(CLIENT));

        behind.send(Sample.renameClient(CLIENT, "Renamed"));

        List<StoredCommit> commits = commits();
        assertThat(commits).hasSize(2);
        assertThat(event(commits.getFirst())).isEqualTo("client.registered");
    }

    @Test
    void the_next_clock_is_above_that_of_a_snapshot_with_nothing_after_it() {
        Node behind = behind();
        first.send(Sample.registerClient(CLIENT));
        for (int i = 1; i < Snapshots.EVERY; i++) {
            first.send(Sample.renameClient(CLIENT, "Name " + i));
        }
        HybridTime last = commits().getLast().clock();

        behind.send(Sample.renameClient(CLIENT, "Renamed"));

        assertThat(behind.log.eventsRead).as("by way of the snapshot").hasValueLessThan(Snapshots.EVERY);
        assertThat(commits().getLast().clock()).isGreaterThan(last);
        assertThat(commits()).hasSize(Snapshots.EVERY + 1);
    }

    /** A node at the edge of what is ready: its wall clock is 900 ms behind the others'. */
    private Node behind() {
        return new Node(
                Model.identity(),
                secondLog.log,
                new EventCodec(KEYS.node().personalData()),
                Clock.offset(Clock.systemUTC(), Duration.ofMillis(-900)),
                Deciding.JITTER);
    }

    private static String event(StoredCommit commit) {
        return commit.events().getFirst().type();
    }

    private List<StoredCommit> commits() {
        return firstLog.log.commits(TENANT, HybridTime.ZERO, "", 1_000);
    }

    private Node node(int i) {
        return i % 2 == 0 ? first : second;
    }

    private static void together(int threads, IntConsumer task) {
        List<Thread> started = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            started.add(Thread.ofVirtual().start(() -> task.accept(number)));
        }
        for (Thread thread : started) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
