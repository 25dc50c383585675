package dev.symbolon.core.event;

import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.Profile;
import dev.symbolon.core.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A person of a tenant. */
public sealed interface UserEvent extends DomainEvent {
    UserId user();

    @Override
    default StreamId stream() {
        return StreamId.of(tenant(), StreamType.USER, user());
    }

    /** The person exists; the login name is taken, by its blind index. */
    @EventType(name = "user.registered", version = 1)
    record Registered(TenantId tenant, UserId user, String loginIndex, Profile profile, Instant at)
            implements UserEvent, AboutSubject, Claiming {
        @Override
        public Optional<UserId> subject() {
            return Optional.of(user);
        }

        @Override
        public List<Claim> claims() {
            return List.of(new Claim.Taken("login", loginIndex));
        }
    }

    /** The profile is now this, whole; the login name stays. */
    @EventType(name = "user.profile-changed", version = 1, control = true)
    record ProfileChanged(TenantId tenant, UserId user, Profile profile, Instant at)
            implements UserEvent, AboutSubject {
        @Override
        public Optional<UserId> subject() {
            return Optional.of(user);
        }
    }

    /** The person can't sign in, and what was issued on their behalf is void. */
    @EventType(name = "user.disabled", version = 1, control = true, voids = true)
    record Disabled(TenantId tenant, UserId user, String reason, Instant at) implements UserEvent {}

    /** The person can sign in again; what was void stays void. */
    @EventType(name = "user.enabled", version = 1, control = true)
    record Enabled(TenantId tenant, UserId user, Instant at) implements UserEvent {}

    /** The person's key is gone for ever, and with it all that was personal; the login name is free. */
    @EventType(name = "user.erased", version = 1, control = true, voids = true)
    record Erased(TenantId tenant, UserId user, String loginIndex, String reason, Instant at)
            implements UserEvent, Claiming {
        @Override
        public List<Claim> claims() {
            return List.of(new Claim.Released("login", loginIndex));
        }
    }
}
