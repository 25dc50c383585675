package dev.symbolon.core.sample;

import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.SessionEvent;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.session.SessionCommand;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.session.Standing;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A sign-in by password, good for a week. */
public final class SessionSample {

    public static final SessionId ID = new SessionId("session0000000000000000000");

    private TenantId tenant = Samples.TENANT;
    private SessionId session = ID;
    private UserId user = UserSample.ID;
    private SecretHash secret = SecretHash.of("the cookie's secret");
    private boolean knownDevice;
    private Optional<Personal> rehash = Optional.empty();
    private Standing standing = new Standing(1, 0);
    private Optional<SessionId> replaces = Optional.empty();
    private Instant at = Samples.NOON;
    private Duration life = Duration.ofDays(7);

    public SessionSample in(TenantId other) {
        tenant = other;
        return this;
    }

    public SessionSample withId(SessionId id) {
        session = id;
        return this;
    }

    public SessionSample of(UserId id) {
        user = id;
        return this;
    }

    public SessionSample withSecret(SecretHash hash) {
        secret = hash;
        return this;
    }

    public SessionSample onKnownDevice() {
        knownDevice = true;
        return this;
    }

    public SessionSample rehashing(String hash) {
        rehash = Optional.of(Personal.of(hash));
        return this;
    }

    public SessionSample replacing(SessionId id) {
        replaces = Optional.of(id);
        return this;
    }

    public SessionSample restingOn(long passwords, long disables) {
        standing = new Standing(passwords, disables);
        return this;
    }

    public SessionSample at(Instant time) {
        at = time;
        return this;
    }

    public SessionSample lasting(Duration duration) {
        life = duration;
        return this;
    }

    public SessionCommand.Start start() {
        return new SessionCommand.Start(
                tenant,
                session,
                user,
                secret,
                List.of("pwd"),
                "1",
                Personal.of("192.0.2.7"),
                Personal.of("Browser/1"),
                knownDevice,
                rehash,
                replaces,
                at.plus(life),
                at);
    }

    public SessionEvent.Started started() {
        return new SessionEvent.Started(
                tenant,
                session,
                user,
                secret,
                List.of("pwd"),
                "1",
                Personal.of("192.0.2.7"),
                Personal.of("Browser/1"),
                Optional.of(standing),
                at,
                at.plus(life));
    }

    /** That a client was given something in it before. */
    public SessionEvent.ClientJoined joined() {
        return new SessionEvent.ClientJoined(tenant, session, ClientSample.ID, at);
    }
}
