package dev.symbolon.projection.history;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.consent.ConsentId;
import dev.symbolon.core.event.Basis;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.revocation.Voided;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.signingkey.KeyId;
import dev.symbolon.core.signingkey.KeyRingId;
import dev.symbolon.core.signingkey.KeyRingState;
import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What had been taken away by a moment, for one question: each stream is read once. Which event takes away what is said in
 * one place, where the token service's revocations come from, too.
 */
final class Takings {
    private final Past past;
    private final TenantId tenant;
    private final Moment moment;
    private final Map<StreamId, List<RecordedEvent>> streams = new HashMap<>();
    private final Map<Basis, Optional<RecordedEvent>> grounds = new HashMap<>();
    private final Map<Voided.Before, HybridTime> watermarks = new HashMap<>();
    private final Set<GrantId> revoked = new HashSet<>();
    private final Optional<KeyRingState> keys;

    Takings(Past past, TenantId tenant, Moment moment) {
        this.past = past;
        this.tenant = tenant;
        this.moment = moment;
        this.keys = past.state(KeyRingState.FOLD, StreamId.of(tenant, StreamType.SIGNING_KEYS, KeyRingId.ONLY), moment)
                .map(Past.Was::state);
        read(StreamId.of(tenant, StreamType.TENANT, tenant));
    }

    /** Whose tokens they are. */
    record Holder(ClientId client, Optional<UserId> user, Optional<SessionId> session) {}

    /** The stream's events up to the moment. */
    List<RecordedEvent> read(StreamId stream) {
        List<RecordedEvent> known = streams.get(stream);
        if (known != null) {
            return known;
        }
        List<RecordedEvent> events = past.events(stream, moment);
        streams.put(stream, events);
        events.forEach(event -> Voided.by(event.event(), event.envelope().sequence())
                .ifPresent(voided -> note(voided, event.envelope().clock())));
        return events;
    }

    /** One event that a decision names; of a stream that is read already, without asking again. */
    Optional<RecordedEvent> at(StreamId stream, long sequence) {
        List<RecordedEvent> known = streams.get(stream);
        return known != null && sequence < known.size()
                ? Optional.of(known.get((int) sequence))
                : grounds.computeIfAbsent(new Basis(stream, sequence), _ -> past.event(stream, sequence));
    }

    private void note(Voided voided, HybridTime clock) {
        switch (voided) {
            case Voided.OneGrant one -> revoked.add(one.grant());
            case Voided.Before before ->
                watermarks.merge(before, clock, (one, other) -> one.compareTo(other) > 0 ? one : other);
        }
    }

    /** Whether a token of the grant that was made at that clock had become void. */
    boolean took(Holder holder, GrantId grant, HybridTime made) {
        read(StreamId.of(tenant, StreamType.CLIENT, holder.client()));
        holder.user().ifPresent(user -> {
            read(StreamId.of(tenant, StreamType.USER, user));
            read(StreamId.of(tenant, StreamType.CREDENTIAL, user));
            read(StreamId.of(tenant, StreamType.CONSENT, ConsentId.of(user, holder.client())));
        });
        holder.session().ifPresent(session -> read(StreamId.of(tenant, StreamType.SESSION, session)));
        return revoked.contains(grant)
                || below(made, new Voided.OfTenant(tenant))
                || below(made, new Voided.OfClient(tenant, holder.client()))
                || holder.user()
                        .filter(user -> below(made, new Voided.OfUser(tenant, user))
                                || below(made, new Voided.OfUserAtClient(tenant, user, holder.client())))
                        .isPresent()
                || holder.session()
                        .filter(session -> below(made, new Voided.OfSession(tenant, session)))
                        .isPresent();
    }

    /** Whether the key had been revoked, and with it all that it had signed. */
    boolean tookKey(KeyId key) {
        return keys.stream()
                .flatMap(ring -> ring.keys().stream())
                .anyMatch(one -> one.id().equals(key) && one.revoked());
    }

    private boolean below(HybridTime made, Voided.Before whom) {
        HybridTime watermark = watermarks.get(whom);
        return watermark != null && made.compareTo(watermark) <= 0;
    }
}
