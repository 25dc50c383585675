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
        issue(c.access(), Optional.of(c.accessToken()), c.idToken(), c.at());
        return new Outcome.Done();
    }

    void issue(Grants.New grant, Optional<IssuedToken> accessToken, Optional<IssuedToken> idToken, Instant at) {
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
        record(new GrantEvent.TokensIssued(grant.tenant(), grant.grant(), accessToken, idToken, Optional.empty(), at));
    }

    void issueMore(Optional<IssuedToken> accessToken, Optional<IssuedToken> idToken, Instant at) {
        GrantState now = state();
        if (now == null || now.revoked()) {
            throw new IllegalStateException("only a grant that stands gives more tokens");
        }
        record(new GrantEvent.TokensIssued(now.tenant(), now.grant(), accessToken, idToken, Optional.empty(), at));
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
