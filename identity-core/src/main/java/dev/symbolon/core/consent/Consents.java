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
import org.axonframework.modelling.command.Aggregate;

/** Consents, for the commands that concern one besides another aggregate. */
public final class Consents {

    private final Aggregates<Consent, ConsentState> consents;

    public Consents(Repositories repositories) {
        consents = repositories.aggregates(ConsentState.AGGREGATE);
    }

    /** What that person lets that client have, locked until the command is done. */
    public One of(TenantId tenant, UserId user, ClientId client) {
        return new One(
                tenant, user, client, consents.at(StreamId.of(tenant, StreamType.CONSENT, ConsentId.of(user, client))));
    }

    /** One consent, in the handling of one command. */
    public static final class One {
        private final TenantId tenant;
        private final UserId user;
        private final ClientId client;
        private final Aggregate<Consent> consent;

        private One(TenantId tenant, UserId user, ClientId client, Aggregate<Consent> consent) {
            this.tenant = tenant;
            this.user = user;
            this.client = client;
            this.consent = consent;
        }

        /** The person agreed just now, in that authorization. */
        public void give(List<String> scopes, AuthorizationId authorization, Instant at) {
            consent.execute(it -> it.give(tenant, user, client, scopes, authorization, at));
        }
    }
}
