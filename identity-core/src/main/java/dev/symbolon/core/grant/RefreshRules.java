package dev.symbolon.core.grant;

import java.util.Optional;

/** What a genuine refresh token must come with to give tokens, in the order in which it is looked at. */
final class RefreshRules {

    /** The family isn't there, isn't this client's, or is over: then no use of it says anything. */
    static Optional<Refreshing.Reason> familyFault(GrantCommand.Refresh presented, GrantState grant) {
        // RFC 6749 §6: the refresh token is bound to the client that it was issued to.
        if (!presented.presentedBy().equals(grant.client())) {
            return Optional.of(Refreshing.Reason.WRONG_CLIENT);
        }
        if (grant.revoked()) {
            return Optional.of(Refreshing.Reason.REVOKED);
        }
        return presented.at().isBefore(grant.expiresAt()) ? Optional.empty() : Optional.of(Refreshing.Reason.EXPIRED);
    }

    /** The link is the one that counts, or the retry of it; what remains is whether it still does, for that. */
    static Optional<Refreshing.Reason> linkFault(GrantCommand.Refresh presented, GrantState grant, RefreshLink link) {
        boolean newest = link.is(presented.generation());
        boolean known = newest
                ? link.newest().hash().matches(presented.presented())
                : link.newest().hash().matches(presented.successor().hash());
        if (!known) {
            return Optional.of(Refreshing.Reason.UNKNOWN);
        }
        if (!presented.at().isBefore(link.newest().idleExpiresAt())) {
            return Optional.of(Refreshing.Reason.IDLE);
        }
        // RFC 6749 §6, RFC 8707 §2.2: scope and resource narrow, and never widen.
        boolean within = grant.scopes().containsAll(presented.accessToken().scopes())
                && grant.audience().containsAll(presented.accessToken().audience());
        return within ? Optional.empty() : Optional.of(Refreshing.Reason.WIDER);
    }

    private RefreshRules() {}
}
