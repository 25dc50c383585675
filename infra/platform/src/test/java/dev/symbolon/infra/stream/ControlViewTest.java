package dev.symbolon.infra.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.event.TenantEvent;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.infra.decision.CachedStates;
import dev.symbolon.infra.decision.ControlEvent;
import dev.symbolon.infra.log.Samples;
import dev.symbolon.infra.log.TestStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes on one store and a real broker: what one takes away, the other hears. */
@Timeout(90)
final class ControlViewTest {
    private final String database = TestStore.freshDatabase();
    private final StreamNode one = new StreamNode(database);
    private final StreamNode other = new StreamNode(database);
    private final TenantId tenant = Samples.aTenant();
    private final List<StreamId> invalidated = new CopyOnWriteArrayList<>();
    private final List<ControlEvent> heard = new CopyOnWriteArrayList<>();
    private ControlView view;

    @BeforeEach
    void start() {
        startView();
    }

    private void startView() {
        CachedStates states = new CachedStates() {
            @Override
            public void invalidate(StreamId stream, long sequence) {
                invalidated.add(stream);
            }

            @Override
            public void forgetAll() {}
        };
        view = new ControlView(
                EmbeddedKafka.bootstrap(),
                new LiveWriters(one.cells),
                one.log,
                new ControlEvents(one.codec::decode, states, List.of(heard::add)),
                one.own,
                new SimpleMeterRegistry());
        view.start();
        await().until(view::fresh);
    }

    @AfterEach
    void stop() {
        view.close();
        one.close();
        other.close();
    }

    @Test
    void what_another_node_takes_away_is_heard() {
        SessionEvent.Ended ended = ended("s1");
        other.commit(ended, 0);
        await().until(() -> heard.size() == 1);
        assertThat(invalidated).containsExactly(ended.stream());
        assertThat(heard.getFirst().event()).isEqualTo(ended);
        await().until(view::fresh);
    }

    @Test
    void a_start_hears_of_what_voids_from_a_day_ago_and_of_the_rest_from_the_last_minutes() {
        HybridTime yesterday =
                HybridTime.atMillis(Instant.now().minus(Duration.ofHours(23)).toEpochMilli());
        TenantId old = Samples.aTenant();
        SessionEvent.Ended ended =
                new SessionEvent.Ended(old, new SessionId("s1"), new UserId("ada"), "sign-out", Instant.now());
        view.close();
        other.commitAt(yesterday, ended, 0);
        other.commitAt(yesterday, reactivated(old), 0);
        other.commit(reactivated(tenant), 0);
        // The next one reads the topic from its end: none of these is to come that way.
        await().until(() -> other.published.size() == 3
                && other.meters.get("symbolon.relay.backlog").gauge().value() == 0);
        heard.clear();

        startView();

        assertThat(heard).extracting(ControlEvent::event).contains(ended, reactivated(tenant));
        assertThat(heard).extracting(ControlEvent::event).doesNotContain(reactivated(old));
    }

    private static TenantEvent.Reactivated reactivated(TenantId tenant) {
        return new TenantEvent.Reactivated(tenant, Instant.EPOCH);
    }

    @Test
    void a_silent_writer_ends_freshness_and_one_that_closes_does_not() {
        other.silent = true;
        await().until(() -> !view.fresh());
        other.silent = false;
        await().until(view::fresh);
        other.log.close();
        await().until(view::fresh);
    }

    @Test
    void an_event_that_cannot_be_read_ends_freshness_for_good() {
        other.commitGarbage(ended("s1"), 0);
        await().until(() -> !invalidated.isEmpty());
        await().until(() -> !view.fresh());
        other.commit(ended("s2"), 0);
        await().until(() -> heard.size() == 1);
        assertThat(view.fresh()).isFalse();
    }

    private SessionEvent.Ended ended(String session) {
        return new SessionEvent.Ended(
                tenant, new SessionId(session), new UserId("ada"), "signed-out", Instant.parse("2026-01-01T00:00:00Z"));
    }
}
