package dev.symbolon.core.signingkey;

import dev.symbolon.core.aggregate.EventSourced;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.SigningKeyEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;

/** A tenant's signing keys. Rotation is decided here, so that the timers of many nodes make one key. */
final class KeyRing extends EventSourced<KeyRingState> {

    KeyRing() {
        super(KeyRingState.FOLD);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome offer(SigningKeyCommand.Offer c) {
        KeyRingState ring = ring(c);
        if (ring.keys().stream().anyMatch(key -> key.id().equals(c.key()))) {
            return new Outcome.Unchanged();
        }
        Optional<Instant> signsFrom = ring.successorSigns(c.algorithm(), c.rotation(), c.jwksCache(), c.at());
        List<KeyRingState.Key> replaced = ring.replaced(c.algorithm(), c.at());
        signsFrom.ifPresent(from ->
                record(new SigningKeyEvent.Created(c.tenant(), c.key(), c.algorithm(), c.publicKey(), from, c.at())));
        // The last token that an old key signed may be as young as this decision; whoever checks it may fetch the key
        // set and keep it for the cache's time.
        Instant publishedUntil = c.at().plus(c.longestToken()).plus(c.jwksCache());
        replaced.forEach(key -> record(new SigningKeyEvent.Retired(c.tenant(), key.id(), publishedUntil, c.at())));
        return signsFrom.isPresent() ? new Outcome.Done() : new Outcome.Unchanged();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome revoke(SigningKeyCommand.Revoke c) {
        KeyRingState now = state();
        Optional<KeyRingState.Key> found = now == null
                ? Optional.empty()
                : now.keys().stream().filter(key -> key.id().equals(c.key())).findFirst();
        if (found.isEmpty()) {
            return new Outcome.Refused("unknown");
        }
        if (found.get().revoked()) {
            return new Outcome.Unchanged();
        }
        record(new SigningKeyEvent.Revoked(c.tenant(), c.key(), c.reason(), c.at()));
        return new Outcome.Done();
    }

    private KeyRingState ring(SigningKeyCommand.Offer c) {
        KeyRingState now = state();
        return now == null ? new KeyRingState(c.tenant(), List.of()) : now;
    }
}
