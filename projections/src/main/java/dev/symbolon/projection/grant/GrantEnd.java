package dev.symbolon.projection.grant;

import dev.symbolon.core.event.GrantEvent;
import dev.symbolon.core.event.RecordedEvent;
import dev.symbolon.core.event.SigningKeyEvent;
import dev.symbolon.core.grant.GrantState;
import dev.symbolon.core.grant.IssuedToken;
import dev.symbolon.core.revocation.Holder;
import dev.symbolon.core.revocation.Voided;
import dev.symbolon.core.signingkey.KeyId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a grant ends with, and whether it has come to that. Which event makes void whose tokens is said in {@link Voided},
 * where the token service's revocations come from, too.
 *
 * @param tokens all that were made, as they were made
 */
record GrantEnd(GrantState grant, List<GrantEvent.TokensIssued> tokens) {

    /** By the grant's own events; empty where nothing was granted. */
    static Optional<GrantEnd> of(List<RecordedEvent> events) {
        @Nullable GrantState state = null;
        List<GrantEvent.TokensIssued> tokens = new ArrayList<>();
        for (RecordedEvent event : events) {
            if (event.event() instanceof GrantEvent told) {
                state = GrantState.FOLD.apply(state, told);
                if (told instanceof GrantEvent.TokensIssued made) {
                    tokens.add(made);
                }
            }
        }
        return Optional.ofNullable(state).map(it -> new GrantEnd(it, List.copyOf(tokens)));
    }

    /** When the last of it expires: an unused family before its end. */
    Instant expires() {
        return grant.refresh()
                .map(link -> link.newest().idleExpiresAt())
                .map(idle -> access().map(IssuedToken::expiresAt)
                        .filter(idle::isBefore)
                        .max(Comparator.<Instant>naturalOrder())
                        .orElse(idle))
                .filter(grant.expiresAt()::isAfter)
                .orElse(grant.expiresAt());
    }

    /** Whether it goes on when the session ends in which it was given: for the person's absence, or on a device. */
    boolean outlivesSession() {
        return holder().session().isEmpty();
    }

    /** What it has come to, if it wasn't revoked by name. */
    GrantStatus status(List<RecordedEvent> around, Instant now) {
        Instant expires = expires();
        Set<KeyId> revoked = new HashSet<>();
        for (RecordedEvent event : around) {
            Instant at = event.envelope().clock().instant();
            if (event.event() instanceof SigningKeyEvent.Revoked key) {
                revoked.add(key.key());
            }
            if (at.isBefore(expires) && (takenBy(event) || nothingLeft(revoked, at))) {
                return GrantStatus.TAKEN_AWAY;
            }
        }
        return now.isBefore(expires) ? GrantStatus.ACTIVE : GrantStatus.EXPIRED;
    }

    /** Whether something that it had given until then was signed by that key. */
    boolean rests(KeyId key, Instant at) {
        return Stream.concat(access(), ids())
                .anyMatch(token -> token.key().equals(key) && at.isBefore(token.expiresAt()));
    }

    /** What was made so shortly after an event may have been decided before; who knew of it gave a later clock. */
    private boolean takenBy(RecordedEvent event) {
        return Voided.by(event.event(), event.envelope().sequence())
                .filter(voided -> switch (voided) {
                    case Voided.OneGrant one -> one.grant().equals(grant.grant());
                    case Voided.Before before ->
                        holder().watermarks().contains(before)
                                && grant.clock()
                                                .compareTo(Voided.watermark(
                                                        event.envelope().clock()))
                                        <= 0;
                })
                .isPresent();
    }

    private Holder holder() {
        return Holder.of(grant);
    }

    /** No refresh token is signed by a key: whoever holds one comes back for an access token that another key signs. */
    private boolean nothingLeft(Set<KeyId> revoked, Instant at) {
        if (revoked.isEmpty() || grant.refresh().isPresent()) {
            return false;
        }
        List<IssuedToken> given = access().findAny().isPresent() ? access().toList() : ids().toList();
        List<IssuedToken> left =
                given.stream().filter(token -> at.isBefore(token.expiresAt())).toList();
        return !left.isEmpty() && left.stream().map(IssuedToken::key).allMatch(revoked::contains);
    }

    private Stream<IssuedToken> access() {
        return tokens.stream().flatMap(made -> made.accessToken().stream());
    }

    private Stream<IssuedToken> ids() {
        return tokens.stream().flatMap(made -> made.idToken().stream());
    }
}
