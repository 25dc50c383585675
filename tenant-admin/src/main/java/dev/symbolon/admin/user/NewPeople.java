package dev.symbolon.admin.user;

import dev.symbolon.admin.http.AdminRefusal;
import dev.symbolon.admin.http.Call;
import dev.symbolon.admin.http.Orders;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.role.RoleId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.LoginName;
import dev.symbolon.core.user.Profile;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.secret.PersonalData;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What it takes to make a person. */
@Component
public final class NewPeople {
    private final Orders orders;
    private final PersonalData personal;

    NewPeople(Orders orders, PersonalData personal) {
        this.orders = orders;
        this.personal = personal;
    }

    /** Somebody who chooses a password by that link. */
    public UserCommand.Admit invited(
            Call call,
            TenantId tenant,
            String login,
            Optional<String> name,
            Optional<String> email,
            List<RoleId> roles,
            Links.Fresh link) {
        UserCommand.Register registration = registration(call, tenant, login, name, email, false);
        return new UserCommand.Admit(
                registration, Optional.empty(), roles, Optional.of(link.order(registration.user(), false, call.at())));
    }

    /** Somebody new, with a login name in its one form. */
    UserCommand.Register registration(
            Call call, TenantId tenant, String typed, Optional<String> name, Optional<String> email, boolean verified) {
        LoginName login = login(typed);
        return new UserCommand.Register(
                tenant,
                new UserId(orders.freshId()),
                index(tenant, login),
                new Profile(Personal.of(login.value()), name.map(Personal::of), email.map(Personal::of), verified),
                call.at());
    }

    /** @throws AdminRefusal 400 */
    public static LoginName login(String typed) {
        return LoginName.typed(typed)
                .orElseThrow(() -> AdminRefusal.invalid("bad-field", "/login isn't a login name", "/login"));
    }

    String index(TenantId tenant, LoginName login) {
        return personal.blindIndex(tenant, "login", login.value());
    }
}
