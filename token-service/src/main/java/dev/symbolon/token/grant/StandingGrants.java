package dev.symbolon.token.grant;

import dev.symbolon.admission.access.GrantEnds;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.GrantState;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.account.AccountProjection;
import dev.symbolon.ports.account.AccountRow;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.ports.view.Views;
import java.time.Instant;
import java.util.List;

/** What apps hold in a person's name. */
public final class StandingGrants {

    /** The grants that haven't ended by themselves, as the read model knows them: a moment late for the newest. */
    public static List<GrantId> ids(Views views, TenantId tenant, UserId user, Instant now) {
        return AccountProjection.of(views, tenant, user, AccountRow.GRANT, now).stream()
                .map(GrantId::new)
                .toList();
    }

    /** Those of them that still give access. */
    public static List<GrantState> of(Reading reading, List<GrantId> ids, Instant now) {
        TenantState tenant = reading.state(TenantState.FOLD, reading.tenant()).orElseThrow();
        return ids.stream()
                .flatMap(id -> reading.state(GrantState.FOLD, id).stream())
                .filter(grant -> !grant.revoked() && now.isBefore(grant.expiresAt()))
                .filter(grant -> reading.state(ClientState.FOLD, grant.client())
                        .flatMap(client -> GrantEnds.of(reading, tenant, client, grant))
                        .isEmpty())
                .toList();
    }

    private StandingGrants() {}
}
