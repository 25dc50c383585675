package dev.symbolon.infra.log;

import static dev.symbolon.infra.log.Samples.aCommit;
import static dev.symbolon.infra.log.Samples.aControlEvent;
import static dev.symbolon.infra.log.Samples.aStream;
import static dev.symbolon.infra.log.Samples.aTenant;
import static dev.symbolon.infra.log.Samples.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import com.mongodb.client.MongoDatabase;
import dev.symbolon.core.event.Basis;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog.Appended;
import dev.symbolon.infra.log.CommitLog.LogUnavailableException;
import dev.symbolon.infra.mongo.CellNotSetException;
import dev.symbolon.infra.mongo.MongoCells;
import dev.symbolon.ports.log.StableTime;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tenants of two cells, whose databases know nothing of each other. */
class CellsTest {
    private static final Duration LEASE = Duration.ofMillis(800);

    private final String home = TestStore.freshDatabase();
    private final Map<String, String> others = Map.of("north", TestStore.freshDatabase());
    private final List<TestNode> nodes = new ArrayList<>();

    private TestNode node(String name) {
        return opened(TestNode.on(home, others, name, LEASE));
    }

    private TestNode opened(TestNode node) {
        nodes.add(node);
        return node;
    }

    @AfterEach
    void close() {
        nodes.forEach(node -> node.stream.away = false);
        nodes.forEach(TestNode::close);
    }

    @Test
    void a_tenant_lives_in_the_cell_that_it_was_registered_with() {
        TestNode node = node("node");
        assertThat(node.cells.nameOf(aTenant())).as("nobody knows it").isEqualTo("default");
        TenantId tenant = node.tenantIn("north");
        StreamId registration = StreamId.of(TenantId.SYSTEM, StreamType.REGISTRATION, tenant);
        StreamId stream = aStream(tenant);
        Position position = stored(node, aCommit(anEvent(stream, 0)));

        assertThat(node.cells.nameOf(tenant)).isEqualTo("north");
        assertThat(commits(node, "north")).isEqualTo(1);
        assertThat(node.log.stream(stream, 0, 10))
                .singleElement()
                .satisfies(event -> assertThat(event.position()).isEqualTo(position));
        assertThat(node.log.commits(tenant, HybridTime.ZERO, "", 10)).hasSize(1);
        assertThat(node.log.advanced(tenant, List.of(new Basis(stream, -1), new Basis(registration, -1))))
                .containsExactlyInAnyOrder(stream, registration);
        assertThat(node.cells.keys().getName())
                .isEqualTo(node.cells.all().getFirst().getName() + "_keys");
    }

    @Test
    void a_node_that_lacks_a_cells_setting_neither_reads_nor_writes_its_tenants_and_says_so_once() {
        TestNode complete = node("complete");
        TenantId tenant = complete.tenantIn("north");
        StreamId stream = aStream(tenant);
        stored(complete, aCommit(anEvent(stream, 0)));
        TestNode lacking = opened(TestNode.on(home, "lacking", LEASE));
        long before = commits(lacking, "default");
        MongoSpent spent = new MongoSpent(lacking.cells, Clock.systemUTC());
        StableTime stable = new AnnouncedStableTime(lacking.cells);

        try (SaidToOperators lines = new SaidToOperators()) {
            for (Runnable use : List.<Runnable>of(
                    () -> lacking.log.append(aCommit(anEvent(stream, 1))),
                    () -> lacking.log.stream(stream, 0, 10),
                    () -> lacking.log.newest(tenant, 10),
                    () -> lacking.log.holder(tenant, "login", "ada"),
                    () -> lacking.log.advanced(tenant, List.of(new Basis(stream, 0))),
                    () -> spent.spend(tenant, "jti", "a", Instant.now().plusSeconds(60)))) {
                assertThatThrownBy(use::run)
                        .isInstanceOf(LogUnavailableException.class)
                        .hasCauseInstanceOf(CellNotSetException.class)
                        .hasRootCauseMessage("this node has no setting symbolon.cells.north");
            }
            assertThatThrownBy(() -> stable.of(tenant)).isInstanceOf(CellNotSetException.class);
            assertThat(lines.since(Level.WARN))
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains(tenant.value(), "cell north"));
        }
        assertThat(commits(lacking, "default")).isEqualTo(before);
        assertThat(lacking.cells.all().getFirst().listCollectionNames()).noneMatch(name -> name.startsWith("spent_"));
        stored(lacking, aCommit(anEvent(aStream(aTenant()), 0)));
    }

    @Test
    void two_cells_in_one_database_are_refused() {
        assertThatThrownBy(() -> MongoCells.open(home, Map.of("north", home)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("north");
    }

    @Test
    void each_cell_has_a_writer_whose_commits_are_relayed_in_its_own_order() {
        TestNode node = node("node");
        TenantId south = node.tenantIn("default");
        TenantId north = node.tenantIn("north");
        Await.until("registered", () -> node.stream.published.size() == 2);
        node.stream.away = true;
        List<String> ids = new ArrayList<>();
        List<String> inNorth = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            NewCommit here = aCommit(anEvent(aStream(south), 0));
            NewCommit there = aCommit(i == 7 ? aControlEvent(aStream(north), 0) : anEvent(aStream(north), 0));
            Position one = stored(node, here);
            Position other = stored(node, there);
            assertThat(one.writer()).isNotEqualTo(other.writer());
            ids.addAll(List.of(here.id(), there.id()));
            inNorth.add(there.id());
        }
        assertThat(node.meters
                        .get("symbolon.relay.backlog")
                        .tags("cell", "north")
                        .gauge()
                        .value())
                .isEqualTo(20);
        List<String> control = new ArrayList<>();
        node.log.controlOf("north").control(HybridTime.ZERO, commit -> control.add(commit.id()));
        assertThat(control).containsExactly(inNorth.get(7));

        node.stream.away = false;
        Await.until("relayed", () -> node.stream.published.size() >= 42);
        assertThat(node.stream.published.stream().map(StoredCommit::id)).containsAll(ids);
        assertThat(node.stream.published.stream().map(StoredCommit::id).filter(inNorth::contains))
                .isEqualTo(inNorth);
        for (String cell : List.of("default", "north")) {
            new Checker(cell(node, cell)).everyCounterIsResolved();
        }
    }

    @Test
    void a_killed_node_is_taken_over_in_every_cell_that_it_wrote_in() throws IOException {
        try (CutProxy proxy = new CutProxy(TestStore.port())) {
            TestNode killed = opened(TestNode.on(
                    TestStore.through(proxy.port(), home),
                    Map.of("north", TestStore.through(proxy.port(), others.get("north"))),
                    "killed",
                    LEASE));
            TenantId south = killed.tenantIn("default");
            TenantId north = killed.tenantIn("north");
            Await.until("registered", () -> killed.stream.published.size() == 2);
            killed.stream.away = true;
            List<NewCommit> unrelayed = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                unrelayed.add(aCommit(anEvent(aStream(south), 0)));
                unrelayed.add(aCommit(anEvent(aStream(north), 0)));
            }
            unrelayed.forEach(commit -> stored(killed, commit));
            proxy.hold();

            TestNode heir = node("heir");
            Await.until(
                    "taken over",
                    () -> states(heir, "default", "killed").equals(List.of("closed"))
                            && states(heir, "north", "killed").equals(List.of("closed")));

            assertThat(heir.stream.published.stream().map(StoredCommit::id))
                    .containsAll(unrelayed.stream().map(NewCommit::id).toList());
            for (String cell : List.of("default", "north")) {
                assertThat(heir.count("symbolon.log.takeovers", "cell", cell, "side", "taker"))
                        .isEqualTo(1);
            }
            StreamId stream = aStream(north);
            stored(heir, aCommit(anEvent(stream, 0)));
            assertThat(heir.log.stream(stream, 0, 10)).hasSize(1);
            proxy.release();
            killed.stream.away = false;
            Await.until("it forgets, for each of its writers", () -> killed.cachesDropped.get() == 2);
        }
    }

    @Test
    void a_start_does_not_wait_for_a_cell_that_is_away_which_is_opened_when_it_is_back() throws IOException {
        try (CutProxy toNorth = new CutProxy(TestStore.port())) {
            toNorth.goAway();
            Map<String, String> away = Map.of("north", TestStore.through(toNorth.port(), others.get("north")));
            TestNode node = opened(TestNode.on(home, away, "early", LEASE));
            TenantId north = node.tenantIn("north");
            stored(node, aCommit(anEvent(aStream(node.tenantIn("default")), 0)));
            assertThatThrownBy(() -> node.log.append(aCommit(anEvent(aStream(north), 0))))
                    .isInstanceOf(LogUnavailableException.class);
            assertThatThrownBy(() -> node.log.advanced(north, List.of(new Basis(aStream(north), -1))))
                    .isInstanceOf(LogUnavailableException.class);
            assertThatThrownBy(() -> node.log.controlOf("north").settled()).isInstanceOf(LogUnavailableException.class);
            assertThat(node.log.writes()).isTrue();
            assertThat(node.log.refusals()).isEqualTo(Map.of("north", "not opened yet"));
            // One that nobody waits for any more can be closed all the same.
            TestNode.on(home, away, "brief", LEASE).close();

            toNorth.comeBack();
            Await.until("opened", () -> isStored(node, aCommit(anEvent(aStream(north), 0))));
            assertThat(commits(node, "north")).isEqualTo(1);
            assertThat(node.log.refusals()).isEmpty();
            node.close();
            nodes.remove(node);
            assertThat(states(node("later"), "north", "early")).containsExactly("closed");
        }
    }

    private static boolean isStored(TestNode node, NewCommit commit) {
        try {
            return node.log.append(commit) instanceof Appended.Stored;
        } catch (LogUnavailableException _) {
            return false;
        }
    }

    @Test
    void what_one_cell_holds_back_is_unstable_there_and_nowhere_else() {
        TestNode node = node("node");
        TenantId south = node.tenantIn("default");
        TenantId north = node.tenantIn("north");
        StableTime stable = new AnnouncedStableTime(node.cells);
        Await.until("registered", () -> node.stream.published.size() == 2);
        node.stream.away = true;
        NewCommit unrelayed = aCommit(anEvent(aStream(north), 0));
        stored(node, unrelayed);

        Await.until("past in the other", () -> stable.of(south).compareTo(unrelayed.clock()) > 0);
        assertThat(stable.of(north)).isLessThan(unrelayed.clock());
        // Settled is what was stored, relayed or not: a node that fills its revocation view reads the cell up to there.
        Await.until("settled", () -> node.log.controlOf("north").settled().compareTo(unrelayed.clock()) > 0);

        node.stream.away = false;
        Await.until("past", () -> stable.of(north).compareTo(unrelayed.clock()) > 0);
    }

    @Test
    void a_value_is_spent_where_its_tenant_lives_and_its_hour_is_dropped_there() {
        TestNode node = node("node");
        TenantId north = node.tenantIn("north");
        Instant now = Instant.parse("2026-03-01T10:30:00Z");
        MongoSpent spent = new MongoSpent(node.cells, Clock.fixed(now, ZoneOffset.UTC));

        assertThat(spent.spend(north, "jti", "a", now.plusSeconds(60))).isTrue();
        assertThat(spent.spend(north, "jti", "a", now.plusSeconds(60))).isFalse();
        assertThat(cell(node, "north").listCollectionNames()).contains("spent_2026030110");
        assertThat(cell(node, "default").listCollectionNames()).doesNotContain("spent_2026030110");

        MongoSpent later = new MongoSpent(node.cells, Clock.fixed(now.plus(Duration.ofHours(2)), ZoneOffset.UTC));
        try (HourlySweep sweep = new HourlySweep(node.cells, List.of(later.collections()))) {
            sweep.sweep();
        }
        assertThat(cell(node, "north").listCollectionNames()).doesNotContain("spent_2026030110");
    }

    private static Position stored(TestNode node, NewCommit commit) {
        return ((Appended.Stored) node.log.append(commit)).position();
    }

    private static MongoDatabase cell(TestNode node, String name) {
        return Objects.requireNonNull(node.cells.byName().get(name));
    }

    private static long commits(TestNode node, String cell) {
        return cell(node, cell).getCollection("commits").countDocuments();
    }

    private static List<String> states(TestNode by, String cell, String name) {
        List<String> states = new ArrayList<>();
        for (Document writer : cell(by, cell).getCollection("writers").find()) {
            if (writer.getString("_id").startsWith(name + "-")) {
                states.add(writer.getString("state"));
            }
        }
        return states;
    }
}
