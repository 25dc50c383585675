package dev.symbolon.admin.user;

import dev.symbolon.admin.AdminSettings;
import dev.symbolon.core.identifier.OpaqueValue;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.invitation.InvitationCommand;
import dev.symbolon.core.invitation.InvitationId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Makes the links of invitations. */
@Component
public final class Links {
    static final Duration LIFE = Duration.ofDays(3);

    private final Randomness randomness;
    private final String base;

    Links(Randomness randomness, AdminSettings settings) {
        this.randomness = randomness;
        this.base = settings.publicBase() + "/invitations/";
    }

    /** An invitation's id and secret, before there is the invitation. */
    public record Fresh(TenantId tenant, OpaqueValue value, String url) {
        public InvitationId id() {
            return new InvitationId(value.streamId());
        }

        SecretHash hash() {
            return value.secretHash();
        }

        public InvitationCommand.Create order(UserId user, boolean voidPassword, Instant at) {
            return new InvitationCommand.Create(tenant, id(), user, hash(), voidPassword, at, at.plus(LIFE));
        }

        /** Shows no secret. */
        @Override
        public String toString() {
            return "Fresh[" + value.streamId() + "]";
        }
    }

    public Fresh fresh(TenantId tenant) {
        OpaqueValue value =
                new OpaqueValue(randomness.identifier(), randomness.secret().reveal());
        return new Fresh(tenant, value, base + tenant.value() + "/" + value.reveal());
    }
}
