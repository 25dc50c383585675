package dev.symbolon.core.event;

import dev.symbolon.core.authorization.ApprovedAccess;
import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.authorization.ConsentGround;
import dev.symbolon.core.authorization.RequestedAuthorization;
import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Instant;

/** An authorization request, from the moment that somebody is signed in, and the code that comes of it. */
public sealed interface AuthorizationEvent extends DomainEvent {
    AuthorizationId authorization();

    @Override
    default StreamId stream() {
        return StreamId.of(tenant(), StreamType.AUTHORIZATION, authorization());
    }

    /** A known client asked, by a registered redirect URI, for what it may ask for. */
    @EventType(name = "authorization.requested", version = 2)
    record Requested(TenantId tenant, AuthorizationId authorization, RequestedAuthorization request, Instant at)
            implements AuthorizationEvent {}

    /** The request is this person's. */
    @EventType(name = "authorization.signed-in", version = 1)
    record SignedIn(TenantId tenant, AuthorizationId authorization, SignedInPerson person, Instant at)
            implements AuthorizationEvent {}

    /** The client may have this access, on this ground. */
    @EventType(name = "authorization.approved", version = 1)
    record Approved(
            TenantId tenant, AuthorizationId authorization, ApprovedAccess access, ConsentGround ground, Instant at)
            implements AuthorizationEvent {}

    /** The person said no. */
    @EventType(name = "authorization.denied", version = 1)
    record Denied(TenantId tenant, AuthorizationId authorization, ClientId client, UserId user, Instant at)
            implements AuthorizationEvent {}

    /** Tokens left through the browser: the grant began with them, and a code of the same answer is redeemed into it. */
    @EventType(name = "authorization.answered-in-front", version = 1)
    record AnsweredInFront(TenantId tenant, AuthorizationId authorization, GrantId grant, Instant at)
            implements AuthorizationEvent {}

    /** A code was made, good once, until {@code expiresAt}. */
    @EventType(name = "authorization.code-issued", version = 1)
    record CodeIssued(TenantId tenant, AuthorizationId authorization, SecretHash code, Instant expiresAt, Instant at)
            implements AuthorizationEvent {}

    /** The code was spent on a grant. */
    @EventType(name = "authorization.code-redeemed", version = 1)
    record CodeRedeemed(TenantId tenant, AuthorizationId authorization, GrantId grant, Instant at)
            implements AuthorizationEvent {}

    /** The right code came with something wrong: {@code reason} says what. It is void from now on. */
    @EventType(name = "authorization.code-refused", version = 1)
    record CodeRefused(TenantId tenant, AuthorizationId authorization, ClientId presentedBy, String reason, Instant at)
            implements AuthorizationEvent {}

    /** A spent code came again (RFC 6749 §4.1.2): its grant is revoked. Recorded once. */
    @EventType(name = "authorization.code-replayed", version = 1)
    record CodeReplayed(TenantId tenant, AuthorizationId authorization, GrantId grant, ClientId presentedBy, Instant at)
            implements AuthorizationEvent {}
}
