package dev.symbolon.core.sample;

import dev.symbolon.core.credential.CredentialCommand;
import dev.symbolon.core.event.CredentialEvent;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.UserEvent;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.Profile;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.core.user.UserId;
import java.time.Instant;
import java.util.Optional;

/** A guest of the hotel, with a password. */
public final class UserSample {

    public static final UserId ID = new UserId("ada00000000000000000000000");
    public static final String LOGIN_INDEX = "index-of-ada";

    private TenantId tenant = Samples.TENANT;
    private UserId user = ID;
    private String loginIndex = LOGIN_INDEX;
    private Profile profile = new Profile(
            Personal.of("ada@guest.test"),
            Optional.of(Personal.of("Ada Guest")),
            Optional.of(Personal.of("ada@guest.test")),
            true);
    private Instant at = Samples.NOON;

    public UserSample in(TenantId other) {
        tenant = other;
        return this;
    }

    public UserSample withId(UserId id) {
        user = id;
        return this;
    }

    public UserSample withLoginIndex(String index) {
        loginIndex = index;
        return this;
    }

    public UserSample with(Profile other) {
        profile = other;
        return this;
    }

    public UserSample at(Instant time) {
        at = time;
        return this;
    }

    public UserCommand.Register register() {
        return new UserCommand.Register(tenant, user, loginIndex, profile, at);
    }

    public UserEvent.Registered registered() {
        return new UserEvent.Registered(tenant, user, loginIndex, profile, at);
    }

    public CredentialEvent.PasswordSet passwordSet(String hash) {
        return new CredentialEvent.PasswordSet(tenant, user, Personal.of(hash), false, at);
    }

    public CredentialCommand.RefusePassword refusePassword(boolean knownDevice) {
        return new CredentialCommand.RefusePassword(tenant, user, knownDevice, Personal.of("192.0.2.7"), at);
    }

    public CredentialEvent.PasswordRefused passwordRefused(boolean knownDevice, int failures, Instant notBefore) {
        return new CredentialEvent.PasswordRefused(
                tenant, user, knownDevice, failures, notBefore, Personal.of("192.0.2.7"), at);
    }
}
