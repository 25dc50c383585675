package dev.symbolon.core.grant;

import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;

/** Orders to a grant. It begins with a redeemed code. */
public sealed interface GrantCommand extends Command<Outcome> {
    TenantId tenant();

    GrantId grant();

    @Override
    default StreamId target() {
        return StreamId.of(tenant(), StreamType.GRANT, grant());
    }

    record Revoke(TenantId tenant, GrantId grant, String reason, Instant at) implements GrantCommand {}
}
