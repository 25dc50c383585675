package dev.symbolon.infra.decision;

import dev.symbolon.core.event.Basis;
import dev.symbolon.core.event.Claim;
import dev.symbolon.core.event.Claiming;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.Envelope;
import dev.symbolon.core.event.EventCatalogue;
import dev.symbolon.core.event.EventId;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.infra.log.NewCommit;
import dev.symbolon.infra.log.NewCommit.ClaimChange;
import dev.symbolon.infra.log.StoredEvent;
import dev.symbolon.infra.serialization.EventCodec;
import dev.symbolon.ports.decision.IdempotentRequest;
import dev.symbolon.ports.decision.Origin;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;

/** Puts a command's events into the form in which they are kept. */
final class CommitDraft {
    private final EventCodec codec;
    private final Randomness randomness;

    CommitDraft(EventCodec codec, Randomness randomness) {
        this.codec = codec;
        this.randomness = randomness;
    }

    NewCommit of(CommitUnit unit, List<Basis> basis, HybridTime clock) {
        List<StoredEvent> events = new ArrayList<>(unit.staged().size());
        List<ClaimChange> claims = new ArrayList<>();
        for (DomainEventMessage<?> message : unit.staged()) {
            DomainEvent event = (DomainEvent) message.getPayload();
            events.add(stored(event, message.getSequenceNumber(), unit.origin(), basis, clock));
            if (event instanceof Claiming claiming) {
                claiming.claims().forEach(claim -> claims.add(new ClaimChange(claim, event.stream())));
            }
        }
        Optional<IdempotentRequest> once = unit.origin().request();
        once.ifPresent(request -> claims.add(new ClaimChange(
                new Claim.Taken(IdempotentRequest.CLAIM, request.claim()), events.getFirst().stream())));
        return new NewCommit(
                randomness.identifier(),
                unit.tenant(),
                clock,
                events,
                claims,
                once.map(request -> Base64.getUrlDecoder().decode(request.hash())));
    }

    private StoredEvent stored(DomainEvent event, long sequence, Origin origin, List<Basis> basis, HybridTime clock) {
        EventCatalogue.Entry entry = EventCatalogue.of(event.getClass());
        Envelope envelope = new Envelope(
                new EventId(randomness.identifier()),
                entry.name(),
                entry.version(),
                event.stream(),
                sequence,
                clock,
                origin.actor(),
                origin.correlation(),
                origin.causation(),
                basis,
                origin.reason());
        byte[] bytes = codec.encode(envelope, event);
        return new StoredEvent(
                entry.name(), entry.version(), entry.control(), event.stream(), sequence, bytes, sha256(bytes));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
