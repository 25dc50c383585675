package dev.symbolon.core.revocation;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.grant.GrantOrigin;
import dev.symbolon.core.grant.GrantState;
import dev.symbolon.core.grant.RefreshLife;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Those whose revocation ends a token. A client that acts for itself has neither person nor session.
 *
 * @param session the one that the token ends with, if it ends with any
 */
public record Holder(TenantId tenant, ClientId client, Optional<UserId> user, Optional<SessionId> session) {

    /**
     * OpenID Connect Back-Channel Logout §2.7: what was granted for the person's absence outlives their session.
     *
     * @param scopes the grant's, or those of the one token that is asked about
     */
    public static Holder of(TenantId tenant, ClientId client, GrantOrigin origin, Collection<String> scopes) {
        return new Holder(tenant, client, origin.subject(), origin.session().filter(_ -> !RefreshLife.offline(scopes)));
    }

    public static Holder of(GrantState grant) {
        return of(grant.tenant(), grant.client(), grant.origin(), grant.scopes());
    }

    /** Every watermark that is over it. */
    public List<Voided.Before> watermarks() {
        List<Voided.Before> over = new ArrayList<>(5);
        over.add(new Voided.OfTenant(tenant));
        over.add(new Voided.OfClient(tenant, client));
        user.ifPresent(of -> {
            over.add(new Voided.OfUser(tenant, of));
            over.add(new Voided.OfUserAtClient(tenant, of, client));
        });
        session.ifPresent(of -> over.add(new Voided.OfSession(tenant, of)));
        return over;
    }
}
