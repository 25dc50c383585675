package dev.symbolon.infra.log;

import static dev.symbolon.infra.log.Samples.aCommit;
import static dev.symbolon.infra.log.Samples.aStream;
import static dev.symbolon.infra.log.Samples.aTenant;
import static dev.symbolon.infra.log.Samples.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog.Appended;
import dev.symbolon.ports.log.StableTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StableTimeTest {
    private static final Duration LEASE = Duration.ofMillis(800);

    private final String uri = TestStore.freshDatabase();
    private final CutProxy proxy = new CutProxy(TestStore.port());
    private final TenantId tenant = aTenant();
    private final List<TestNode> nodes = new ArrayList<>();

    private TestNode node(String name, String at) {
        TestNode node = TestNode.on(at, name, LEASE);
        nodes.add(node);
        return node;
    }

    @AfterEach
    void close() throws IOException {
        proxy.release();
        nodes.forEach(node -> node.stream.away = false);
        nodes.forEach(TestNode::close);
        proxy.close();
    }

    private NewCommit stored(TestNode node) {
        NewCommit commit = aCommit(anEvent(aStream(tenant), 0));
        assertThat(node.log.append(commit)).isInstanceOf(Appended.Stored.class);
        return commit;
    }

    @Test
    void a_commit_is_stable_only_when_it_was_relayed() {
        TestNode node = node("node", uri);
        StableTime stable = new AnnouncedStableTime(node.cells);
        node.stream.away = true;
        NewCommit unrelayed = stored(node);
        // Another's commits don't count for this one's.
        TestNode other = node("other", uri);
        Await.until("clocks go on", () -> stable.of(tenant).compareTo(below(unrelayed)) >= 0);
        NewCommit relayed = stored(other);
        Await.until("the other announces it", () -> registered(other, "other").compareTo(relayed.clock()) >= 0);
        assertThat(stable.of(tenant)).isLessThan(unrelayed.clock());

        node.stream.away = false;
        Await.until("stable", () -> stable.of(tenant).compareTo(relayed.clock()) >= 0);
        assertThat(stable.of(tenant)).isLessThan(HybridTime.atMillis(System.currentTimeMillis()));
    }

    @Test
    void a_silent_writer_holds_it_back_until_it_was_taken_over() {
        TestNode silent = node("silent", TestStore.through(proxy.port(), uri));
        silent.stream.away = true;
        NewCommit unrelayed = stored(silent);
        proxy.hold();
        TestNode heir = node("heir", uri);
        StableTime stable = new AnnouncedStableTime(heir.cells);
        heir.stream.away = true;
        Await.until("somebody takes it", () -> state(heir, "silent").equals("taken"));
        // Whoever asks what was stored needn't wait for what the stream still lacks.
        WriterRegister register = new WriterRegister(heir.cells.of(tenant));
        Await.until("nothing more can come of it", () -> register.settled().compareTo(unrelayed.clock()) >= 0);
        assertThat(state(heir, "silent")).isEqualTo("taken");
        assertThat(stable.of(tenant)).isLessThan(unrelayed.clock());

        heir.stream.away = false;
        Await.until("stable", () -> stable.of(tenant).compareTo(unrelayed.clock()) >= 0);
        assertThat(state(heir, "silent")).isEqualTo("closed");
    }

    @Test
    void it_never_falls_whoever_begins_to_write_and_whether_or_not_the_store_answers() {
        TestNode node = node("node", uri);
        TestNode reader = node("reader", TestStore.through(proxy.port(), uri) + "?socketTimeoutMS=300");
        StableTime stable = new AnnouncedStableTime(reader.cells);
        HybridTime before = stable.of(tenant);
        assertThat(before).isGreaterThan(HybridTime.ZERO);
        WriterRegister register = new WriterRegister(node.cells.of(tenant));
        register.open(new WriterEpoch("late-0000000000000000", 1), new HybridTime(1));
        assertThat(register.stable(Settling.limit())).isEqualTo(new HybridTime(1));

        assertThat(stable.of(tenant)).isGreaterThanOrEqualTo(before);
        proxy.hold();
        assertThat(stable.of(tenant)).isGreaterThanOrEqualTo(before);
    }

    /** By its own clock it might write below, if that is wrong; and no reading would find that any more. */
    @Test
    void who_begins_to_write_writes_above_all_that_anybody_took_for_settled() {
        TestNode running = node("running", uri);
        WriterRegister register = new WriterRegister(running.cells.of(tenant));
        HybridTime ahead = HybridTime.atMillis(System.currentTimeMillis() + 8_000);
        WriterEpoch fast = new WriterEpoch("fast-0000000000000000", 1);
        register.open(fast, ahead);
        register.close(fast, WriterRegister.LIVE, 0);
        // A clock that is wrong by an hour keeps nobody from writing for an hour.
        WriterEpoch wrong = new WriterEpoch("wrong-0000000000000000", 1);
        register.open(wrong, HybridTime.atMillis(System.currentTimeMillis() + 3_600_000));
        register.close(wrong, WriterRegister.LIVE, 0);
        assertThat(register.everSettled(Settling.furthestAhead())).isEqualTo(ahead);

        TestNode beginning = node("beginning", uri);
        NewCommit below = aCommit(anEvent(aStream(tenant), 0));
        assertThat(beginning.log.append(below)).isInstanceOf(Appended.SlotTaken.class);
        NewCommit above = new NewCommit(
                "above",
                tenant,
                new HybridTime(ahead.value() + 1),
                List.of(anEvent(aStream(tenant), 0)),
                List.of(),
                Optional.empty());
        assertThat(beginning.log.append(above)).isInstanceOf(Appended.Stored.class);
    }

    /** What a decision took too long for is decided again: others may have read that its clock is past. */
    @Test
    void what_was_announced_as_past_is_not_written_any_more() {
        TestNode node = node("node", uri);
        StableTime stable = new AnnouncedStableTime(node.cells);
        NewCommit slow = aCommit(anEvent(aStream(tenant), 0));
        Await.until("past", () -> stable.of(tenant).compareTo(slow.clock()) >= 0);

        assertThat(node.log.append(slow)).isInstanceOf(Appended.SlotTaken.class);
    }

    private static HybridTime below(NewCommit commit) {
        return new HybridTime(commit.clock().value() - 1);
    }

    private static HybridTime registered(TestNode by, String name) {
        return new HybridTime(document(by, name).getLong("stable"));
    }

    private static String state(TestNode by, String name) {
        return document(by, name).getString("state");
    }

    private static Document document(TestNode by, String name) {
        for (Document writer :
                by.cells.all().getFirst().getCollection("writers").find()) {
            if (writer.getString("_id").startsWith(name + "-")) {
                return writer;
            }
        }
        throw new AssertionError("no writer " + name);
    }
}
