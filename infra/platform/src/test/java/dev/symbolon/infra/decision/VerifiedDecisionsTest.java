package dev.symbolon.infra.decision;

import static dev.symbolon.infra.decision.Sample.CLIENT;
import static dev.symbolon.infra.decision.Sample.ORIGIN;
import static dev.symbolon.infra.decision.Sample.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.authorization.AuthorizationOutcome;
import dev.symbolon.core.authorization.AuthorizationState;
import dev.symbolon.core.authorization.Redemption;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.Basis;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.GrantState;
import dev.symbolon.core.session.SessionState;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.core.user.UserState;
import dev.symbolon.infra.decision.VerifiedDecisions.Pause;
import dev.symbolon.infra.log.CommitLog.LogUnavailableException;
import dev.symbolon.infra.log.NewCommit;
import dev.symbolon.infra.log.StoredEvent;
import dev.symbolon.infra.secret.KeysInMemory;
import dev.symbolon.infra.serialization.EventCodec;
import dev.symbolon.ports.decision.Claims;
import dev.symbolon.ports.decision.Decisions;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class VerifiedDecisionsTest {
    static final Position POSITION = new Position(TENANT, "w", 1, 1);
    private static final KeysInMemory KEYS = new KeysInMemory();

    private final InMemoryCommitLog log = new InMemoryCommitLog();
    private final EventCodec codec = new EventCodec(KEYS.node().personalData());
    private final Node node = new Node(log, codec);
    private final Node other = new Node(log, codec);

    @AfterAll
    static void stop() {
        KEYS.close();
    }

    @Test
    void what_several_aggregates_record_for_one_command_is_one_commit() {
        node.send(Sample.signIn(Sample.SESSION));
        node.log.appends.clear();
        AuthorizationId authorization = new AuthorizationId("a1");
        assertThat(node.send(Sample.approve(authorization)))
                .isEqualTo(new AuthorizationOutcome.Approved(Optional.empty()));

        NewCommit commit = node.log.appends.getFirst();
        assertThat(node.log.appends).hasSize(1);
        assertThat(commit.events())
                .extracting(StoredEvent::type)
                .containsExactly(
                        "authorization.requested",
                        "authorization.signed-in",
                        "authorization.approved",
                        "authorization.code-issued",
                        "consent.granted",
                        "session.client-joined");
        assertThat(commit.events().stream().map(StoredEvent::sequence)).containsExactly(0L, 1L, 2L, 3L, 0L, 1L);

        Redemption redemption = node.send(Sample.redeem(authorization, new GrantId("g1")));
        assertThat(redemption).isInstanceOf(Redemption.Redeemed.class);
        assertThat(node.log.appends).hasSize(2);
        assertThat(node.state(GrantState.FOLD, new GrantId("g1"))).isPresent();
    }

    @Test
    void the_basis_names_what_was_read_and_not_what_is_written() {
        node.send(Sample.registerClient(CLIENT));
        node.send(Sample.renameClient(CLIENT, "Renamed"));
        node.send(Sample.signIn(Sample.SESSION));
        // From the client's second request on, session and consent are only read.
        node.send(Sample.approve(new AuthorizationId("a0")));

        node.decisions.decide(TENANT, reading -> {
            assertThat(reading.state(ClientState.FOLD, CLIENT)).isPresent();
            assertThat(reading.state(SessionState.FOLD, Sample.SESSION)).isPresent();
            assertThat(reading.state(AuthorizationState.FOLD, new AuthorizationId("a1")))
                    .isEmpty();
            return reading.commit(Sample.approve(new AuthorizationId("a1")), ORIGIN);
        });

        List<Basis> expected = List.of(
                new Basis(Node.stream(ClientState.FOLD, CLIENT), 1),
                new Basis(Node.stream(SessionState.FOLD, Sample.SESSION), 1),
                new Basis(StreamId.parse("hotel/consent/ada~room-key"), 0));
        for (StoredEvent event : node.log.appends.getLast().events()) {
            assertThat(codec.decode(event.bytes(), event.sha256(), "c", POSITION)
                            .envelope()
                            .basis())
                    .isEqualTo(expected);
        }
        assertThat(node.log.probes.getLast()).isEqualTo(expected);
    }

    @Test
    void a_state_that_another_node_changed_is_found_stale_before_the_commit_and_read_again() {
        node.send(Sample.registerClient(CLIENT));
        other.send(Sample.suspend(CLIENT));
        List<Boolean> seen = new ArrayList<>();

        boolean issued = node.decisions.decide(TENANT, reading -> {
            boolean active =
                    reading.state(ClientState.FOLD, CLIENT).orElseThrow().active();
            seen.add(active);
            if (active) {
                reading.commit(Sample.approve(new AuthorizationId("a1")), ORIGIN);
            }
            return active;
        });

        assertThat(issued).isFalse();
        assertThat(seen).containsExactly(true, false);
        assertThat(log.commits()).hasSize(2);
    }

    @Test
    void a_refusal_that_rests_on_a_stale_state_is_decided_again() {
        assertThat(node.state(ClientState.FOLD, CLIENT)).isEmpty();
        other.send(Sample.registerClient(CLIENT));

        assertThat(node.state(ClientState.FOLD, CLIENT)).isPresent();
    }

    @Test
    void a_stale_state_that_makes_the_decision_throw_is_decided_again() {
        node.state(ClientState.FOLD, CLIENT);
        other.send(Sample.registerClient(CLIENT));

        String name = node.decisions.decide(
                TENANT,
                reading -> reading.state(ClientState.FOLD, CLIENT)
                        .orElseThrow()
                        .metadata()
                        .name());
        assertThat(name).isEqualTo("Room key");
    }

    @Test
    void a_stale_aggregate_that_writes_nothing_is_decided_again() {
        node.send(Sample.registerClient(CLIENT));
        node.send(Sample.renameClient(CLIENT, "One"));
        other.send(Sample.renameClient(CLIENT, "Two"));

        // To the node's own knowledge the name is the same already.
        assertThat(node.send(Sample.renameClient(CLIENT, "One"))).isEqualTo(new Outcome.Done());
        assertThat(node.state(ClientState.FOLD, CLIENT).orElseThrow().metadata().name())
                .isEqualTo("One");
    }

    @Test
    void a_decision_asks_the_store_once_and_a_second_one_needs_no_reads() {
        node.send(Sample.registerClient(CLIENT));
        node.state(ClientState.FOLD, CLIENT);
        node.send(Sample.signIn(Sample.SESSION));
        node.state(SessionState.FOLD, Sample.SESSION);
        int reads = node.log.reads.get();
        node.log.probes.clear();

        node.decisions.decide(TENANT, reading -> {
            reading.state(ClientState.FOLD, CLIENT);
            reading.state(ClientState.FOLD, CLIENT);
            return reading.commit(Sample.approve(new AuthorizationId("a1")), ORIGIN);
        });

        assertThat(node.log.probes).hasSize(1);
        // The consent, found absent. The new authorization is begun unread.
        assertThat(node.log.reads.get() - reads).isEqualTo(1);
    }

    @Test
    void what_a_command_meant_to_begin_is_read_once_it_turns_out_to_be_there() {
        AuthorizationId sentTwice = new AuthorizationId("a1");
        other.send(Sample.signIn(Sample.SESSION));
        other.send(Sample.approve(sentTwice));

        assertThat(node.send(Sample.approve(sentTwice))).isEqualTo(new AuthorizationOutcome.AlreadyDecided());
    }

    @Test
    void a_fresh_view_vouches_for_what_is_there_but_not_for_what_is_not() {
        node.send(Sample.registerClient(CLIENT));
        node.state(ClientState.FOLD, CLIENT);
        node.log.probes.clear();
        node.fresh.set(true);

        node.state(ClientState.FOLD, CLIENT);
        assertThat(node.log.probes).isEmpty();

        node.state(ClientState.FOLD, new ClientId("nobody"));
        assertThat(node.log.probes).hasSize(1);

        node.cache.invalidate(Node.stream(ClientState.FOLD, CLIENT), 1);
        node.state(ClientState.FOLD, CLIENT);
        assertThat(node.log.probes).hasSize(1);
    }

    @Test
    void a_spent_code_is_asked_of_the_store_however_fresh_the_view_is() {
        node.send(Sample.signIn(Sample.SESSION));
        AuthorizationId authorization = new AuthorizationId("a1");
        node.send(Sample.approve(authorization));
        node.send(Sample.redeem(authorization, new GrantId("g1")));
        node.send(Sample.redeem(authorization, new GrantId("g2")));
        node.fresh.set(true);
        node.log.probes.clear();

        assertThat(node.send(Sample.redeem(authorization, new GrantId("g3")))).isInstanceOf(Redemption.Replayed.class);
        assertThat(node.log.probes).hasSize(1);
    }

    @Test
    void what_was_read_must_be_what_the_aggregate_that_writes_had() {
        node.send(Sample.registerClient(CLIENT));
        List<String> seen = new ArrayList<>();

        node.decisions.decide(TENANT, reading -> {
            String name = reading.state(ClientState.FOLD, CLIENT)
                    .orElseThrow()
                    .metadata()
                    .name();
            if (seen.isEmpty()) {
                Node.elsewhere(() -> node.send(Sample.renameClient(CLIENT, "Between")));
            }
            seen.add(name);
            return reading.commit(Sample.renameClient(CLIENT, name + "!"), ORIGIN);
        });

        assertThat(seen).containsExactly("Room key", "Between");
        assertThat(node.state(ClientState.FOLD, CLIENT).orElseThrow().metadata().name())
                .isEqualTo("Between!");
    }

    @Test
    void a_taken_slot_is_a_conflict_and_the_decision_runs_again() {
        node.send(Sample.registerClient(CLIENT));
        node.log.beforeAppend = () -> {
            node.log.beforeAppend = () -> {};
            Node.elsewhere(() -> other.send(Sample.renameClient(CLIENT, "Theirs")));
        };

        assertThat(node.send(Sample.suspend(CLIENT))).isEqualTo(new Outcome.Done());
        assertThat(node.reruns()).isEqualTo(1);
        ClientState state = node.state(ClientState.FOLD, CLIENT).orElseThrow();
        assertThat(state.active()).isFalse();
        assertThat(state.metadata().name()).isEqualTo("Theirs");
    }

    @Test
    void a_decision_that_is_overtaken_at_every_try_is_given_up() {
        node.send(Sample.registerClient(CLIENT));
        int[] count = {0};
        node.log.beforeAppend =
                () -> Node.elsewhere(() -> other.send(Sample.renameClient(CLIENT, "Theirs " + ++count[0])));

        assertThatThrownBy(() -> node.send(Sample.suspend(CLIENT))).isInstanceOf(Decisions.UndecidedException.class);
        assertThat(count[0]).isEqualTo(6);
    }

    @Test
    void before_each_rerun_there_is_a_pause_that_knows_which_it_is() {
        List<Integer> pauses = new ArrayList<>();
        Node pausing = new Node(Model.identity(), log, codec, Clock.systemUTC(), pauses::add);
        pausing.send(Sample.registerClient(CLIENT));
        int[] count = {0};
        pausing.log.beforeAppend =
                () -> Node.elsewhere(() -> other.send(Sample.renameClient(CLIENT, "Theirs " + ++count[0])));

        assertThatThrownBy(() -> pausing.send(Sample.suspend(CLIENT))).isInstanceOf(Decisions.UndecidedException.class);
        assertThat(pauses).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void pauses_are_drawn_by_chance_from_a_span_that_doubles() {
        for (int rerun = 1; rerun <= 5; rerun++) {
            long longest = TimeUnit.MILLISECONDS.toNanos(2L << rerun);
            List<Long> drawn = new ArrayList<>();
            Pause pause = Deciding.jitter(new Random(7)::nextLong, drawn::add);
            for (int i = 0; i < 200; i++) {
                pause.beforeRun(rerun);
            }
            assertThat(drawn).allMatch(nanos -> nanos >= 0 && nanos < longest);
            assertThat(drawn).anyMatch(nanos -> nanos < longest / 4).anyMatch(nanos -> nanos > longest / 4 * 3);
        }
    }

    @Test
    void a_stale_commit_that_the_author_swallows_is_decided_again() {
        node.send(Sample.registerClient(CLIENT));
        node.log.beforeAppend = () -> {
            node.log.beforeAppend = () -> {};
            Node.elsewhere(() -> other.send(Sample.renameClient(CLIENT, "Theirs")));
        };

        String answer = node.decisions.decide(TENANT, reading -> {
            try {
                reading.commit(Sample.suspend(CLIENT), ORIGIN);
                return "suspended";
            } catch (RuntimeException _) {
                return "failed";
            }
        });
        assertThat(answer).isEqualTo("suspended");
    }

    @Test
    void after_a_commit_of_unknown_outcome_nothing_is_taken_from_memory() {
        node.send(Sample.registerClient(CLIENT));
        node.state(ClientState.FOLD, CLIENT);
        node.fresh.set(true);
        node.log.afterAppend = () -> {
            throw new LogUnavailableException("no answer", new IOException("lost"));
        };

        assertThatThrownBy(() -> node.send(Sample.suspend(CLIENT))).isInstanceOf(Decisions.UndecidedException.class);
        node.log.afterAppend = () -> {};
        assertThat(node.state(ClientState.FOLD, CLIENT).orElseThrow().active()).isFalse();
    }

    @Test
    void a_name_that_is_taken_is_told_to_the_author_and_nothing_is_written() {
        node.send(Sample.registerUser(new UserId("ada"), "ada@hotel.test"));
        int commits = log.commits().size();

        String answer = node.decisions.decide(TENANT, reading -> {
            try {
                reading.commit(Sample.registerUser(new UserId("eve"), "ada@hotel.test"), ORIGIN);
                return "registered";
            } catch (Claims.ClaimTakenException e) {
                return e.kind();
            }
        });

        assertThat(answer).isEqualTo("login");
        assertThat(log.commits()).hasSize(commits);
    }

    @Test
    void a_decision_commits_at_most_once() {
        assertThatThrownBy(() -> node.decisions.decide(TENANT, reading -> {
                    reading.commit(Sample.registerClient(CLIENT), ORIGIN);
                    return reading.commit(Sample.suspend(CLIENT), ORIGIN);
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(log.commits()).hasSize(1);
    }

    @Test
    void a_commit_tells_where_it_was_written_and_an_outcome_without_events_tells_nothing() {
        assertThat(node.commit(Sample.registerClient(CLIENT)).position()).isPresent();
        assertThat(node.commit(Sample.registerClient(CLIENT)).position()).isEmpty();
    }

    @Test
    void what_was_written_is_seen_by_the_next_read_of_the_same_decision() {
        boolean active = node.decisions.decide(TENANT, reading -> {
            assertThat(reading.state(ClientState.FOLD, CLIENT)).isEmpty();
            reading.commit(Sample.registerClient(CLIENT), ORIGIN);
            return reading.state(ClientState.FOLD, CLIENT).orElseThrow().active();
        });
        assertThat(active).isTrue();
    }

    @Test
    void another_tenants_streams_can_be_neither_read_nor_commanded() {
        TenantId foreign = new TenantId("inn");
        assertThatThrownBy(() -> node.decisions.decide(
                        foreign, reading -> reading.state(ClientState.FOLD, Node.stream(ClientState.FOLD, CLIENT))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> node.decisions.decide(
                        foreign, reading -> reading.commit(Sample.registerClient(CLIENT), ORIGIN)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(log.commits()).isEmpty();
    }

    @Test
    void a_glance_reads_the_cache_until_its_entry_is_five_seconds_old_and_decides_nothing() {
        node.send(Sample.registerClient(CLIENT));
        node.state(ClientState.FOLD, CLIENT);
        other.send(Sample.suspend(CLIENT));
        node.log.probes.clear();

        assertThat(glanced()).isTrue();
        assertThat(node.log.probes).isEmpty();

        node.nanos.addAndGet(5_000_000_001L);
        assertThat(glanced()).isFalse();
        assertThat(node.log.probes).hasSize(1);

        assertThatThrownBy(() -> node.decisions.glance(TENANT, look -> look.commit(Sample.suspend(CLIENT), ORIGIN)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void personal_data_as_it_came_in_is_not_kept_in_the_cache() {
        UserId user = new UserId("ada");
        node.send(Sample.registerUser(user, "ada@hotel.test"));
        StreamId stream = Node.stream(UserState.FOLD, user);
        assertThat(node.cache.holds(stream, 0)).isFalse();
    }

    @Test
    void of_two_nodes_redeeming_one_code_exactly_one_succeeds() throws InterruptedException {
        node.send(Sample.signIn(Sample.SESSION));
        for (int round = 0; round < 30; round++) {
            AuthorizationId authorization = new AuthorizationId("race-" + round);
            node.send(Sample.approve(authorization));
            List<Redemption> outcomes = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Node on = i % 2 == 0 ? node : other;
                GrantId grant = new GrantId("g-" + round + "-" + i);
                threads.add(Thread.ofVirtual().start(() -> {
                    Redemption outcome = on.send(Sample.redeem(authorization, grant));
                    synchronized (outcomes) {
                        outcomes.add(outcome);
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(outcomes).hasSize(8);
            assertThat(outcomes)
                    .filteredOn(Redemption.Redeemed.class::isInstance)
                    .hasSize(1);
        }
    }

    @Test
    void a_storm_on_one_stream_converges() throws InterruptedException {
        node.send(Sample.registerClient(CLIENT));
        List<Thread> threads = new ArrayList<>();
        List<Outcome> done = new ArrayList<>();
        int[] undecided = {0};
        for (int i = 0; i < 16; i++) {
            Node on = i % 2 == 0 ? node : other;
            int number = i;
            threads.add(Thread.ofVirtual().start(() -> {
                for (int round = 0; round < 20; round++) {
                    String name = "Name " + number + " " + round;
                    try {
                        Outcome outcome = on.send(Sample.renameClient(CLIENT, name));
                        synchronized (done) {
                            done.add(outcome);
                        }
                    } catch (Decisions.UndecidedException _) {
                        synchronized (done) {
                            undecided[0]++;
                        }
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(done.size() + undecided[0]).isEqualTo(320);
        assertThat(done).allMatch(Outcome.Done.class::isInstance);
        // Nothing lost, nothing doubled.
        assertThat(log.commits()).hasSize(1 + done.size());
        assertThat(node.state(ClientState.FOLD, CLIENT)).isEqualTo(other.state(ClientState.FOLD, CLIENT));
    }

    private boolean glanced() {
        return node.decisions.glance(
                TENANT,
                look -> look.state(ClientState.FOLD, CLIENT).orElseThrow().active());
    }
}
