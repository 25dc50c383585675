package dev.symbolon.infra.stream;

import java.time.Duration;

/**
 * How a tenant's queue is bounded and worked off.
 *
 * @param queued   records held for one tenant; what comes beyond is read from the store
 * @param batch    records that are written together
 * @param parallel tenants that are worked on at the same time
 * @param settling how long a commit may still be on its way while a later one of its writer is in the store already
 * @param idle     how long a quiet tenant's lane stays open: what it keeps in memory is looked up again in some reads
 * @param patience how long a rebuild waits for an answer of Kafka before it says that there is none
 */
record LaneSettings(int queued, int batch, int parallel, Duration settling, Duration idle, Duration patience) {
    static final LaneSettings STANDARD =
            new LaneSettings(2_000, 500, 4, Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofSeconds(10));
}
