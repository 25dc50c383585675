package dev.symbolon.core.provider;

import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.event.ProviderEvent;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An upstream identity provider as it stands. */
public record ProviderState(TenantId tenant, ProviderId provider, ProviderMetadata metadata, boolean removed) {
    public static final Fold<ProviderState, ProviderEvent> FOLD =
            new Fold<>(StreamType.PROVIDER, ProviderEvent.class, ProviderState.class, 1, ProviderState::step);

    /** The aggregate whose state this is. */
    public static final AggregateType<Provider, ProviderState> AGGREGATE =
            new AggregateType<>(Provider.class, FOLD, Provider::new);

    private static ProviderState step(@Nullable ProviderState before, ProviderEvent event) {
        return switch (event) {
            case ProviderEvent.Configured e -> new ProviderState(e.tenant(), e.provider(), e.metadata(), false);
            case ProviderEvent.Changed e -> new ProviderState(e.tenant(), e.provider(), e.metadata(), false);
            case ProviderEvent.Removed e ->
                new ProviderState(e.tenant(), e.provider(), Objects.requireNonNull(before).metadata, true);
        };
    }
}
