package dev.symbolon.token.account;

import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.credential.CredentialCommand;
import dev.symbolon.core.credential.CredentialState;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.session.SessionCommand;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.session.SessionState;
import dev.symbolon.core.tenant.PasswordPolicy;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.account.AccountProjection;
import dev.symbolon.ports.account.AccountRow;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.ports.secret.PersonalData;
import dev.symbolon.ports.view.Views;
import dev.symbolon.token.credential.Attempts;
import dev.symbolon.token.credential.PasswordQueue;
import dev.symbolon.token.logout.SignedOff;
import dev.symbolon.token.session.LiveSession;
import dev.symbolon.token.tenant.ServedTenant;
import dev.symbolon.token.tenant.Tenants;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Changes a signed-in person's password: who knows the old one, under the same growing delay as signing in. */
final class PasswordChanges {
    private static final int LONGEST = 512;

    private final Decisions decisions;
    private final Views views;
    private final PasswordQueue passwords;
    private final Attempts attempts;
    private final PersonalData personalData;
    private final HybridClock clock;

    PasswordChanges(
            Decisions decisions,
            Views views,
            PasswordQueue passwords,
            Attempts attempts,
            PersonalData personalData,
            HybridClock clock) {
        this.decisions = decisions;
        this.views = views;
        this.passwords = passwords;
        this.attempts = attempts;
        this.personalData = personalData;
        this.clock = clock;
    }

    /** What came of it. */
    sealed interface Result {
        /** @param ended the person's other sessions, whose clients are to be told */
        record Changed(List<SignedOff> ended) implements Result {}

        record TooShort(int least) implements Result {}

        record Wrong() implements Result {}

        record Busy() implements Result {}
    }

    private record Held(PasswordPolicy policy, Optional<CredentialState> credential) {}

    /** One at a time for each account, as at the sign-in: tries that came together would all be looked at before any delay. */
    Result change(ServedTenant tenant, LiveSession person, String current, String wanted, String address) {
        String login = person.user().loginIndex();
        if (!attempts.begin(tenant.id(), login)) {
            return new Result.Busy();
        }
        try {
            return tried(tenant, person, current, wanted, address);
        } finally {
            attempts.end(tenant.id(), login);
        }
    }

    private Result tried(ServedTenant tenant, LiveSession person, String current, String wanted, String address) {
        UserId user = person.session().user();
        Held held = decisions.decide(
                tenant.id(),
                reading -> new Held(
                        Tenants.active(reading).loginPolicy().password(), reading.state(CredentialState.FOLD, user)));
        if (wanted.codePointCount(0, wanted.length()) < held.policy.minimumLength() || wanted.length() > LONGEST) {
            return new Result.TooShort(held.policy.minimumLength());
        }
        // Whoever is signed in counts as on a device that the person knows.
        Optional<String> phc = held.credential
                .filter(credential -> credential.mayTry(true, clock.now().instant()))
                .flatMap(CredentialState::passwordHash)
                .flatMap(hash -> personalData.open(tenant.id(), hash));
        return switch (passwords.verify(current.substring(0, Math.min(current.length(), LONGEST)), phc, held.policy)) {
            case PasswordQueue.Verification.Busy _ -> new Result.Busy();
            case PasswordQueue.Verification.Wrong _ -> refused(tenant, user, address);
            case PasswordQueue.Verification.Right _ ->
                passwords
                        .hash(wanted, held.policy)
                        .map(hash -> commit(tenant, person, held, hash))
                        .orElseGet(Result.Busy::new);
        };
    }

    private Result refused(ServedTenant tenant, UserId user, String address) {
        CredentialCommand.RefusePassword refuse = new CredentialCommand.RefusePassword(
                tenant.id(), user, true, Personal.of(address), clock.now().instant());
        Origin origin = Origin.of(new Actor.User(user), Correlation.current());
        decisions.decide(tenant.id(), reading -> reading.commit(refuse, origin).outcome());
        return new Result.Wrong();
    }

    private Result commit(ServedTenant tenant, LiveSession person, Held held, String hash) {
        SessionState kept = person.session();
        Instant now = clock.now().instant();
        List<String> sessions = AccountProjection.of(views, tenant.id(), kept.user(), AccountRow.SESSION, now);
        Origin origin = Origin.of(new Actor.User(kept.user()), Correlation.current());
        return decisions.decide(tenant.id(), reading -> {
            Optional<Personal> before =
                    reading.state(CredentialState.FOLD, kept.user()).flatMap(CredentialState::passwordHash);
            if (!before.equals(held.credential.flatMap(CredentialState::passwordHash))) {
                // Hashing takes a while: somebody changed it meanwhile.
                return new Result.Wrong();
            }
            List<SignedOff> others = others(reading, kept, sessions);
            SessionCommand.ChangePassword change = new SessionCommand.ChangePassword(
                    tenant.id(),
                    kept.session(),
                    kept.user(),
                    Personal.of(hash),
                    others.stream()
                            .map(it -> new SessionCommand.ChangePassword.Other(
                                    it.session().session(),
                                    it.backChannel().stream()
                                            .map(ClientState::client)
                                            .toList()))
                            .toList(),
                    now);
            return reading.commit(change, origin).outcome() instanceof Outcome.Done
                    ? new Result.Changed(others)
                    : new Result.Wrong();
        });
    }

    private static List<SignedOff> others(Reading reading, SessionState kept, List<String> sessions) {
        return sessions.stream()
                .filter(id -> !id.equals(kept.session().value()))
                .flatMap(id -> reading.state(SessionState.FOLD, new SessionId(id)).stream())
                .filter(session -> !session.ended() && session.user().equals(kept.user()))
                .map(session -> new SignedOff(session, told(reading, session), List.of()))
                .toList();
    }

    private static List<ClientState> told(Reading reading, SessionState session) {
        return session.clients().stream()
                .sorted(Comparator.comparing(ClientId::value))
                .flatMap(client -> reading.state(ClientState.FOLD, client).stream())
                .filter(client -> client.active()
                        && client.metadata().logout().backChannel().isPresent())
                .toList();
    }
}
