package dev.symbolon.infra.decision;

import static dev.symbolon.infra.decision.Sample.CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.ClientEvent;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.infra.log.CommitLog.Snapshot;
import dev.symbolon.infra.secret.KeysInMemory;
import dev.symbolon.infra.serialization.EventCodec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SnapshotsTest {
    private static final KeysInMemory KEYS = new KeysInMemory();
    private static final StreamId STREAM = Node.stream(ClientState.FOLD, CLIENT);
    private static final Fold<ClientState, ClientEvent> NEXT_VERSION = new Fold<>(
            ClientState.FOLD.type(),
            ClientState.FOLD.events(),
            ClientState.FOLD.state(),
            ClientState.FOLD.stateVersion() + 1,
            ClientState.FOLD.step());

    private final InMemoryCommitLog log = new InMemoryCommitLog();
    private final EventCodec codec = new EventCodec(KEYS.node().personalData());

    @AfterAll
    static void stop() {
        KEYS.close();
    }

    @Test
    void a_stream_of_ten_thousand_events_costs_no_more_than_a_short_one() {
        long end = streamOf(10_000);

        Node reader = new Node(log, codec);
        assertThat(reader.state(ClientState.FOLD, CLIENT)
                        .orElseThrow()
                        .metadata()
                        .name())
                .isEqualTo("Name " + end);
        assertThat(reader.log.eventsRead.get()).isLessThan(200);
        assertThat(reader.send(Sample.suspend(CLIENT))).isEqualTo(new Outcome.Done());
    }

    @Test
    void a_long_stream_without_a_snapshot_gets_one_when_it_is_read() {
        long end = streamOf(350);
        log.forgetSnapshots();

        Node first = new Node(log, codec);
        first.state(ClientState.FOLD, CLIENT);
        assertThat(first.log.eventsRead.get()).isGreaterThanOrEqualTo(350);
        assertThat(log.snapshot(STREAM, ClientState.FOLD.stateVersion()))
                .map(Snapshot::sequence)
                .contains(end);

        Node second = new Node(log, codec);
        assertThat(second.state(ClientState.FOLD, CLIENT)).isEqualTo(first.state(ClientState.FOLD, CLIENT));
        assertThat(second.log.eventsRead.get()).isLessThan(100);
    }

    @Test
    void a_snapshot_of_another_state_version_is_as_if_it_were_not_there() {
        streamOf(350);

        Node reader = new Node(log, codec);
        assertThat(reader.state(NEXT_VERSION, CLIENT)).isEqualTo(reader.state(ClientState.FOLD, CLIENT));
        assertThat(reader.log.eventsRead.get()).isGreaterThanOrEqualTo(350);
    }

    @Test
    void a_snapshot_that_is_unreadable_is_as_if_it_were_not_there() {
        long end = streamOf(350);
        log.keepSnapshot(
                new Snapshot(STREAM, 300, ClientState.FOLD.stateVersion(), new HybridTime(1), new byte[] {'{', '}'}));

        Node reader = new Node(log, codec);
        assertThat(reader.state(ClientState.FOLD, CLIENT)
                        .orElseThrow()
                        .metadata()
                        .name())
                .isEqualTo("Name " + end);
    }

    /** The sequence of the stream's last event. */
    private long streamOf(int events) {
        Node writer = new Node(log, codec);
        writer.send(Sample.registerClient(CLIENT));
        for (int i = 1; i < events; i++) {
            writer.send(Sample.renameClient(CLIENT, "Name " + i));
        }
        return events - 1;
    }
}
