package dev.symbolon.admin.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.symbolon.admin.http.AdminRefusal;
import dev.symbolon.admin.http.Bounds;
import dev.symbolon.admin.http.Calls;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.tenant.PasswordPolicy;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.LoginName;
import dev.symbolon.core.user.Profile;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.core.user.UserId;
import dev.symbolon.core.user.UserState;
import dev.symbolon.ports.decision.Claims;
import dev.symbolon.ports.secret.PersonalData;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /admin/v1/tenants/{tenant}/users}: people, with a first password. */
@RestController
@RequestMapping("/admin/v1/tenants/{tenant}/users")
final class UserEndpoint {
    private static final int LONGEST_PASSWORD = 256;

    private final Calls calls;
    private final Claims claims;
    private final PersonalData personal;
    private final FirstPasswords passwords;

    UserEndpoint(Calls calls, Claims claims, PersonalData personal, FirstPasswords passwords) {
        this.calls = calls;
        this.claims = claims;
        this.personal = personal;
        this.passwords = passwords;
    }

    record NewUser(
            @Nullable String login,
            @Nullable String name,
            @Nullable String email,
            @Nullable Boolean emailVerified,
            @Nullable String password) {
        /** Shows nothing personal, and no password. */
        @Override
        public String toString() {
            return "NewUser[…]";
        }
    }

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record UserView(
            String id,
            Optional<String> login,
            Optional<String> name,
            Optional<String> email,
            boolean emailVerified,
            String status) {
        @Override
        public String toString() {
            return "UserView[" + id + "]";
        }
    }

    @PostMapping
    ResponseEntity<UserView> register(@PathVariable String tenant, @RequestBody NewUser body) {
        TenantId id = Calls.tenant(tenant);
        LoginName login = LoginName.typed(Bounds.text("login", body.login(), 254))
                .orElseThrow(() -> AdminRefusal.invalid("bad-login", "login isn't a login name"));
        Optional<String> name = Bounds.optionalText("name", body.name(), 200);
        Optional<String> email = Bounds.optionalText("email", body.email(), 254);
        boolean verified = Boolean.TRUE.equals(body.emailVerified());
        PasswordPolicy policy =
                calls.in(id, reading -> Calls.known(reading).loginPolicy().password());
        String index = personal.blindIndex(id, "login", login.value());
        if (claims.holder(id, "login", index).isPresent()) {
            throw AdminRefusal.taken("login");
        }
        Personal hash = Personal.of(passwords.hash(policy, password(body, policy)));
        UserId user = new UserId(calls.freshId());
        Profile profile =
                new Profile(Personal.of(login.value()), name.map(Personal::of), email.map(Personal::of), verified);
        Optional<Position> position = calls.in(
                id,
                reading -> calls.commit(
                        reading,
                        new UserCommand.Enrol(new UserCommand.Register(id, user, index, profile, calls.now()), hash)));
        return Calls.created(
                "/admin/v1/tenants/" + tenant + "/users/" + user.value(),
                position,
                new UserView(user.value(), Optional.of(login.value()), name, email, verified, "active"));
    }

    @GetMapping("/{user}")
    ResponseEntity<UserView> read(@PathVariable String tenant, @PathVariable String user) {
        TenantId id = Calls.tenant(tenant);
        UserId subject = Calls.id("user", user, UserId::new);
        UserState state = calls.in(
                id, reading -> reading.state(UserState.FOLD, subject).orElseThrow(() -> AdminRefusal.unknown("user")));
        Profile profile = state.profile();
        return Calls.done(
                Optional.empty(),
                new UserView(
                        subject.value(),
                        personal.open(id, profile.login()),
                        profile.name().flatMap(value -> personal.open(id, value)),
                        profile.email().flatMap(value -> personal.open(id, value)),
                        profile.emailVerified(),
                        state.status().name().toLowerCase(Locale.ROOT)));
    }

    private static char[] password(NewUser body, PasswordPolicy policy) {
        String password = body.password();
        if (password == null || password.length() < policy.minimumLength() || password.length() > LONGEST_PASSWORD) {
            throw AdminRefusal.invalid(
                    "bad-password",
                    "password has " + policy.minimumLength() + " to " + LONGEST_PASSWORD + " characters");
        }
        return password.toCharArray();
    }
}
