package dev.symbolon.core.credential;

import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Instant;

/** Orders to a person's credential. */
public sealed interface CredentialCommand extends Command<Outcome> {
    TenantId tenant();

    UserId user();

    @Override
    default StreamId target() {
        return StreamId.of(tenant(), StreamType.CREDENTIAL, user());
    }

    /** @param hash PHC string of Argon2id */
    record SetPassword(TenantId tenant, UserId user, Personal hash, Instant at) implements CredentialCommand {}

    /**
     * A wrong password was given. Refused without an event while an earlier one's delay runs, so that guessing can't
     * fill the log.
     */
    record RefusePassword(TenantId tenant, UserId user, boolean knownDevice, Personal address, Instant at)
            implements CredentialCommand {}
}
