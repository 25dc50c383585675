package dev.symbolon.core.consent;

import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Instant;

/** Orders to a consent. It is given with an authorization, and taken back by itself. */
public sealed interface ConsentCommand extends Command<Outcome> {
    record Withdraw(TenantId tenant, UserId user, ClientId client, String reason, Instant at)
            implements ConsentCommand {
        @Override
        public StreamId target() {
            return StreamId.of(tenant, StreamType.CONSENT, ConsentId.of(user, client));
        }
    }
}
