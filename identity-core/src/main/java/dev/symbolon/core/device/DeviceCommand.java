package dev.symbolon.core.device;

import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.authorization.PreparedTokens;
import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Instant;
import java.util.Set;

/** Orders to a device's request. Until a person answers it, it has no stream: polling can't fill the log. */
public sealed interface DeviceCommand<R> extends Command<R> {
    TenantId tenant();

    AuthorizationId authorization();

    @Override
    default StreamId target() {
        return StreamId.of(tenant(), StreamType.DEVICE, authorization());
    }

    /**
     * A checked request and what a signed-in person says to it, as one commit: requested, and approved (with the consent)
     * or denied; and the session's use, where the last one on record is old. A request is decided once.
     *
     * @param address where the device asked from
     */
    record Decide(
            TenantId tenant,
            AuthorizationId authorization,
            RequestedDeviceAccess request,
            Personal address,
            SignedInPerson person,
            DeviceVerdict verdict,
            Instant at)
            implements DeviceCommand<DeviceOutcome> {
        @Override
        public Set<StreamId> begins() {
            return Set.of(target());
        }
    }

    /**
     * Spends an approved device code on a new grant, in one commit.
     *
     * @param presentedBy the client, authenticated as its kind asks
     */
    record Redeem(
            TenantId tenant,
            AuthorizationId authorization,
            SecretHash code,
            ClientId presentedBy,
            PreparedTokens tokens,
            Instant at)
            implements DeviceCommand<DeviceRedemption> {
        @Override
        public Set<StreamId> begins() {
            return Set.of(StreamId.of(tenant, StreamType.GRANT, tokens.grant()));
        }
    }
}
