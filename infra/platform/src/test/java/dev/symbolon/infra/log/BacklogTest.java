package dev.symbolon.infra.log;

import static dev.symbolon.infra.log.Samples.aCommit;
import static dev.symbolon.infra.log.Samples.aControlEvent;
import static dev.symbolon.infra.log.Samples.aStream;
import static dev.symbolon.infra.log.Samples.aTenant;
import static dev.symbolon.infra.log.Samples.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.stream.StreamId;
import dev.symbolon.infra.log.CommitLog.Appended;
import dev.symbolon.infra.log.CommitPublisher.WriterBeat;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BacklogTest {

    @Test
    void what_memory_may_not_hold_is_relayed_from_the_store_in_order() throws Exception {
        try (TestNode node = TestNode.on(TestStore.freshDatabase())) {
            node.stream.away = true;
            var tenant = aTenant();
            int commits = Backlog.HELD_COUNT + 1_000;
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Appended>> done = new ArrayList<>();
                for (int i = 0; i < commits; i++) {
                    done.add(threads.submit(() -> node.log.append(aCommit(anEvent(aStream(tenant), 0)))));
                }
                for (Future<Appended> one : done) {
                    assertThat(one.get()).isInstanceOf(Appended.Stored.class);
                }
            }
            assertThat(node.meters.get("symbolon.relay.backlog").gauge().value())
                    .isEqualTo(commits);

            node.stream.away = false;
            Await.until(
                    "relayed",
                    () -> node.meters.get("symbolon.relay.backlog").gauge().value() == 0);

            assertThat(node.stream.published.stream().map(c -> c.position().counter()))
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .hasSize(commits);
        }
    }

    @Test
    void a_beat_claims_no_more_than_what_was_heard_before_a_control_event_that_waits() {
        try (TestNode node = TestNode.on(TestStore.freshDatabase())) {
            StreamId stream = aStream(aTenant());
            node.stream.hear(1, "one");
            Await.until("nothing waits", () -> claimed(node, "one"));
            node.stream.holdBack = true;
            node.log.append(aCommit(anEvent(stream, 0)));
            node.stream.hear(2, "two");
            Await.until("an ordinary event holds nothing back", () -> claimed(node, "two"));

            node.log.append(aCommit(aControlEvent(stream, 1)));
            node.stream.hear(3, "three");
            int before = node.stream.beats.size();
            Await.until("beats go on", () -> node.stream.beats.size() > before + 3);
            assertThat(node.stream.beats.stream().map(WriterBeat::since)).doesNotContain("three");

            node.stream.answerAll();
            Await.until("the stream has it", () -> claimed(node, "three"));
        }
    }

    private static boolean claimed(TestNode node, String beat) {
        return node.stream.beats.stream().anyMatch(it -> it.since().equals(beat));
    }
}
