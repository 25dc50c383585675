package dev.symbolon.core.grant;

import dev.symbolon.core.aggregate.EventSourced;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.GrantEvent;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.CreationPolicy;

/** A family of tokens that live and die together. */
final class Grant extends EventSourced<GrantState> {

    Grant() {
        super(GrantState.FOLD);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome issue(GrantCommand.Issue c) {
        issue(c.access(), Optional.of(c.accessToken()), c.idToken(), Optional.empty(), c.at());
        return new Outcome.Done();
    }

    void issue(
            Grants.New grant,
            Optional<IssuedToken> accessToken,
            Optional<IssuedToken> idToken,
            Optional<RefreshGeneration> refresh,
            Instant at) {
        if (state() != null) {
            throw new IllegalStateException("grant " + grant.grant().value() + " is there already: ids are random");
        }
        record(new GrantEvent.Issued(
                grant.tenant(),
                grant.grant(),
                grant.client(),
                grant.origin(),
                grant.scopes(),
                grant.audience(),
                grant.claims(),
                at,
                grant.expiresAt()));
        record(new GrantEvent.TokensIssued(grant.tenant(), grant.grant(), accessToken, idToken, refresh, at));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Refreshing refresh(GrantCommand.Refresh c) {
        GrantState now = state();
        RefreshLink link = now == null ? null : now.refresh().orElse(null);
        if (now == null || link == null || !link.reaches(c.generation())) {
            return new Refreshing.Refused(Refreshing.Reason.UNKNOWN);
        }
        Optional<Refreshing.Reason> over = RefreshRules.familyFault(c, now);
        if (over.isPresent()) {
            return new Refreshing.Refused(over.get());
        }
        boolean first = link.is(c.generation());
        if (!first && !link.retriedBy(c.generation(), c.at(), c.retry())) {
            return reused(now, c);
        }
        Optional<Refreshing.Reason> fault = RefreshRules.linkFault(c, now, link);
        if (fault.isPresent()) {
            return new Refreshing.Refused(fault.get());
        }
        IssuedToken accessToken = c.accessToken().within(now.expiresAt());
        Optional<IssuedToken> idToken = c.idToken().map(token -> token.within(now.expiresAt()));
        record(new GrantEvent.TokensIssued(
                c.tenant(),
                c.grant(),
                Optional.of(accessToken),
                idToken,
                first ? Optional.of(c.successor()) : Optional.empty(),
                c.at()));
        return new Refreshing.Refreshed(accessToken, idToken);
    }

    // RFC 9700 §4.14.2: reuse of a rotated refresh token ends the whole family.
    private Refreshing reused(GrantState now, GrantCommand.Refresh c) {
        record(new GrantEvent.RefreshReused(c.tenant(), c.grant(), c.generation(), c.presentedBy(), c.at()));
        record(new GrantEvent.Revoked(c.tenant(), c.grant(), "refresh-reused", c.at(), now.expiresAt()));
        return new Refreshing.Reused();
    }

    void issueMore(
            Optional<IssuedToken> accessToken,
            Optional<IssuedToken> idToken,
            Optional<RefreshGeneration> refresh,
            Instant at) {
        GrantState now = state();
        if (now == null || now.revoked()) {
            throw new IllegalStateException("only a grant that stands gives more tokens");
        }
        record(new GrantEvent.TokensIssued(now.tenant(), now.grant(), accessToken, idToken, refresh, at));
    }

    Optional<Instant> standing() {
        return Optional.ofNullable(state()).filter(now -> !now.revoked()).map(GrantState::expiresAt);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome revoke(GrantCommand.Revoke c) {
        return revoke(c.reason(), c.at());
    }

    Outcome revoke(String reason, Instant at) {
        GrantState now = state();
        if (now == null) {
            return new Outcome.Refused("unknown");
        }
        if (now.revoked()) {
            return new Outcome.Unchanged();
        }
        record(new GrantEvent.Revoked(now.tenant(), now.grant(), reason, at, now.expiresAt()));
        return new Outcome.Done();
    }
}
