package dev.symbolon.core.authorization;

import dev.symbolon.core.grant.GrantId;

/** What presenting a code did to the authorization request; what it does to the grant comes after. */
sealed interface Presented {

    /** It is spent now, on what it stood for. */
    record Good(AuthorizationState.CodeOutstanding code) implements Presented {}

    /** It was spent before, on that grant. */
    record Again(GrantId grant) implements Presented {}

    record Refused(Redemption.Reason reason) implements Presented {}
}
