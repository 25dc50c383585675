package dev.symbolon.infra.stream;

import dev.symbolon.core.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Where the producer's default partitioner puts a tenant's key. */
final class TenantPartition {
    static int of(TenantId tenant, int partitions) {
        return Utils.toPositive(Utils.murmur2(tenant.value().getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    private TenantPartition() {}
}
