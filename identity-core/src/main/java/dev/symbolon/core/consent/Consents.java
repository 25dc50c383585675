package dev.symbolon.core.consent;

import dev.symbolon.core.aggregate.Aggregates;
import dev.symbolon.core.aggregate.Repositories;
import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Instant;
import java.util.List;

/** Consents, for the commands that concern one besides another aggregate. */
public final class Consents {

    private final Aggregates<Consent, ConsentState> consents;

    public Consents(Repositories repositories) {
        consents = repositories.aggregates(ConsentState.AGGREGATE);
    }

    /** The person agreed just now, in that authorization. */
    public void give(
            TenantId tenant,
            UserId user,
            ClientId client,
            List<String> scopes,
            AuthorizationId authorization,
            Instant at) {
        consents.at(StreamId.of(tenant, StreamType.CONSENT, ConsentId.of(user, client)))
                .execute(consent -> consent.give(tenant, user, client, scopes, authorization, at));
    }
}
