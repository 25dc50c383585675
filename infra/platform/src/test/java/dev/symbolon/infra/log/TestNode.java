package dev.symbolon.infra.log;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.mongo.MongoCells;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** One node's log, with its own clients, on a database that several nodes may share. */
public final class TestNode implements AutoCloseable {
    public final MongoCells cells;
    public final MongoCommitLog log;
    public final RecordingPublisher stream = new RecordingPublisher();
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    public final AtomicInteger cachesDropped = new AtomicInteger();

    private TestNode(String uri, Map<String, String> others, String name, Duration lease) {
        this.cells = MongoCells.open(uri, others);
        this.log =
                MongoCommitLog.open(cells, new LogOptions(name, lease, stream, cachesDropped::incrementAndGet), meters);
    }

    public static TestNode on(String uri) {
        return new TestNode(uri, Map.of(), "node", Duration.ofSeconds(10));
    }

    public static TestNode on(String uri, String name, Duration lease) {
        return new TestNode(uri, Map.of(), name, lease);
    }

    public static TestNode on(String uri, Map<String, String> others) {
        return new TestNode(uri, others, "node", Duration.ofSeconds(10));
    }

    public static TestNode on(String uri, Map<String, String> others, String name, Duration lease) {
        return new TestNode(uri, others, name, lease);
    }

    /** A tenant that was registered with that cell. */
    public TenantId tenantIn(String cell) {
        TenantId tenant = Samples.aTenant();
        StoredEvent registered = Samples.anEvent(
                StreamId.of(TenantId.SYSTEM, StreamType.REGISTRATION, tenant),
                0,
                "{\"id\":\"" + Samples.fresh() + "\",\"data\":{\"registered\":\"" + tenant.value() + "\",\"cell\":\""
                        + cell + "\"}}",
                false);
        if (!(log.append(Samples.aCommit(registered)) instanceof CommitLog.Appended.Stored)) {
            throw new AssertionError("not registered");
        }
        if (!cells.nameOf(tenant).equals(cell)) {
            throw new AssertionError("not there");
        }
        return tenant;
    }

    /** Voids of this node's on counters that the writer would take next: as if it had been taken over. */
    public void fence(WriterEpoch writer, long counter) {
        List<CommitDocument> voids = new ArrayList<>();
        for (long next = counter; next < counter + 20; next++) {
            voids.add(CommitDocument.voiding(
                    writer, next, "node-of-the-test", HybridTime.atMillis(System.currentTimeMillis())));
        }
        new CommitStore(cells.all().getFirst()).insert(voids);
    }

    double count(String meter, String... tags) {
        return meters.get(meter).tags(tags).counter().count();
    }

    @Override
    public void close() {
        log.close();
        cells.close();
    }
}
