package dev.symbolon.infra.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.event.RegistrationEvent;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.event.TenantEvent;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.Slug;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.infra.decision.CachedStates;
import dev.symbolon.infra.decision.ControlEvent;
import dev.symbolon.infra.decision.ControlListener;
import dev.symbolon.infra.log.CutProxy;
import dev.symbolon.infra.log.Samples;
import dev.symbolon.infra.log.TestStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes on one store and a real broker: what one takes away, the other hears. */
@Timeout(90)
final class ControlViewTest {
    private final String database = TestStore.freshDatabase();
    private final String northern = TestStore.freshDatabase();
    private final CutProxy toNorth = new CutProxy(TestStore.port());
    private final StreamNode one = node(TestStore.through(toNorth.port(), northern));
    private final StreamNode other = node(northern);
    private final TenantId tenant = Samples.aTenant();
    private final List<StreamId> invalidated = new CopyOnWriteArrayList<>();
    private final List<ControlEvent> heard = new CopyOnWriteArrayList<>();
    private ControlView view;

    private StreamNode node(String north) {
        return new StreamNode(database, Map.of("north", north), Duration.ofSeconds(10), EmbeddedKafka.bootstrap());
    }

    @BeforeEach
    void start() {
        startView();
    }

    private void startView() {
        openView();
        await().until(() -> view.fresh(tenant));
    }

    private void openView() {
        view = view(one, invalidated::add, heard::add);
    }

    private static ControlView view(StreamNode node, Consumer<StreamId> invalidated, ControlListener listener) {
        CachedStates states = new CachedStates() {
            @Override
            public void invalidate(StreamId stream, long sequence) {
                invalidated.accept(stream);
            }

            @Override
            public void forgetAll() {}
        };
        ControlView view = new ControlView(
                EmbeddedKafka.bootstrap(),
                node.cells,
                node.log::controlOf,
                new ControlEvents(node.codec::decode, states, List.of(listener)),
                new SimpleMeterRegistry());
        view.start();
        return view;
    }

    @AfterEach
    void stop() throws IOException {
        toNorth.comeBack();
        view.close();
        one.close();
        other.close();
        toNorth.close();
    }

    @Test
    void what_another_node_takes_away_is_heard() {
        SessionEvent.Ended ended = ended("s1");
        other.commit(ended, 0);
        await().until(() -> !heard.isEmpty());
        assertThat(invalidated).containsOnly(ended.stream());
        assertThat(heard.getFirst().event()).isEqualTo(ended);
        for (int i = 0; i < 10; i++) {
            assertThat(view.catchUp(tenant)).isTrue();
        }
        assertThat(heard).as("by the topic and by one reading, not by each").hasSizeLessThanOrEqualTo(2);
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
                && other.meters
                                .get("symbolon.relay.backlog")
                                .tag("cell", "default")
                                .gauge()
                                .value()
                        == 0);
        heard.clear();

        startView();

        assertThat(heard).extracting(ControlEvent::event).contains(ended, reactivated(tenant));
        assertThat(heard).extracting(ControlEvent::event).doesNotContain(reactivated(old));
    }

    private static TenantEvent.Reactivated reactivated(TenantId tenant) {
        return new TenantEvent.Reactivated(tenant, Instant.EPOCH);
    }

    @Test
    void an_event_that_cannot_be_read_ends_freshness_for_good() {
        other.commitGarbage(ended("s1"), 0);
        await().until(() -> !invalidated.isEmpty());
        await().until(() -> !view.fresh(tenant));
        assertThat(view.refreshed(tenant)).isFalse();
        other.commit(ended("s2"), 0);
        await().until(() -> !heard.isEmpty());
        assertThat(view.refreshed(tenant)).isFalse();
        assertThat(view.catchUp(tenant)).isFalse();
    }

    @Test
    void a_cell_that_is_away_is_not_fresh_and_the_others_are() {
        TenantId north = northern();
        assertThat(view.refreshed(north)).isTrue();

        toNorth.goAway();
        await().until(() -> !view.fresh(north));
        await().until(() -> view.fresh(tenant));
        assertThat(view.catchUp(tenant)).isTrue();
        assertThat(view.refreshed(tenant)).isTrue();
        assertThat(view.catchUp(north)).isFalse();
        assertThat(view.refreshed(north)).isFalse();
        other.commit(ended("s1"), 0);
        await().until(() -> !heard.isEmpty());
        await().until(() -> view.fresh(tenant) && !view.fresh(north));
        assertThat(view.readable()).isFalse();

        SessionEvent.Ended there = ended(north, "s2");
        other.commit(there, 0);
        toNorth.comeBack();
        await().until(() -> view.fresh(north) && view.fresh(tenant));
        assertThat(heard).extracting(ControlEvent::event).contains(there);
    }

    @Test
    void a_start_does_not_wait_for_a_cell_that_is_away_and_reads_it_once_it_is_back() {
        TenantId north = northern();
        HybridTime anHourAgo =
                HybridTime.atMillis(Instant.now().minus(Duration.ofHours(1)).toEpochMilli());
        SessionEvent.Ended there = ended(north, "s1");
        view.close();
        other.commitAt(anHourAgo, there, 0);
        await().until(() -> other.meters
                        .get("symbolon.relay.backlog")
                        .tag("cell", "north")
                        .gauge()
                        .value()
                == 0);
        heard.clear();
        toNorth.goAway();

        openView();

        await().until(view::filled);
        await().until(() -> view.fresh(tenant));
        assertThat(view.fresh(north)).isFalse();
        assertThat(heard).extracting(ControlEvent::event).doesNotContain(there);
        toNorth.comeBack();
        await().until(() -> view.fresh(north));
        assertThat(heard).extracting(ControlEvent::event).contains(there);
        assertThat(view.filled()).isTrue();
    }

    /** A tenant that was registered with the second cell. */
    private TenantId northern() {
        TenantId north = Samples.aTenant();
        other.commit(
                new RegistrationEvent.Registered(
                        north, new Slug("s" + north.value()), "north", "Grand Hotel", Instant.EPOCH),
                0);
        assertThat(one.cells.nameOf(north)).isEqualTo("north");
        return north;
    }

    private SessionEvent.Ended ended(String session) {
        return ended(tenant, session);
    }

    private static SessionEvent.Ended ended(TenantId tenant, String session) {
        return new SessionEvent.Ended(
                tenant, new SessionId(session), new UserId("ada"), "signed-out", Instant.parse("2026-01-01T00:00:00Z"));
    }
}
