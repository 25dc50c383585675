package dev.symbolon.infra.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.Envelope;
import dev.symbolon.core.event.EventCatalogue;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.log.CommitLog.Appended;
import dev.symbolon.infra.log.CommitPublisher;
import dev.symbolon.infra.log.LogOptions;
import dev.symbolon.infra.log.MongoCommitLog;
import dev.symbolon.infra.log.NewCommit;
import dev.symbolon.infra.log.Samples;
import dev.symbolon.infra.log.StoredCommit;
import dev.symbolon.infra.log.StoredEvent;
import dev.symbolon.infra.mongo.MongoCells;
import dev.symbolon.infra.secret.KeysInMemory;
import dev.symbolon.infra.serialization.EventCodec;
import dev.symbolon.infra.view.MongoViews;
import dev.symbolon.infra.view.Visits;
import dev.symbolon.ports.view.Projection;
import dev.symbolon.ports.view.Rebuilds;
import dev.symbolon.ports.view.RegisteredProjections;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A node with log, relay and views, on the run's store and broker; its relay can be made to skip commits. */
final class StreamNode implements AutoCloseable {
    private static final KeysInMemory KEYS = new KeysInMemory();

    final MongoCells cells;
    final RelayToKafka relay;
    final EventCodec codec = new EventCodec(KEYS.node().personalData());
    final MongoCommitLog log;
    final MongoViews views;
    final StoreReader store;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<StoredCommit> published = java.util.Collections.synchronizedList(new ArrayList<>());

    /** Commits that never reach Kafka, though the log believes so. */
    final Set<String> skipped = ConcurrentHashMap.newKeySet();

    private final String bootstrap;

    StreamNode(String database) {
        this(database, Duration.ofSeconds(10));
    }

    StreamNode(String database, Duration lease) {
        this(database, lease, EmbeddedKafka.bootstrap());
    }

    StreamNode(String database, Duration lease, String bootstrap) {
        this(database, Map.of(), lease, bootstrap);
    }

    StreamNode(String database, Map<String, String> more, Duration lease, String bootstrap) {
        this.bootstrap = bootstrap;
        relay = new RelayToKafka(bootstrap, "n" + Samples.fresh());
        cells = MongoCells.open(database, more);
        log = MongoCommitLog.open(
                cells, new LogOptions("n" + Samples.fresh(), lease, new Skipping(), () -> {}), meters);
        views = new MongoViews(cells);
        store = new StoreReader(log, codec::decode);
    }

    ProjectionRunner runner(String group, LaneSettings settings, Projection<?>... projections) {
        return runner(group, group + "-one", settings, projections);
    }

    ProjectionRunner runner(String group, String instance, LaneSettings settings, Projection<?>... projections) {
        ProjectionRunner runner = new ProjectionRunner(
                new Subscription(bootstrap, group, instance),
                views,
                new RegisteredProjections(List.of(projections)),
                store,
                cells,
                settings,
                meters);
        runner.start();
        return runner;
    }

    /** Rebuilds the visits, and says how many rows differ from what was live. */
    long differing(ProjectionRunner runner, TenantId tenant) {
        try (Rebuilder rebuilder = rebuilder(runner)) {
            return differing(rebuilder, tenant);
        }
    }

    /** The same by the runner's own rebuilder: it has one at most. */
    static long differing(Rebuilder rebuilder, TenantId tenant) {
        assertThat(rebuilder.order(tenant, "visits-v1", Rebuilds.Purpose.REPLACE, Rebuilds.Source.STORE))
                .isInstanceOf(Rebuilds.Ordered.Begun.class);
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> rebuilder.of(tenant).getFirst(), rebuild -> rebuild.phase() == Rebuilds.Phase.DONE)
                .compared()
                .orElseThrow()
                .different();
    }

    Rebuilder rebuilder(ProjectionRunner runner) {
        Rebuilder rebuilder = new Rebuilder(runner, new RebuildOrders(cells), store, new TenantsInStore(cells));
        rebuilder.start();
        return rebuilder;
    }

    Position commit(DomainEvent event, long sequence) {
        return commit("c" + Samples.fresh(), event, sequence);
    }

    Position commit(String id, DomainEvent event, long sequence) {
        HybridTime clock = Samples.now();
        Envelope envelope = Visits.envelope(event, sequence, clock);
        return append(id, clock, stored(event, envelope, codec.encode(envelope, event)));
    }

    /** A control event as if it had been committed then: the log itself takes none that is so late. */
    void commitAt(HybridTime then, DomainEvent event, long sequence) {
        String id = "c" + Samples.fresh();
        commit(id, event, sequence);
        MongoCollection<Document> commits = cells.of(event.stream().tenant()).getCollection("commits");
        List<String> slots =
                Objects.requireNonNull(commits.find(Filters.eq("_id", id)).first())
                        .getList("slots", String.class)
                        .stream()
                        .map(slot -> slot.replaceFirst("^(~[cv]/)[0-9a-f]{16}", "$1" + "%016x".formatted(then.value())))
                        .toList();
        commits.updateOne(
                Filters.eq("_id", id),
                Updates.combine(Updates.set("slots", slots), Updates.set("clock", then.value())));
    }

    /** An event that nobody can read. */
    Position commitGarbage(DomainEvent event, long sequence) {
        HybridTime clock = Samples.now();
        byte[] garbage =
                "{\"id\":\"x\",\"type\":\"from.the-future\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return append("c" + Samples.fresh(), clock, stored(event, Visits.envelope(event, sequence, clock), garbage));
    }

    /** An event of a version that this code doesn't know yet. */
    Position commitNewer(DomainEvent event, long sequence) {
        HybridTime clock = Samples.now();
        Envelope envelope = Visits.envelope(event, sequence, clock);
        String known = new String(codec.encode(envelope, event), java.nio.charset.StandardCharsets.UTF_8);
        byte[] newer = known.replace("\"version\":" + envelope.version(), "\"version\":99")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return append("c" + Samples.fresh(), clock, stored(event, envelope, newer));
    }

    private Position append(String id, HybridTime clock, StoredEvent event) {
        Appended appended = log.append(
                new NewCommit(id, event.stream().tenant(), clock, List.of(event), List.of(), Optional.empty()));
        assertThat(appended).isInstanceOf(Appended.Stored.class);
        return ((Appended.Stored) appended).position();
    }

    private static StoredEvent stored(DomainEvent event, Envelope envelope, byte[] bytes) {
        try {
            EventCatalogue.Entry entry = EventCatalogue.of(event.getClass());
            return new StoredEvent(
                    entry.name(),
                    entry.version(),
                    entry.control(),
                    event.stream(),
                    envelope.sequence(),
                    bytes,
                    MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        log.close();
        relay.close();
        cells.close();
    }

    private final class Skipping implements CommitPublisher {
        @Override
        public void publish(StoredCommit commit, Consumer<@Nullable Throwable> done) {
            if (skipped.contains(commit.id())) {
                done.accept(null);
            } else {
                published.add(commit);
                relay.publish(commit, done);
            }
        }

        @Override
        public void close() {}
    }
}
