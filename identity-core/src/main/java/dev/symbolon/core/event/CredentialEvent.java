package dev.symbolon.core.event;

import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Instant;
import java.util.Optional;

/** How a person proves who they are. */
public sealed interface CredentialEvent extends DomainEvent {
    UserId user();

    @Override
    default StreamId stream() {
        return StreamId.of(tenant(), StreamType.CREDENTIAL, user());
    }

    /**
     * The password is now the one with this Argon2id hash (PHC string, sealed by the subject's key).
     *
     * @param rehash whether only the parameters changed, with the password the same
     */
    @EventType(name = "credential.password-set", version = 1, control = true, voids = true)
    record PasswordSet(TenantId tenant, UserId user, Personal hash, boolean rehash, Instant at)
            implements CredentialEvent, AboutSubject {
        @Override
        public Optional<UserId> subject() {
            return Optional.of(user);
        }
    }

    /** There is no password any more: whoever knew it can't sign in by it, and what it led to is void. */
    @EventType(name = "credential.password-removed", version = 1, control = true, voids = true)
    record PasswordRemoved(TenantId tenant, UserId user, Instant at) implements CredentialEvent {}

    /** A wrong password was given; the next try counts from {@code notBefore} on. */
    @EventType(name = "credential.password-refused", version = 1)
    record PasswordRefused(
            TenantId tenant,
            UserId user,
            boolean knownDevice,
            int failures,
            Instant notBefore,
            Personal address,
            Instant at)
            implements CredentialEvent, AboutSubject {
        @Override
        public Optional<UserId> subject() {
            return Optional.of(user);
        }
    }

    /** The right password was given after wrong ones: counting starts anew. */
    @EventType(name = "credential.password-accepted", version = 1)
    record PasswordAccepted(TenantId tenant, UserId user, boolean knownDevice, Instant at) implements CredentialEvent {}
}
