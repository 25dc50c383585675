package dev.symbolon.core.provider;

import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;

/** Orders to an upstream identity provider's configuration. */
public sealed interface ProviderCommand extends Command<Outcome> {
    TenantId tenant();

    ProviderId provider();

    @Override
    default StreamId target() {
        return StreamId.of(tenant(), StreamType.PROVIDER, provider());
    }

    record Configure(TenantId tenant, ProviderId provider, ProviderMetadata metadata, Instant at)
            implements ProviderCommand {}

    record Change(TenantId tenant, ProviderId provider, ProviderMetadata metadata, Instant at)
            implements ProviderCommand {}

    record Remove(TenantId tenant, ProviderId provider, Instant at) implements ProviderCommand {}
}
