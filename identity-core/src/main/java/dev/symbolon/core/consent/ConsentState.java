package dev.symbolon.core.consent;

import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.event.ConsentEvent;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client may have without asking again; nothing after a withdrawal.
 *
 * @param withdrawnAt when it was withdrawn last: grants from before that are void
 */
public record ConsentState(
        TenantId tenant, UserId user, ClientId client, Set<String> scopes, Optional<Instant> withdrawnAt) {
    public static final Fold<ConsentState, ConsentEvent> FOLD =
            new Fold<>(StreamType.CONSENT, ConsentEvent.class, ConsentState.class, 2, ConsentState::step);

    /** The aggregate whose state this is. */
    public static final AggregateType<Consent, ConsentState> AGGREGATE =
            new AggregateType<>(Consent.class, FOLD, Consent::new);

    public boolean covers(Collection<String> asked) {
        return !scopes.isEmpty() && scopes.containsAll(asked);
    }

    private static ConsentState step(@Nullable ConsentState before, ConsentEvent event) {
        Optional<Instant> withdrawn = Optional.ofNullable(before).flatMap(ConsentState::withdrawnAt);
        return switch (event) {
            case ConsentEvent.Granted e -> of(e, e.scopes(), withdrawn);
            case ConsentEvent.Extended e -> of(e, e.scopes(), withdrawn);
            case ConsentEvent.Withdrawn e -> of(e, List.of(), Optional.of(e.at()));
        };
    }

    private static ConsentState of(ConsentEvent event, List<String> scopes, Optional<Instant> withdrawn) {
        return new ConsentState(event.tenant(), event.user(), event.client(), Set.copyOf(scopes), withdrawn);
    }
}
