package dev.symbolon.admin.page;

import dev.symbolon.admin.AdminSettings;
import dev.symbolon.admin.http.AdminRefusal;
import dev.symbolon.admin.http.Call;
import dev.symbolon.admin.http.Problems;
import dev.symbolon.admin.user.Passwords;
import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.credential.CredentialState;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.core.identifier.OpaqueValue;
import dev.symbolon.core.invitation.InvitationCommand;
import dev.symbolon.core.invitation.InvitationId;
import dev.symbolon.core.invitation.InvitationState;
import dev.symbolon.core.tenant.PasswordPolicy;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.core.tenant.TenantStatus;
import dev.symbolon.core.user.UserState;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.decision.Reading;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where an invitation's link leads: its secret is the credential, so that nothing else can forge the form. */
@RestController
@RequestMapping("/invitations/{tenant}/{value}")
final class InvitationPage {
    private static final int LONGEST_PASSWORD = 256;

    private final Decisions decisions;
    private final Passwords passwords;
    private final HybridClock clock;
    private final Problems problems;
    private final String issuers;

    InvitationPage(
            Decisions decisions, Passwords passwords, HybridClock clock, Problems problems, AdminSettings settings) {
        this.decisions = decisions;
        this.passwords = passwords;
        this.clock = clock;
        this.problems = problems;
        this.issuers = settings.issuerBase() + "/t/";
    }

    private record Open(TenantState tenant, InvitationState invitation) {}

    @GetMapping
    ResponseEntity<String> show(HttpServletRequest request, @PathVariable String tenant, @PathVariable String value) {
        return open(tenant, value).map(open -> form(200, open.tenant(), "")).orElseGet(() -> over(request));
    }

    @PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<String> accept(HttpServletRequest request, @PathVariable String tenant, @PathVariable String value) {
        Optional<Open> open = open(tenant, value);
        if (open.isEmpty()) {
            return over(request);
        }
        PasswordPolicy policy = open.get().tenant().loginPolicy().password();
        String password = field(request, "password");
        if (password.length() < policy.minimumLength() || password.length() > LONGEST_PASSWORD) {
            return form(
                    422,
                    open.get().tenant(),
                    "A password has " + policy.minimumLength() + " to " + LONGEST_PASSWORD + " characters.");
        }
        if (!password.equals(field(request, "again"))) {
            return form(422, open.get().tenant(), "The two aren't the same.");
        }
        Personal hash = Personal.of(passwords.hash(policy, password.toCharArray()));
        return accepted(open.get(), value, hash) ? done(open.get().tenant()) : over(request);
    }

    private static String field(HttpServletRequest request, String name) {
        String[] values = Call.parameters(request).getOrDefault(name, new String[0]);
        return values.length == 1 ? values[0] : "";
    }

    private boolean accepted(Open open, String value, Personal hash) {
        InvitationState invitation = open.invitation();
        Instant now = clock.now().instant();
        Outcome outcome = decisions.decide(
                invitation.tenant(),
                reading -> live(reading, invitation.invitation(), value, now).isEmpty()
                        ? new Outcome.Refused("invitation-over")
                        : reading.commit(
                                        new InvitationCommand.Accept(
                                                invitation.tenant(),
                                                invitation.invitation(),
                                                invitation.user(),
                                                OpaqueValue.parse(value)
                                                        .orElseThrow()
                                                        .secretHash(),
                                                hash,
                                                now),
                                        Origin.of(new Actor.User(invitation.user()), Correlation.current()))
                                .outcome());
        return outcome instanceof Outcome.Done;
    }

    private Optional<Open> open(String tenant, String value) {
        Optional<OpaqueValue> parsed = OpaqueValue.parse(value);
        if (parsed.isEmpty() || !Identifier.wellFormed(tenant)) {
            return Optional.empty();
        }
        InvitationId id = new InvitationId(parsed.get().streamId());
        Instant now = clock.now().instant();
        return decisions.decide(new TenantId(tenant), reading -> live(reading, id, value, now));
    }

    /** The invitation, if its secret is right and it still counts, for a person who is there, in a tenant that is. */
    private static Optional<Open> live(Reading reading, InvitationId id, String value, Instant now) {
        Optional<TenantState> tenant = reading.state(TenantState.FOLD, reading.tenant())
                .filter(state -> state.status() == TenantStatus.ACTIVE);
        Optional<InvitationState> invitation = reading.state(InvitationState.FOLD, id)
                .filter(state -> state.secret()
                        .matches(OpaqueValue.parse(value).orElseThrow().secretHash()))
                .filter(state -> state.openAt(now))
                .filter(state -> reading.state(UserState.FOLD, state.user())
                        .map(user -> user.status() == UserState.Status.ACTIVE)
                        .orElse(false))
                // Whoever is given a link has no password then. Once they have one, by another link, this one is as
                // used.
                .filter(state -> reading.state(CredentialState.FOLD, state.user())
                        .flatMap(CredentialState::passwordHash)
                        .isEmpty());
        return tenant.flatMap(there -> invitation.map(open -> new Open(there, open)));
    }

    private static ResponseEntity<String> form(int status, TenantState tenant, String problem) {
        String name = Html.text(tenant.branding().displayName());
        String said = problem.isEmpty()
                ? ""
                : "<p class=\"problem\" id=\"problem\" role=\"alert\">" + Html.text(problem) + "</p>";
        return Html.card(status, "Choose a password", """
                <h1>Choose a password</h1>
                <p>You are invited to %1$s. The link counts once.</p>
                %4$s
                <form method="post">
                <label for="password">New password</label>
                <p class="hint" id="length">At least %2$d characters.</p>
                <input id="password" aria-describedby="%3$s" name="password" type="password" autocomplete="new-password" required minlength="%2$d" maxlength="256" autofocus>
                <label for="again">Once more</label>
                <input id="again" name="again" type="password" autocomplete="new-password" required maxlength="256">
                <button type="submit">Save it</button>
                </form>
                """.formatted(
                        name,
                        tenant.loginPolicy().password().minimumLength(),
                        problem.isEmpty() ? "length" : "problem length",
                        said));
    }

    private ResponseEntity<String> done(TenantState tenant) {
        return Html.card(200, "Your password is saved", """
                <h1>Your password is saved</h1>
                <p>You can sign in to %s now.</p>
                <p><a href="/console/sign-in?tenant=%s">Open the console</a></p>
                <p>Its issuer is <code>%s</code>.</p>
                """.formatted(
                        Html.text(tenant.branding().displayName()),
                        Html.text(tenant.slug().value()),
                        Html.text(issuers + tenant.slug().value())));
    }

    /** The same, whatever is wrong with the link. */
    private ResponseEntity<String> over(HttpServletRequest request) {
        problems.recorded(request, AdminRefusal.unknown("invitation"));
        return Html.card(404, "This link doesn't count", """
                <h1>This link doesn't count</h1>
                <p>It was used, it is too old, or it was withdrawn. Ask for another.</p>
                """);
    }
}
