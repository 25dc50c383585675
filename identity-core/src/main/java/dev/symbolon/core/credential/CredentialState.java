package dev.symbolon.core.credential;

import dev.symbolon.core.aggregate.AggregateType;
import dev.symbolon.core.event.CredentialEvent;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A password and how often it was guessed wrong. A device that this person signed in from before is counted apart, so
 * that a stranger's guesses don't lock its owner out.
 *
 * @param replacedAt when another password took the place of one: grants from before that are void
 * @param removedAt  when one was taken away last
 * @param passwords  how often one was set or taken away: sessions that rest on fewer are over
 */
public record CredentialState(
        TenantId tenant,
        UserId user,
        Optional<Personal> passwordHash,
        Throttle knownDevice,
        Throttle stranger,
        Optional<Instant> replacedAt,
        Optional<Instant> removedAt,
        long passwords) {
    public static final Fold<CredentialState, CredentialEvent> FOLD =
            new Fold<>(StreamType.CREDENTIAL, CredentialEvent.class, CredentialState.class, 4, CredentialState::step);

    /** The aggregate whose state this is. */
    public static final AggregateType<Credential, CredentialState> AGGREGATE =
            new AggregateType<>(Credential.class, FOLD, Credential::new);

    /** Wrong passwords in a row, and when the next try counts. */
    public record Throttle(int failures, Instant notBefore) {
        public static final Throttle NONE = new Throttle(0, Instant.EPOCH);
    }

    public Throttle throttle(boolean device) {
        return device ? knownDevice : stranger;
    }

    /** Whether a password given at that time is looked at. */
    public boolean mayTry(boolean device, Instant at) {
        return !at.isBefore(throttle(device).notBefore());
    }

    private static CredentialState step(@Nullable CredentialState before, CredentialEvent event) {
        CredentialState now = before != null
                ? before
                : new CredentialState(
                        event.tenant(),
                        event.user(),
                        Optional.empty(),
                        Throttle.NONE,
                        Throttle.NONE,
                        Optional.empty(),
                        Optional.empty(),
                        0);
        return switch (event) {
            case CredentialEvent.PasswordSet e ->
                new CredentialState(
                        now.tenant,
                        now.user,
                        Optional.of(e.hash()),
                        e.rehash() ? now.knownDevice : Throttle.NONE,
                        e.rehash() ? now.stranger : Throttle.NONE,
                        // The first password replaces none, and a rehash is the same password.
                        e.rehash() || now.passwordHash.isEmpty() ? now.replacedAt : Optional.of(e.at()),
                        now.removedAt,
                        e.rehash() ? now.passwords : now.passwords + 1);
            case CredentialEvent.PasswordRemoved e ->
                new CredentialState(
                        now.tenant,
                        now.user,
                        Optional.empty(),
                        now.knownDevice,
                        now.stranger,
                        Optional.of(e.at()),
                        Optional.of(e.at()),
                        now.passwords + 1);
            case CredentialEvent.PasswordRefused e ->
                now.with(e.knownDevice(), new Throttle(e.failures(), e.notBefore()));
            case CredentialEvent.PasswordAccepted e -> now.with(e.knownDevice(), Throttle.NONE);
        };
    }

    private CredentialState with(boolean device, Throttle throttle) {
        return new CredentialState(
                tenant,
                user,
                passwordHash,
                device ? throttle : knownDevice,
                device ? stranger : throttle,
                replacedAt,
                removedAt,
                passwords);
    }
}
