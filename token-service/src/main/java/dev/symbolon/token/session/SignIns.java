package dev.symbolon.token.session;

import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.credential.CredentialCommand;
import dev.symbolon.core.credential.CredentialState;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.event.RefusalEvent;
import dev.symbolon.core.identifier.OpaqueValue;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.identifier.Secret;
import dev.symbolon.core.session.SessionCommand;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.session.SessionState;
import dev.symbolon.core.tenant.LoginPolicy;
import dev.symbolon.core.user.LoginName;
import dev.symbolon.core.user.UserId;
import dev.symbolon.core.user.UserState;
import dev.symbolon.ports.decision.Claims;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.ports.decision.RefusalLog;
import dev.symbolon.ports.secret.PersonalData;
import dev.symbolon.token.credential.Attempts;
import dev.symbolon.token.credential.PasswordQueue;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Signs people in. A refusal looks the same, and takes as long, whatever its cause. */
public final class SignIns {
    /** RFC 8176 §2. */
    private static final List<String> AMR = List.of("pwd");

    /** What one password reaches; the list of those that can be reached is in the metadata. */
    public static final String ACR_PASSWORD = "urn:symbolon:acr:password";

    /** @param devices those who signed in with this browser before */
    record Attempt(
            String login,
            String password,
            Optional<OpaqueValue> previousSession,
            List<String> devices,
            String address,
            String userAgent) {
        @Override
        public String toString() {
            return "Attempt[…]";
        }
    }

    /** What came of an attempt. */
    sealed interface Result {
        record SignedIn(UserId user, SessionId session, Secret secret) implements Result {}

        record Refused() implements Result {}

        /** The address has no try left. */
        record TooMany() implements Result {}

        /** The hashing queue is full. */
        record Busy() implements Result {}
    }

    private record Account(LoginPolicy policy, Optional<UserState> user, Optional<CredentialState> credential) {
        /** The hash to look at: none while nobody, or nobody who may try now, is behind the login name. */
        Optional<Personal> hash(boolean device, Instant now) {
            return user.filter(it -> it.status() == UserState.Status.ACTIVE)
                    .flatMap(_ -> credential)
                    .filter(it -> it.mayTry(device, now))
                    .flatMap(CredentialState::passwordHash);
        }
    }

    private final Decisions decisions;
    private final Claims claims;
    private final PersonalData personalData;
    private final RefusalLog refusals;
    private final PasswordQueue passwords;
    private final Attempts attempts;
    private final Pace pace;
    private final Randomness randomness;
    private final HybridClock clock;

    public SignIns(
            Decisions decisions,
            Claims claims,
            PersonalData personalData,
            RefusalLog refusals,
            PasswordQueue passwords,
            Attempts attempts,
            Pace pace,
            Randomness randomness,
            HybridClock clock) {
        this.decisions = decisions;
        this.claims = claims;
        this.personalData = personalData;
        this.refusals = refusals;
        this.passwords = passwords;
        this.attempts = attempts;
        this.pace = pace;
        this.randomness = randomness;
        this.clock = clock;
    }

    Result attempt(ServedTenant tenant, Attempt attempt) {
        long arrival = System.nanoTime();
        if (!attempts.take(attempt.address, clock.now().instant())) {
            return new Result.TooMany();
        }
        // What can't be a login name is looked up like one that isn't taken.
        String login = LoginName.typed(attempt.login).map(LoginName::value).orElse("\0");
        String index = personalData.blindIndex(tenant.id(), "login", login);
        Result result = new Result.Refused();
        if (attempts.begin(tenant.id(), index)) {
            try {
                result = verify(tenant, index, attempt);
            } finally {
                attempts.end(tenant.id(), index);
            }
        }
        if (result instanceof Result.Refused) {
            pace.await(arrival);
        }
        return result;
    }

    private Result verify(ServedTenant tenant, String index, Attempt attempt) {
        Account account = account(tenant, index);
        boolean device = account.user
                .map(user -> attempt.devices.contains(user.user().value()))
                .orElse(false);
        Optional<String> phc =
                account.hash(device, clock.now().instant()).flatMap(hash -> personalData.open(tenant.id(), hash));
        return switch (passwords.verify(attempt.password, phc, account.policy.password())) {
            case PasswordQueue.Verification.Busy _ -> new Result.Busy();
            case PasswordQueue.Verification.Wrong _ -> {
                recordRefusal(tenant, index, attempt, account, device);
                yield new Result.Refused();
            }
            case PasswordQueue.Verification.Right(Optional<String> rehash) ->
                start(tenant, account, device, attempt, rehash);
        };
    }

    private Account account(ServedTenant tenant, String index) {
        Optional<UserId> user = claims.holder(tenant.id(), "login", index).map(stream -> new UserId(stream.id()));
        return decisions.decide(
                tenant.id(),
                reading -> new Account(
                        Tenants.active(reading).loginPolicy(),
                        user.flatMap(id -> reading.state(UserState.FOLD, id)),
                        user.flatMap(id -> reading.state(CredentialState.FOLD, id))));
    }

    private void recordRefusal(ServedTenant tenant, String index, Attempt attempt, Account account, boolean device) {
        Instant now = clock.now().instant();
        Personal address = Personal.of(attempt.address);
        if (account.user.isEmpty() || account.credential.isEmpty()) {
            // By blind index only: people type passwords there.
            refusals.refused(
                    tenant.id(),
                    "unknown-login",
                    new RefusalEvent.Sample(
                            "sign-in", Optional.empty(), Optional.of(index), address, now, Correlation.current()));
            return;
        }
        UserId user = account.user.get().user();
        Origin origin = Origin.of(new Actor.Anonymous(), Correlation.current());
        CredentialCommand.RefusePassword refuse =
                new CredentialCommand.RefusePassword(tenant.id(), user, device, address, now);
        decisions.decide(tenant.id(), reading -> reading.commit(refuse, origin).outcome());
    }

    private Result start(ServedTenant tenant, Account seen, boolean device, Attempt attempt, Optional<String> rehash) {
        UserState user = seen.user.orElseThrow();
        SessionId session = new SessionId(randomness.identifier());
        Secret secret = randomness.secret();
        Instant now = clock.now().instant();
        Origin origin = Origin.of(new Actor.User(user.user()), Correlation.current());
        Outcome outcome = decisions.decide(tenant.id(), reading -> {
            if (changedSince(seen, reading, user.user())) {
                return new Outcome.Refused("changed-meanwhile");
            }
            SessionCommand.Start start = new SessionCommand.Start(
                    tenant.id(),
                    session,
                    user.user(),
                    secret.hash(),
                    AMR,
                    ACR_PASSWORD,
                    Personal.of(attempt.address),
                    Personal.of(attempt.userAgent),
                    device,
                    rehash.map(Personal::of),
                    attempt.previousSession.flatMap(value -> replaced(reading, value)),
                    now.plus(seen.policy.sessionAbsolute()),
                    now);
            return reading.commit(start, origin).outcome();
        });
        return outcome instanceof Outcome.Done
                ? new Result.SignedIn(user.user(), session, secret)
                : new Result.Refused();
    }

    /** Hashing takes a while: a password that was changed or an account that was disabled meanwhile doesn't count. */
    private static boolean changedSince(Account seen, Reading reading, UserId user) {
        Optional<Personal> hash = reading.state(CredentialState.FOLD, user).flatMap(CredentialState::passwordHash);
        boolean active = reading.state(UserState.FOLD, user)
                .filter(now -> now.status() == UserState.Status.ACTIVE)
                .isPresent();
        return !active || !hash.equals(seen.credential.flatMap(CredentialState::passwordHash));
    }

    /** The browser's session before ends, if the browser proves that it is its own. */
    private static Optional<SessionId> replaced(Reading reading, OpaqueValue value) {
        return reading.state(SessionState.FOLD, new SessionId(value.streamId()))
                .filter(session -> !session.ended() && session.secret().matches(value.secretHash()))
                .map(SessionState::session);
    }
}
