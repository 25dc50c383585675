package dev.symbolon.projection.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.Envelope;
import dev.symbolon.core.event.EventCatalogue;
import dev.symbolon.core.event.EventId;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog;
import dev.symbolon.infra.log.NewCommit;
import dev.symbolon.infra.log.StoredEvent;
import dev.symbolon.infra.serialization.EventCodec;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.projection.RunningAudit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A tenant whose log is long enough that a rebuild can be met on its way: sessions, each with a commit of ten events. */
record LongTrail(RunningAudit service, TenantId tenant) {
    static final int COMMITS = 3_000;
    static final int EVENTS = 10;

    private static final class Shared {
        static final LongTrail ONE = begin(RunningAudit.shared());
    }

    /** The one of the shared service, for tests that add nothing to it. */
    static LongTrail shared() {
        return Shared.ONE;
    }

    private static LongTrail begin(RunningAudit service) {
        LongTrail trail = new LongTrail(service, service.aTenant());
        IntStream.range(0, 8)
                .mapToObj(writer -> Thread.ofVirtual().start(() -> {
                    for (int i = writer; i < COMMITS; i += 8) {
                        trail.commit("session" + i);
                    }
                }))
                .toList()
                .forEach(LongTrail::join);
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(service.ok(trail.tenant, "/lag"))
                        .allSatisfy(
                                view -> assertThat(view.get("waiting").asInt()).isZero()));
        return trail;
    }

    private void commit(String session) {
        HybridTime clock = service.bean(HybridClock.class).now();
        var appended = service.bean(CommitLog.class)
                .append(new NewCommit(
                        tenant.value() + "-" + session,
                        tenant,
                        clock,
                        IntStream.range(0, EVENTS)
                                .mapToObj(sequence -> event(session, sequence, clock))
                                .toList(),
                        List.of(),
                        Optional.empty()));
        assertThat(appended).isInstanceOf(CommitLog.Appended.Stored.class);
    }

    private StoredEvent event(String session, long sequence, HybridTime clock) {
        EventCatalogue.Entry entry = EventCatalogue.of(SessionEvent.Used.class);
        StreamId stream = new StreamId(tenant, StreamType.SESSION, session);
        byte[] bytes = service.bean(EventCodec.class)
                .encode(
                        new Envelope(
                                new EventId(session + "-" + sequence),
                                entry.name(),
                                entry.version(),
                                stream,
                                sequence,
                                clock,
                                new Actor.Platform("test"),
                                "correlation",
                                Optional.empty(),
                                List.of(),
                                Optional.empty()),
                        new SessionEvent.Used(tenant, new SessionId(session), Instant.now()));
        byte[] digest = HexFormat.of().parseHex(RunningAudit.sha256(new String(bytes, StandardCharsets.UTF_8)));
        return new StoredEvent(entry.name(), entry.version(), entry.control(), stream, sequence, bytes, digest);
    }

    private static void join(Thread writer) {
        try {
            writer.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
