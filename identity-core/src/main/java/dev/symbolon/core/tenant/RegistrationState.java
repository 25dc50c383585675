package dev.symbolon.core.tenant;

import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.event.RegistrationEvent;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;

/** A tenant's entry in the platform's register: enough to complete an onboarding that stopped half-way. */
public record RegistrationState(TenantId tenant, Slug slug, String cell, String displayName) {
    public static final Fold<RegistrationState, RegistrationEvent> FOLD = new Fold<>(
            StreamType.REGISTRATION, RegistrationEvent.class, RegistrationState.class, 1, (_, event) -> switch (event) {
                case RegistrationEvent.Registered e ->
                    new RegistrationState(e.registered(), e.slug(), e.cell(), e.displayName());
            });

    /** The aggregate whose state this is. */
    public static final AggregateType<Registration, RegistrationState> AGGREGATE =
            new AggregateType<>(Registration.class, FOLD, Registration::new);
}
