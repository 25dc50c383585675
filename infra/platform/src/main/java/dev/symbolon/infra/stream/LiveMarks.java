package dev.symbolon.infra.stream;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.ports.secret.Handles;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Where a watcher stands: an offset, sealed. Tenants share partitions, so that the steps between plain offsets would tell
 * how much happens to others.
 */
final class LiveMarks {
    /** Longer than Kafka keeps what it stands for. */
    private static final Duration LIFE = Duration.ofDays(30);

    static final String PURPOSE = "live-mark";

    private final Handles handles;
    private final InstantSource clock;

    LiveMarks(Handles handles, InstantSource clock) {
        this.handles = handles;
        this.clock = clock;
    }

    String of(TenantId tenant, long offset) {
        byte[] content = ByteBuffer.allocate(Long.BYTES).putLong(offset).array();
        return handles.seal(tenant, PURPOSE, content, clock.instant().plus(LIFE));
    }

    /** @throws IllegalArgumentException when it is none of the tenant's stream, or too old */
    long offset(TenantId tenant, String mark) {
        return handles.open(tenant, PURPOSE, mark, clock.instant())
                .filter(content -> content.length == Long.BYTES)
                .map(content -> ByteBuffer.wrap(content).getLong())
                .orElseThrow(() -> new IllegalArgumentException("no mark of this stream"));
    }
}
