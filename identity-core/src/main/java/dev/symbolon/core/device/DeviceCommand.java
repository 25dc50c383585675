package dev.symbolon.core.device;

import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.RefreshGeneration;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.signingkey.KeyId;
import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
     * @param refresh     the first refresh token, where the grant can be refreshed
     * @param key         the key that the tokens will be signed with
     * @param grantLife   how long the grant lasts, whatever is rotated
     */
    record Redeem(
            TenantId tenant,
            AuthorizationId authorization,
            SecretHash code,
            ClientId presentedBy,
            GrantId grant,
            TokenId accessToken,
            TokenId idToken,
            Optional<RefreshGeneration> refresh,
            KeyId key,
            Duration idTokenLife,
            Duration grantLife,
            Instant at)
            implements DeviceCommand<DeviceRedemption> {
        @Override
        public Set<StreamId> begins() {
            return Set.of(StreamId.of(tenant, StreamType.GRANT, grant));
        }
    }
}
