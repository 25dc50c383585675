package dev.symbolon.projection.audit;

import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.Envelope;
import dev.symbolon.core.event.EventId;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.embedded.Durability;
import dev.symbolon.embedded.EmbeddedStore;
import dev.symbolon.embedded.EmbeddedStoreSettings;
import dev.symbolon.infra.mongo.MongoCells;
import dev.symbolon.infra.secret.KeysInMemory;
import dev.symbolon.infra.serialization.EventCodec;
import dev.symbolon.infra.serialization.SampleEvents;
import dev.symbolon.infra.view.MongoViews;
import dev.symbolon.infra.view.TenantViews;
import dev.symbolon.ports.view.RegisteredProjections;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * What the audit log costs. {@code store}: an embedded store that waits. {@code sink}: events per second out of their stored
 * bytes into rows that nobody keeps. {@code write URI}: the same into a store. {@code search URI N}: searches in N entries.
 */
final class AuditCost {
    private static final TenantId TENANT = new TenantId("4c1f9x0k2t7m8q3e5w6y9a0b1d");
    private static final List<String> FLOW = List.of(
            "authorization.requested",
            "authorization.signed-in",
            "authorization.approved",
            "authorization.code-issued",
            "authorization.code-redeemed",
            "grant.issued",
            "grant.tokens-issued");
    private static final int BATCH = 500;

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "store" -> {
                EmbeddedStore store = EmbeddedStore.open(EmbeddedStoreSettings.local(
                        arguments.length > 1 ? Path.of(arguments[1]) : Files.createTempDirectory("cost"),
                        Durability.FSYNC));
                System.out.println(store.connectionString());
                Thread.currentThread().join();
            }
            case "sink" -> sink();
            case "write" -> write(arguments[1]);
            case "search" -> search(arguments[1], Integer.parseInt(arguments[2]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.exit(0);
    }

    private static void sink() throws Exception {
        KeysInMemory keys = new KeysInMemory();
        EventCodec codec = new EventCodec(keys.node().personalData());
        List<byte[][]> stored = stored(codec, 35_000);
        AuditProjection projection = new AuditProjection();
        for (int round = 0; round < 5; round++) {
            Clock clock = new Clock();
            long kept = 0;
            for (byte[][] event : stored) {
                RecordedEvent read = codec.decode(event[0], event[1], "commit", new Position(TENANT, "w", 1, 1));
                for (String row : projection.rows(read)) {
                    kept += projection.apply(null, read, row).facets().size();
                }
            }
            clock.tell("null sink (" + kept + " facets)", stored.size());
        }
    }

    private static void write(String uri) throws Exception {
        KeysInMemory keys = new KeysInMemory();
        EventCodec codec = new EventCodec(keys.node().personalData());
        try (MongoCells cells = MongoCells.open(uri + "/cost" + System.nanoTime(), Map.of())) {
            MongoViews views = new MongoViews(cells);
            views.prepare(
                    new RegisteredProjections(List.of(new AuditProjection())),
                    cells.all().getFirst());
            TenantViews open =
                    views.open(TENANT, List.of(new AuditProjection()), (_, _, _) -> List.of(), InstantSource.system());
            for (int round = 0; round < 5; round++) {
                List<byte[][]> stored = stored(codec, 35_000);
                Clock clock = new Clock();
                for (int from = 0; from < stored.size(); from += BATCH) {
                    List<RecordedEvent> batch = new ArrayList<>();
                    for (byte[][] event : stored.subList(from, Math.min(from + BATCH, stored.size()))) {
                        batch.add(codec.decode(event[0], event[1], "commit", new Position(TENANT, "w", 1, 1)));
                    }
                    open.apply(batch);
                    open.reached(Map.of("w~1", (long) from));
                }
                clock.tell("embedded store, one tenant", stored.size());
            }
        }
    }

    private static void search(String uri, int entries) {
        try (MongoCells cells = MongoCells.open(uri + "/search" + entries, Map.of())) {
            MongoViews views = new MongoViews(cells);
            views.prepare(
                    new RegisteredProjections(List.of(new AuditProjection())),
                    cells.all().getFirst());
            TenantViews open =
                    views.open(TENANT, List.of(new AuditProjection()), (_, _, _) -> List.of(), InstantSource.system());
            SampleTrail trail = new SampleTrail(TENANT, 1, 20_000, 200);
            List<AuditRow> known = new ArrayList<>();
            boolean filled = views.row(AuditProjection.VIEW, TENANT, "event" + (entries - 1))
                    .isPresent();
            Clock filling = new Clock();
            for (int made = 0; made < entries; made += 1_000) {
                List<RecordedEvent> events = trail.next(1_000);
                if (!filled) {
                    open.apply(events);
                }
                if (made % 10_000 == 0) {
                    known.add(AuditProjection.of(events.getFirst()));
                    known.add(AuditProjection.of(events.getLast()));
                }
            }
            filling.tell("filled", entries);
            AuditSearch search = new AuditSearch(views);
            for (int kind = 0; kind <= 4; kind++) {
                measure(search, known, kind, 200);
            }
            for (int kind = 0; kind <= 4; kind++) {
                measure(search, known, kind, 1_000);
            }
        }
    }

    private static void measure(AuditSearch search, List<AuditRow> known, int facets, int searches) {
        Random random = new Random(facets);
        long[] nanos = new long[searches];
        long rows = 0;
        Clock clock = new Clock();
        for (int i = 0; i < searches; i++) {
            AuditQuery query = query(random, known, facets);
            long begin = System.nanoTime();
            rows += search.find(TENANT, query, Optional.empty(), 50).rows().size();
            nanos[i] = System.nanoTime() - begin;
        }
        clock.tell("searches", searches);
        Arrays.sort(nanos);
        System.out.printf(
                "%s: p50 %.1f ms, p99 %.1f ms, max %.1f ms, %.1f rows a page%n",
                facets == 4 ? "words and a client" : facets + " facets",
                nanos[searches / 2] / 1e6,
                nanos[searches * 99 / 100] / 1e6,
                nanos[searches - 1] / 1e6,
                (double) rows / searches);
    }

    private static AuditQuery query(Random random, List<AuditRow> known, int count) {
        Map<Facet, String> facets = new EnumMap<>(Facet.class);
        AuditRow row = known.get(random.nextInt(known.size()));
        List<String> words = List.of();
        if (count == 4) {
            words = List.of("rotated", "tok");
            facets.put(Facet.CLIENT, "client" + random.nextInt(200));
        } else {
            List<Map.Entry<Facet, String>> has = Stream.of(
                            row.subject().map(value -> Map.entry(Facet.SUBJECT, value)),
                            row.client().map(value -> Map.entry(Facet.CLIENT, value)),
                            Optional.of(Map.entry(Facet.TYPE, row.type())),
                            Optional.of(Map.entry(Facet.OUTCOME, row.outcome().name())),
                            Optional.of(Map.entry(Facet.ACTOR, row.actor())),
                            row.session().map(value -> Map.entry(Facet.SESSION, value)))
                    .flatMap(Optional::stream)
                    .toList();
            for (int i = 0; i < count; i++) {
                Map.Entry<Facet, String> one = has.get(random.nextInt(has.size()));
                facets.put(one.getKey(), one.getValue());
            }
        }
        // Half of them end somewhere in the past.
        Optional<Long> until = random.nextBoolean() ? Optional.of(row.clock()) : Optional.empty();
        return new AuditQuery(facets, words, Optional.empty(), until, true);
    }

    /** Bytes and digest of that many events of code flows. */
    private static List<byte[][]> stored(EventCodec codec, int count) throws Exception {
        List<byte[][]> stored = new ArrayList<>(count);
        long base = System.nanoTime();
        for (int i = 0; i < count; i++) {
            DomainEvent event = java.util.Objects.requireNonNull(SampleEvents.BY_NAME.get(FLOW.get(i % FLOW.size())));
            Envelope sample = SampleEvents.envelope(event);
            Envelope envelope = new Envelope(
                    new EventId("e" + Long.toString(base + i, 36)),
                    sample.type(),
                    sample.version(),
                    sample.stream(),
                    i,
                    new HybridTime(sample.clock().value() + base / 1_000 + i),
                    sample.actor(),
                    "correlation-" + (base + i / FLOW.size()),
                    sample.causation(),
                    sample.basis(),
                    sample.reason());
            byte[] bytes = codec.encode(envelope, event);
            stored.add(new byte[][] {bytes, MessageDigest.getInstance("SHA-256").digest(bytes)});
        }
        return stored;
    }

    private static final class Clock {
        private final com.sun.management.OperatingSystemMXBean cpu =
                (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        private final long cpuBefore = cpu.getProcessCpuTime();
        private final long before = System.nanoTime();

        void tell(String what, int events) {
            long nanos = System.nanoTime() - before;
            System.out.printf(
                    "%s: %.0f events/s, %.1f µs of this process's CPU an event%n",
                    what, events * 1e9 / nanos, (cpu.getProcessCpuTime() - cpuBefore) / 1e3 / events);
        }
    }

    private AuditCost() {}
}
