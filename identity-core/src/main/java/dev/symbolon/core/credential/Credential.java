package dev.symbolon.core.credential;

import dev.symbolon.core.aggregate.EventSourced;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.CredentialEvent;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;

/** A person's password, and the growing delay between wrong ones. */
final class Credential extends EventSourced<CredentialState> {

    private static final int FREE_FAILURES = 3;
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

    Credential() {
        super(CredentialState.FOLD);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome setPassword(CredentialCommand.SetPassword c) {
        record(new CredentialEvent.PasswordSet(c.tenant(), c.user(), c.hash(), false, c.at()));
        return new Outcome.Done();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome refusePassword(CredentialCommand.RefusePassword c) {
        if (!mayTry(c.knownDevice(), c.at())) {
            return new Outcome.Refused("delayed");
        }
        int failures = failures(c.knownDevice()) + 1;
        Instant notBefore = c.at().plus(delayAfter(failures));
        record(new CredentialEvent.PasswordRefused(
                c.tenant(), c.user(), c.knownDevice(), failures, notBefore, c.address(), c.at()));
        return new Outcome.Done();
    }

    void remove(TenantId tenant, UserId user, Instant at) {
        CredentialState now = state();
        if (now != null && now.passwordHash().isPresent()) {
            record(new CredentialEvent.PasswordRemoved(tenant, user, at));
        }
    }

    long passwords() {
        CredentialState now = state();
        return now == null ? 0 : now.passwords();
    }

    /** Whether a password given at that time counts at all, be it right or wrong. */
    boolean mayTry(boolean knownDevice, Instant at) {
        CredentialState now = state();
        return now == null || now.mayTry(knownDevice, at);
    }

    /** The right password was given; only what this changes is written. */
    void accept(TenantId tenant, UserId user, boolean knownDevice, Optional<Personal> rehash, Instant at) {
        if (failures(knownDevice) > 0) {
            record(new CredentialEvent.PasswordAccepted(tenant, user, knownDevice, at));
        }
        rehash.ifPresent(hash -> record(new CredentialEvent.PasswordSet(tenant, user, hash, true, at)));
    }

    private int failures(boolean knownDevice) {
        CredentialState now = state();
        return now == null ? 0 : now.throttle(knownDevice).failures();
    }

    /** None for the first three; then 1, 2, 4 … seconds, up to 15 minutes. */
    private static Duration delayAfter(int failures) {
        if (failures <= FREE_FAILURES) {
            return Duration.ZERO;
        }
        int doublings = Math.min(failures - FREE_FAILURES - 1, 20);
        Duration delay = Duration.ofSeconds(1L << doublings);
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }
}
