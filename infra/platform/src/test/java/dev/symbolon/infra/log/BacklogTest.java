package dev.symbolon.infra.log;

import static dev.symbolon.infra.log.Samples.aCommit;
import static dev.symbolon.infra.log.Samples.aControlEvent;
import static dev.symbolon.infra.log.Samples.aStream;
import static dev.symbolon.infra.log.Samples.aTenant;
import static dev.symbolon.infra.log.Samples.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.stream.StreamId;
import dev.symbolon.infra.log.CommitLog.Appended;
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
    void a_writer_is_silent_while_a_control_event_waits_for_the_stream() {
        try (TestNode node = TestNode.on(TestStore.freshDatabase())) {
            StreamId stream = aStream(aTenant());
            Await.until("beats", () -> !node.stream.beats.isEmpty());
            node.stream.holdBack = true;
            node.log.append(aCommit(anEvent(stream, 0)));
            int heard = node.stream.beats.size();
            Await.until("an ordinary event silences nobody", () -> node.stream.beats.size() > heard + 1);

            node.log.append(aCommit(aControlEvent(stream, 1)));
            long silentSince = node.stream.beats.size();
            node.stream.answerAll();

            Await.until("heard again", () -> node.stream.beats.stream().anyMatch(beat -> beat.relayed() == 2));
            assertThat(node.stream.beats.stream().skip(silentSince + 1))
                    .allSatisfy(beat -> assertThat(beat.relayed()).isEqualTo(2));
        }
    }
}
