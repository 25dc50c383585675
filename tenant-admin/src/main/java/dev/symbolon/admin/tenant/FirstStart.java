package dev.symbolon.admin.tenant;

import dev.symbolon.admin.AdminSettings;
import dev.symbolon.admin.http.AdminScopes;
import dev.symbolon.admin.user.Passwords;
import dev.symbolon.admission.correlation.Correlation;
import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.core.client.ClientSecret;
import dev.symbolon.core.command.Command;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.credential.CredentialCommand;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.identifier.Secret;
import dev.symbolon.core.role.AssignmentCommand;
import dev.symbolon.core.role.BuiltInRole;
import dev.symbolon.core.tenant.Branding;
import dev.symbolon.core.tenant.LoginPolicy;
import dev.symbolon.core.tenant.Slug;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.core.tenant.TokenPolicy;
import dev.symbolon.core.user.LoginName;
import dev.symbolon.core.user.Profile;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.decision.Claims;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.Origin;
import dev.symbolon.ports.log.CellNames;
import dev.symbolon.ports.secret.PersonalData;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/**
 * The platform's own tenant, at its first start: with its first operator and a service client for automation, whose
 * credentials are written to a file for its owner only, once.
 */
@Component
final class FirstStart implements InitializingBean {
    private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);
    private static final Slug SLUG = new Slug("system");
    private static final String LOGIN = "operator";

    private final Decisions decisions;
    private final Claims claims;
    private final Foundation foundation;
    private final OwnClients ownClients;
    private final PersonalData personal;
    private final Passwords passwords;
    private final Randomness randomness;
    private final HybridClock clock;
    private final AdminSettings settings;

    FirstStart(
            Decisions decisions,
            Claims claims,
            Foundation foundation,
            OwnClients ownClients,
            PersonalData personal,
            Passwords passwords,
            Randomness randomness,
            HybridClock clock,
            AdminSettings settings) {
        this.decisions = decisions;
        this.claims = claims;
        this.foundation = foundation;
        this.ownClients = ownClients;
        this.personal = personal;
        this.passwords = passwords;
        this.randomness = randomness;
        this.clock = clock;
        this.settings = settings;
    }

    /** Before the service takes its first request. */
    @Override
    public void afterPropertiesSet() {
        boolean there = decisions.decide(
                TenantId.SYSTEM,
                reading -> reading.state(TenantState.FOLD, TenantId.SYSTEM).isPresent());
        try (Correlation _ = Correlation.begin(randomness)) {
            if (!there) {
                found();
                return;
            }
            if (settings.resetOperator() && !settings.firstCredentialsFile().isEmpty()) {
                reset();
            }
        }
        ownClients.follow();
    }

    /** Somebody on the host says that the operator lost every credential: each event of it bears that reason. */
    private void reset() {
        Instant now = clock.now().instant();
        Secret password = randomness.secret();
        Secret automation = randomness.secret();
        String index = personal.blindIndex(TenantId.SYSTEM, "login", LOGIN);
        Optional<UserId> known = claims.holder(TenantId.SYSTEM, "login", index).map(stream -> new UserId(stream.id()));
        if (known.isEmpty()) {
            commit(operator(password, now));
        } else {
            UserId user = known.get();
            String hash = hash(password);
            commit(new CredentialCommand.SetPassword(TenantId.SYSTEM, user, Personal.of(hash), now));
            // Whoever else has the credentials may be signed in by them.
            commit(new UserCommand.Disable(TenantId.SYSTEM, user, "operator-reset", now));
            commit(new UserCommand.Enable(TenantId.SYSTEM, user, now));
            commit(new AssignmentCommand(TenantId.SYSTEM, user, List.of(BuiltInRole.OPERATOR.id()), List.of(), now));
        }
        commit(new ClientCommand.ChangeSecrets(
                TenantId.SYSTEM, AdminScopes.AUTOMATION, List.of(secret(automation)), now));
        tell(password, automation);
    }

    private void found() {
        Instant now = clock.now().instant();
        if (claims.holder(TenantId.SYSTEM, "slug", SLUG.value()).isEmpty()) {
            commit(new TenantCommand.Register(TenantId.SYSTEM, SLUG, CellNames.DEFAULT, "Symbolon", now));
        }
        TenantCommand.Onboard onboard = new TenantCommand.Onboard(
                TenantId.SYSTEM,
                SLUG,
                new Branding("Symbolon", "#1f4e79"),
                LoginPolicy.STANDARD,
                TokenPolicy.STANDARD,
                now);
        if (settings.firstCredentialsFile().isEmpty()) {
            commit(foundation.of(onboard, Optional.empty()));
            return;
        }
        Secret password = randomness.secret();
        Secret automation = randomness.secret();
        // After the commit: of two nodes that start together, only the one whose commit counts tells its credentials.
        Outcome outcome =
                commit(withPeople(foundation.of(onboard, Optional.of(operator(password, now))), automation, now));
        if (outcome instanceof Outcome.Done) {
            tell(password, automation);
        }
    }

    private void tell(Secret password, Secret automation) {
        Path file = Path.of(settings.firstCredentialsFile());
        FirstCredentials.write(file, settings.issuerBase() + "/t/system", LOGIN, password, automation);
        LOG.info("The first operator's credentials are in {}: they are shown nowhere else", file);
    }

    private String hash(Secret password) {
        return passwords.hash(LoginPolicy.STANDARD.password(), password.reveal().toCharArray());
    }

    private ClientSecret secret(Secret fresh) {
        return new ClientSecret(randomness.identifier(), fresh.hash(), Optional.empty());
    }

    private UserCommand.Admit operator(Secret password, Instant now) {
        String login = LoginName.typed(LOGIN).orElseThrow().value();
        UserCommand.Register registration = new UserCommand.Register(
                TenantId.SYSTEM,
                new UserId(randomness.identifier()),
                personal.blindIndex(TenantId.SYSTEM, "login", login),
                new Profile(Personal.of(login), Optional.of(Personal.of("First operator")), Optional.empty(), false),
                now);
        return new UserCommand.Admit(
                registration,
                Optional.of(Personal.of(hash(password))),
                List.of(BuiltInRole.OPERATOR.id()),
                Optional.empty());
    }

    private TenantCommand.Found withPeople(TenantCommand.Found found, Secret automation, Instant now) {
        List<ClientCommand.Register> clients = new ArrayList<>(found.clients());
        clients.add(new ClientCommand.Register(
                TenantId.SYSTEM, AdminScopes.AUTOMATION, Foundation.automation(), List.of(secret(automation)), now));
        return new TenantCommand.Found(found.onboarding(), found.resources(), clients, found.admin());
    }

    private Outcome commit(Command<Outcome> command) {
        String why = settings.resetOperator() ? "operator-reset" : "first-start";
        Origin origin =
                Origin.of(new Actor.Platform(why), Correlation.current()).because(why);
        Outcome outcome = decisions.decide(
                TenantId.SYSTEM, reading -> reading.commit(command, origin).outcome());
        if (outcome instanceof Outcome.Refused refused) {
            throw new IllegalStateException("the system tenant can't be prepared: " + refused.reason());
        }
        return outcome;
    }
}
