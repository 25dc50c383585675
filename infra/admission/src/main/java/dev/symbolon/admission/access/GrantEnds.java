package dev.symbolon.admission.access;

import dev.symbolon.core.authorization.AuthorizationState;
import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientState;
import dev.symbolon.core.consent.ConsentId;
import dev.symbolon.core.consent.ConsentState;
import dev.symbolon.core.credential.CredentialState;
import dev.symbolon.core.grant.GrantState;
import dev.symbolon.core.grant.RefreshLife;
import dev.symbolon.core.revocation.Voided;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.session.SessionState;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.core.user.UserState;
import dev.symbolon.ports.decision.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What ends what was given though nobody revoked it by name. The states that say so become the basis of what is decided. */
public final class GrantEnds {

    /**
     * What a person or a client was given: a grant, or the code for one.
     *
     * @param at in the time of events
     */
    public record Given(
            ClientId client,
            Optional<SignedInPerson> person,
            Optional<SessionId> session,
            List<String> scopes,
            Instant at) {
        public static Given of(GrantState grant) {
            return new Given(
                    grant.client(),
                    grant.origin().agreedBy(),
                    grant.origin().session(),
                    grant.scopes(),
                    grant.clock().instant());
        }

        public static Given of(AuthorizationState.CodeOutstanding code) {
            return new Given(
                    code.request().client(),
                    Optional.of(code.person()),
                    Optional.of(code.person().session()),
                    code.access().scopes(),
                    code.at());
        }
    }

    /** Why the grant is over, as a stable code; empty while it stands. */
    public static Optional<String> of(Reading reading, TenantState tenant, ClientState client, GrantState grant) {
        return of(reading, tenant, client, Given.of(grant));
    }

    /** The same of what was given, a code for a grant included. */
    public static Optional<String> of(Reading reading, TenantState tenant, ClientState client, Given grant) {
        if (before(grant, tenant.suspendedAt()) || before(grant, client.suspendedAt())) {
            return Optional.of("suspended-meanwhile");
        }
        return grant.person().flatMap(person -> byPerson(reading, grant, person));
    }

    private static Optional<String> byPerson(Reading reading, Given grant, SignedInPerson person) {
        if (disabled(reading, grant, person)) {
            return Optional.of("person-disabled");
        }
        if (before(grant, reading.state(CredentialState.FOLD, person.user()).flatMap(CredentialState::replacedAt))) {
            return Optional.of("password-changed");
        }
        ConsentId consent = ConsentId.of(person.user(), grant.client());
        if (before(grant, reading.state(ConsentState.FOLD, consent).flatMap(ConsentState::withdrawnAt))) {
            return Optional.of("consent-withdrawn");
        }
        return signedOut(reading, grant) ? Optional.of("signed-out") : Optional.empty();
    }

    private static boolean disabled(Reading reading, Given grant, SignedInPerson person) {
        return reading.state(UserState.FOLD, person.user())
                .map(user -> user.status() != UserState.Status.ACTIVE || before(grant, user.disabledAt()))
                .orElse(true);
    }

    /** OpenID Connect Back-Channel Logout §2.7: what was granted for the person's absence outlives their session. */
    private static boolean signedOut(Reading reading, Given grant) {
        return !RefreshLife.offline(grant.scopes())
                && grant.session().filter(session -> over(reading, session)).isPresent();
    }

    private static boolean over(Reading reading, SessionId id) {
        return reading.state(SessionState.FOLD, id)
                .map(session -> session.ended() && !session.replaced())
                .orElse(true);
    }

    private static boolean before(Given grant, Optional<Instant> end) {
        // What was issued so shortly after an end may have been decided before it.
        return end.filter(at -> grant.at().isBefore(at.plus(Voided.MARGIN))).isPresent();
    }

    private GrantEnds() {}
}
