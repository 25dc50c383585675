package dev.symbolon.core.authorization;

import dev.symbolon.core.aggregate.EventSourced;
import dev.symbolon.core.authorization.AuthorizationState.CodeOutstanding;
import dev.symbolon.core.authorization.AuthorizationState.CodeRedeemed;
import dev.symbolon.core.authorization.AuthorizationState.CodeVoid;
import dev.symbolon.core.event.AuthorizationEvent;
import dev.symbolon.core.grant.GrantId;
import java.util.Optional;

/** A request, decided once, and its code: either spent once, and then replayed on record once at most, or void. */
final class AuthorizationRequest extends EventSourced<AuthorizationState> {

    AuthorizationRequest() {
        super(AuthorizationState.FOLD);
    }

    boolean decided() {
        return state() != null;
    }

    AuthorizationOutcome decide(AuthorizationCommand.Decide c) {
        if (decided()) {
            return new AuthorizationOutcome.AlreadyDecided();
        }
        record(new AuthorizationEvent.Requested(c.tenant(), c.authorization(), c.request(), c.at()));
        record(new AuthorizationEvent.SignedIn(c.tenant(), c.authorization(), c.person(), c.at()));
        return switch (c.verdict()) {
            case Verdict.Approve v -> approve(c, v);
            case Verdict.Deny _ -> {
                record(new AuthorizationEvent.Denied(
                        c.tenant(),
                        c.authorization(),
                        c.request().client(),
                        c.person().user(),
                        c.at()));
                yield new AuthorizationOutcome.Denied();
            }
        };
    }

    /** The grant that a code of this request is redeemed into, where that began in front. */
    Optional<GrantId> begunInFront() {
        return state() instanceof CodeOutstanding code ? code.grant() : Optional.empty();
    }

    private AuthorizationOutcome approve(AuthorizationCommand.Decide c, Verdict.Approve v) {
        if (!c.request().scopes().containsAll(v.access().scopes())) {
            throw new IllegalArgumentException("an approval gives no scope that wasn't asked for");
        }
        record(new AuthorizationEvent.Approved(c.tenant(), c.authorization(), v.access(), v.ground(), c.at()));
        v.inFront()
                .ifPresent(it -> record(
                        new AuthorizationEvent.AnsweredInFront(c.tenant(), c.authorization(), it.grant(), c.at())));
        v.code()
                .ifPresent(code -> record(new AuthorizationEvent.CodeIssued(
                        c.tenant(), c.authorization(), code.hash(), code.expiresAt(), c.at())));
        return new AuthorizationOutcome.Approved(Optional.empty());
    }

    /**
     * Decides about the code alone; what follows for the grant is the caller's, in the same unit of work.
     *
     * @param grantOver whether the grant that began in front has been revoked since
     */
    Presented redeem(AuthorizationCommand.Redeem c, boolean grantOver) {
        AuthorizationState now = state();
        if (now == null) {
            return new Presented.Refused(Redemption.Reason.UNKNOWN_CODE);
        }
        return switch (now) {
            case CodeOutstanding code when code.code().matches(c.code()) -> spend(c, code, grantOver);
            case CodeRedeemed code when code.code().matches(c.code()) -> replay(c, code);
            case CodeVoid code when code.code().matches(c.code()) -> new Presented.Refused(Redemption.Reason.VOID);
            // A code that isn't this request's, or a request without one: anybody can make that up.
            case AuthorizationState.Requested _,
                    AuthorizationState.SignedIn _,
                    AuthorizationState.Approved _,
                    AuthorizationState.Denied _,
                    CodeOutstanding _,
                    CodeRedeemed _,
                    CodeVoid _ -> new Presented.Refused(Redemption.Reason.UNKNOWN_CODE);
        };
    }

    private Presented spend(AuthorizationCommand.Redeem c, CodeOutstanding now, boolean grantOver) {
        Optional<Redemption.Reason> fault =
                grantOver ? Optional.of(Redemption.Reason.GRANT_REVOKED) : CodeRules.fault(c, now);
        if (fault.isPresent()) {
            record(new AuthorizationEvent.CodeRefused(
                    c.tenant(), c.authorization(), c.presentedBy(), fault.get().code(), c.at()));
            return new Presented.Refused(fault.get());
        }
        record(new AuthorizationEvent.CodeRedeemed(
                c.tenant(), c.authorization(), now.grant().orElse(c.tokens().grant()), c.at()));
        return new Presented.Good(now);
    }

    /** RFC 6749 §4.1.2: a code used more than once is refused, and what came from it should be revoked. */
    private Presented replay(AuthorizationCommand.Redeem c, CodeRedeemed now) {
        if (!now.replayed()) {
            record(new AuthorizationEvent.CodeReplayed(
                    c.tenant(), c.authorization(), now.grant(), c.presentedBy(), c.at()));
        }
        return new Presented.Again(now.grant());
    }
}
