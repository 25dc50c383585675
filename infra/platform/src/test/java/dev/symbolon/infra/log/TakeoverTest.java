package dev.symbolon.infra.log;

import static dev.symbolon.infra.log.Samples.aCommit;
import static dev.symbolon.infra.log.Samples.aStream;
import static dev.symbolon.infra.log.Samples.aTenant;
import static dev.symbolon.infra.log.Samples.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.stream.Position;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.infra.log.CommitLog.Appended;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TakeoverTest {
    private static final Duration LEASE = Duration.ofMillis(800);

    private final List<TestNode> nodes = new ArrayList<>();
    private String uri;
    private CutProxy proxy;
    private TestNode silent;

    @BeforeEach
    void open() {
        uri = TestStore.freshDatabase();
        proxy = new CutProxy(TestStore.port());
        silent = node("silent", TestStore.through(proxy.port(), uri));
    }

    private TestNode node(String name, String uri) {
        TestNode node = TestNode.on(uri, name, LEASE);
        nodes.add(node);
        return node;
    }

    @AfterEach
    void close() throws IOException {
        proxy.release();
        nodes.forEach(TestNode::close);
        proxy.close();
    }

    private static Position stored(TestNode node, NewCommit commit) {
        Appended appended = node.log.append(commit);
        while (appended instanceof Appended.WriterRenewed) {
            appended = node.log.append(commit);
        }
        return ((Appended.Stored) appended).position();
    }

    private String state(Position position) {
        return state(nodes.getLast(), position);
    }

    private static String state(TestNode by, Position position) {
        Document writer = by.cells
                .all()
                .getFirst()
                .getCollection("writers")
                .find(new Document("_id", position.writer() + "/" + position.epoch()))
                .first();
        return writer == null ? "absent" : writer.getString("state");
    }

    @Test
    void a_silent_writers_backlog_is_published_under_its_old_numbers_and_what_it_held_back_never_lands()
            throws Exception {
        StreamId stream = aStream(aTenant());
        Position first = stored(silent, aCommit(anEvent(stream, 0)));
        Await.until("relayed", () -> !silent.stream.published.isEmpty());
        silent.stream.away = true;
        List<NewCommit> unrelayed = new ArrayList<>();
        for (int i = 1; i < 40; i++) {
            unrelayed.add(aCommit(anEvent(stream, i)));
            stored(silent, unrelayed.getLast());
        }

        proxy.hold();
        NewCommit heldBack = aCommit(anEvent(stream, 40));
        CompletableFuture<Appended> late = CompletableFuture.supplyAsync(() -> silent.log.append(heldBack));
        Await.until("the commit is on its way", () -> proxy.waiting() > 0);
        TestNode heir = node("heir", uri);
        Await.until("taken over", () -> state(first).equals("closed"));

        assertThat(heir.stream.published.stream().map(StoredCommit::id).toList())
                .containsSubsequence(unrelayed.stream().map(NewCommit::id).toList());
        assertThat(heir.stream.published)
                .allSatisfy(commit -> assertThat(commit.position().writer()).isEqualTo(first.writer()));
        assertThat(heir.count("symbolon.log.takeovers", "side", "taker")).isEqualTo(1);

        // What others decided in the meantime.
        stored(heir, aCommit(anEvent(stream, 40)));
        proxy.release();

        assertThat(late.get(20, TimeUnit.SECONDS)).isEqualTo(new Appended.WriterRenewed());
        Await.until("the woken node forgets", () -> silent.cachesDropped.get() == 1);
        Position renewed = stored(silent, aCommit(anEvent(stream, 41)));
        assertThat(renewed.writer()).isEqualTo(first.writer());
        assertThat(renewed.epoch()).isEqualTo(2);
        silent.stream.away = false;
        Await.until(
                "relayed",
                () -> silent.meters.get("symbolon.relay.backlog").gauge().value() == 0);
        Await.until(
                "relayed",
                () -> heir.meters.get("symbolon.relay.backlog").gauge().value() == 0);
        Checker checker = new Checker(heir.cells.all().getFirst());
        checker.noneOfTheseIsThere(List.of(heldBack.id()));
        checker.streamsHaveNoGap();
        List<StoredEvent> published = new ArrayList<>();
        nodes.forEach(node -> node.stream.published.forEach(commit -> published.addAll(commit.events())));
        checker.theStreamTellsTheSame(published);
    }

    @Test
    void an_idle_writer_that_was_taken_over_notices_by_itself() {
        Position first = stored(silent, aCommit(anEvent(aStream(aTenant()), 0)));
        proxy.hold();
        node("heir", uri);
        Await.until("taken over", () -> state(first).equals("closed"));
        proxy.release();

        Await.until("the woken node forgets", () -> silent.cachesDropped.get() == 1);
        assertThat(stored(silent, aCommit(anEvent(aStream(aTenant()), 0))).epoch())
                .isEqualTo(2);
    }

    @Test
    void a_takeover_whose_taker_dies_is_finished_by_another() throws Exception {
        Position first = stored(silent, aCommit(anEvent(aStream(aTenant()), 0)));
        silent.stream.away = true;
        NewCommit unrelayed = aCommit(anEvent(aStream(aTenant()), 0));
        stored(silent, unrelayed);
        proxy.hold();
        CutProxy takersLine = new CutProxy(TestStore.port());
        TestNode taker = node("taker", TestStore.through(takersLine.port(), uri));
        taker.stream.away = true;
        TestNode looker = node("looker", uri);
        looker.stream.away = true;
        Await.until("somebody took it", () -> state(first).equals("taken"));
        takersLine.hold();
        looker.stream.away = false;

        Await.until("closed", () -> state(first).equals("closed"));

        assertThat(looker.stream.published).anyMatch(commit -> commit.id().equals(unrelayed.id()));
        takersLine.release();
        nodes.forEach(node -> node.stream.away = false);
        proxy.release();
    }

    /** Its own voids there must not look like those of the epoch, behind which it may have gone on. */
    @Test
    void a_takeover_whose_taker_dies_is_finished_by_the_writer_itself_under_its_next_epoch() throws Exception {
        Position first = stored(silent, aCommit(anEvent(aStream(aTenant()), 0)));
        Await.until("relayed", () -> !silent.stream.published.isEmpty());
        silent.stream.away = true;
        NewCommit unrelayed = aCommit(anEvent(aStream(aTenant()), 0));
        stored(silent, unrelayed);
        proxy.hold();
        try (CutProxy takersLine = new CutProxy(TestStore.port())) {
            TestNode taker = node("taker", TestStore.through(takersLine.port(), uri));
            taker.stream.away = true;
            Await.until("taken", () -> state(first).equals("taken"));
            takersLine.hold();
            proxy.release();
            Await.until("the woken node forgets", () -> silent.cachesDropped.get() == 1);
            silent.stream.away = false;

            Await.until("closed", () -> state(silent, first).equals("closed"));

            assertThat(silent.stream.published).anyMatch(commit -> commit.id().equals(unrelayed.id()));
            assertThat(new CommitStore(silent.cells.all().getFirst())
                            .numbered(new WriterEpoch(first.writer(), 1), 1, 5_000))
                    .as("a window of voids, and not one for ever")
                    .hasSizeLessThan(2 + 2 * Numbering.WINDOW);
            taker.stream.away = false;
            takersLine.release();
            nodes.remove(taker);
            taker.close();
        }
    }

    @Test
    void a_writer_that_closed_in_order_is_left_alone() {
        TestNode leaving = node("leaving", uri);
        Position position = stored(leaving, aCommit(anEvent(aStream(aTenant()), 0)));
        nodes.remove(leaving);
        leaving.close();

        assertThat(state(position)).isEqualTo("closed");
        assertThat(leaving.stream.published).hasSize(1);
    }
}
