package dev.symbolon.infra.decision;

import static dev.symbolon.infra.decision.Sample.CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.event.ClientEvent;
import dev.symbolon.core.grant.GrantState;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StateCacheTest {
    private static final StreamId STREAM = Node.stream(ClientState.FOLD, CLIENT);
    private static final ClientEvent REGISTERED =
            new ClientEvent.Registered(Sample.TENANT, CLIENT, Sample.metadata("Room key"), List.of(), Sample.NOW);
    private static final ClientEvent SUSPENDED = new ClientEvent.Suspended(Sample.TENANT, CLIENT, "lost", Sample.NOW);

    private final StateCache cache = new StateCache(100, () -> 0);

    @Test
    void a_load_that_a_commit_here_overtook_is_not_kept() {
        int stamp = cache.stamp(STREAM);
        cache.written(STREAM, 1, SUSPENDED, new HybridTime(2));
        cache.keep(registered(), stamp);
        assertThat(cache.get(ClientState.FOLD, STREAM)).isEmpty();
    }

    @Test
    void a_load_that_news_from_elsewhere_overtook_is_not_kept() {
        int stamp = cache.stamp(STREAM);
        cache.invalidate(STREAM, 1);
        cache.keep(registered(), stamp);
        assertThat(cache.get(ClientState.FOLD, STREAM)).isEmpty();
    }

    @Test
    void an_older_load_does_not_replace_what_is_known() {
        cache.keep(registered(), cache.stamp(STREAM));
        cache.written(STREAM, 1, SUSPENDED, new HybridTime(2));
        cache.keep(registered(), cache.stamp(STREAM));
        assertThat(cache.holds(STREAM, 1)).isTrue();
    }

    @Test
    void an_event_written_here_is_applied_once_and_in_order() {
        cache.keep(registered(), cache.stamp(STREAM));
        cache.written(STREAM, 1, SUSPENDED, new HybridTime(2));
        cache.written(STREAM, 1, SUSPENDED, new HybridTime(2));
        Known<ClientState> known = cache.get(ClientState.FOLD, STREAM).orElseThrow();
        assertThat(known.sequence()).isEqualTo(1);
        assertThat(known.state()).isNotNull().extracting(ClientState::active).isEqualTo(false);

        cache.written(STREAM, 3, SUSPENDED, new HybridTime(4));
        assertThat(cache.get(ClientState.FOLD, STREAM)).isEmpty();
    }

    @Test
    void news_of_what_is_known_already_changes_nothing() {
        cache.keep(registered(), cache.stamp(STREAM));
        cache.invalidate(STREAM, 0);
        assertThat(cache.holds(STREAM, 0)).isTrue();
        cache.invalidate(STREAM, 1);
        assertThat(cache.holds(STREAM, 0)).isFalse();
    }

    @Test
    void what_a_flow_has_just_made_is_there_for_its_next_step_however_many_went_before() {
        AtomicLong nanos = new AtomicLong();
        StateCache busy = new StateCache(2_000, nanos::get);
        int underWay = 200;
        for (int i = 0; i < 20_000; i++) {
            nanos.addAndGet(20_000_000);
            StreamId made = grant(i);
            busy.keep(new Known<>(made, GrantState.FOLD, null, -1, HybridTime.ZERO, 0), busy.stamp(made));
            for (int use = 0; use < 4; use++) {
                assertThat(busy.get(GrantState.FOLD, made)).isPresent();
            }
            if (i >= underWay) {
                assertThat(busy.get(GrantState.FOLD, grant(i - underWay)))
                        .as("what began %s ago, at %s", underWay, i)
                        .isPresent();
            }
        }
    }

    private static StreamId grant(int number) {
        return new StreamId(Sample.TENANT, GrantState.FOLD.type(), "g" + number);
    }

    @Test
    void it_is_bounded_and_can_forget_everything() {
        for (int i = 0; i < 1_000; i++) {
            StreamId stream = new StreamId(Sample.TENANT, ClientState.FOLD.type(), "c" + i);
            cache.keep(new Known<>(stream, ClientState.FOLD, null, -1, HybridTime.ZERO, 0), cache.stamp(stream));
        }
        assertThat(cache.size()).isLessThanOrEqualTo(100);
        cache.forgetAll();
        assertThat(cache.size()).isZero();
    }

    private static Known<ClientState> registered() {
        return new Known<>(STREAM, ClientState.FOLD, null, -1, HybridTime.ZERO, 0)
                .with(REGISTERED, new HybridTime(1), 0);
    }
}
