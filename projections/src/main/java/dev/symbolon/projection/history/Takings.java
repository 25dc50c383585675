package dev.symbolon.projection.history;

import dev.symbolon.core.consent.ConsentId;
import dev.symbolon.core.event.Basis;
import dev.symbolon.core.event.ClientEvent;
import dev.symbolon.core.event.ConsentEvent;
import dev.symbolon.core.event.CredentialEvent;
import dev.symbolon.core.event.DomainEvent;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.event.TenantEvent;
import dev.symbolon.core.event.UserEvent;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.revocation.Holder;
import dev.symbolon.core.revocation.Voided;
import dev.symbolon.core.signingkey.KeyId;
import dev.symbolon.core.signingkey.KeyRingId;
import dev.symbolon.core.signingkey.KeyRingState;
import dev.symbolon.core.stream.Fold;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.projection.audit.About;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What had been taken away by a moment, for one question: each stream is read once. Which event takes away what is said in
 * one place, where the token service's revocations come from, too.
 */
final class Takings {
    private final Past past;
    private final TenantId tenant;
    private final Moment moment;
    private final Map<StreamId, List<RecordedEvent>> streams = new HashMap<>();
    private final Map<StreamId, Optional<?>> states = new HashMap<>();
    private final Map<Basis, Optional<RecordedEvent>> grounds = new HashMap<>();
    private final Map<Voided.Before, List<RecordedEvent>> ends = new HashMap<>();
    private final Set<GrantId> revoked = new HashSet<>();

    Takings(Past past, TenantId tenant, Moment moment) {
        this.past = past;
        this.tenant = tenant;
        this.moment = moment;
    }

    Moment moment() {
        return moment;
    }

    /** The stream's events up to the moment. */
    List<RecordedEvent> read(StreamId stream) {
        List<RecordedEvent> known = streams.get(stream);
        if (known != null) {
            return known;
        }
        List<RecordedEvent> events = past.events(stream, moment);
        streams.put(stream, events);
        events.forEach(event ->
                Voided.by(event.event(), event.envelope().sequence()).ifPresent(voided -> note(voided, event)));
        return events;
    }

    /** The state that the stream had at the moment; empty where it had no events yet. */
    <S> Optional<S> state(Fold<S, ?> fold, StreamId stream) {
        return states.computeIfAbsent(stream, _ -> fold(fold, read(stream))).map(fold.state()::cast);
    }

    private static <S> Optional<S> fold(Fold<S, ?> fold, List<RecordedEvent> events) {
        @Nullable S state = null;
        for (RecordedEvent event : events) {
            state = fold.apply(state, event.event());
        }
        return Optional.ofNullable(state);
    }

    /** One event that a decision names; of a stream that is read already, without asking again. */
    Optional<RecordedEvent> at(StreamId stream, long sequence) {
        List<RecordedEvent> known = streams.get(stream);
        return known != null && sequence < known.size()
                ? Optional.of(known.get((int) sequence))
                : grounds.computeIfAbsent(new Basis(stream, sequence), _ -> past.event(stream, sequence));
    }

    private void note(Voided voided, RecordedEvent event) {
        switch (voided) {
            case Voided.OneGrant one -> revoked.add(one.grant());
            case Voided.Before before ->
                ends.computeIfAbsent(before, _ -> new ArrayList<>()).add(event);
        }
    }

    /** What had made a token of the grant void that was made at that clock; nothing where it stood. */
    List<String> took(Holder holder, GrantId grant, HybridTime made) {
        read(StreamId.of(tenant, StreamType.TENANT, tenant));
        read(StreamId.of(tenant, StreamType.CLIENT, holder.client()));
        read(StreamId.of(tenant, StreamType.GRANT, grant));
        holder.user().ifPresent(user -> {
            read(StreamId.of(tenant, StreamType.USER, user));
            read(StreamId.of(tenant, StreamType.CREDENTIAL, user));
            read(StreamId.of(tenant, StreamType.CONSENT, ConsentId.of(user, holder.client())));
        });
        holder.session().ifPresent(session -> read(StreamId.of(tenant, StreamType.SESSION, session)));
        List<String> took = new ArrayList<>();
        if (revoked.contains(grant)) {
            took.add("the grant had been revoked");
        }
        holder.watermarks()
                .forEach(
                        one -> end(one, made).map(event -> words(event.event())).ifPresent(took::add));
        return took;
    }

    /**
     * The first event that takes away what was made at that clock. As the token service compares: what a node made that
     * hadn't heard of the event yet has a later clock, and is void all the same. It is no different for grants and their
     * refresh tokens, which are judged by the clock of the grant's first token: whoever signs in anew gets one above the
     * watermark, so that nothing that counts is taken for void.
     */
    private Optional<RecordedEvent> end(Voided.Before whom, HybridTime made) {
        return ends.getOrDefault(whom, List.of()).stream()
                .filter(event ->
                        made.compareTo(Voided.watermark(event.envelope().clock())) <= 0)
                .min(Comparator.comparing(event -> event.envelope().clock()));
    }

    private static String words(DomainEvent event) {
        return switch (event) {
            case TenantEvent.OffBoarded _ -> "the tenant was off-boarded";
            case TenantEvent _ -> "the tenant was suspended";
            case ClientEvent _ -> "the client was suspended";
            case UserEvent.Erased _ -> "the account was erased";
            case UserEvent _ -> "the account was disabled";
            case CredentialEvent.PasswordRemoved _ -> "the password was removed";
            case CredentialEvent _ -> "the password was changed";
            case ConsentEvent _ -> "the consent was withdrawn";
            case SessionEvent _ -> "the session had ended";
            case DomainEvent other -> About.of(other).summary();
        };
    }

    /** Whether the key had been revoked, and with it all that it had signed. */
    boolean tookKey(KeyId key) {
        return state(KeyRingState.FOLD, StreamId.of(tenant, StreamType.SIGNING_KEYS, KeyRingId.ONLY)).stream()
                .flatMap(ring -> ring.keys().stream())
                .anyMatch(one -> one.id().equals(key) && one.revoked());
    }
}
