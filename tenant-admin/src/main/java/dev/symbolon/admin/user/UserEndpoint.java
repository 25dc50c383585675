package dev.symbolon.admin.user;

import static java.util.Objects.requireNonNull;

import dev.symbolon.admin.http.AdminRefusal;
import dev.symbolon.admin.http.Answer;
import dev.symbolon.admin.http.Call;
import dev.symbolon.admin.http.Orders;
import dev.symbolon.admin.list.Lists;
import dev.symbolon.admin.role.RoleChecks;
import dev.symbolon.admin.user.UserBodies.NewUser;
import dev.symbolon.admin.user.UserBodies.ProfileBody;
import dev.symbolon.admin.user.UserBodies.Reason;
import dev.symbolon.admin.user.UserBodies.UserView;
import dev.symbolon.admission.access.Powers;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.role.AdminPermission;
import dev.symbolon.core.role.RoleId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.PasswordPolicy;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.Profile;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.core.user.UserId;
import dev.symbolon.core.user.UserState;
import dev.symbolon.ports.decision.Claims;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.ports.secret.PersonalData;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code /tenants/{tenant}/users}: people. */
@Component
public final class UserEndpoint {
    private static final int LONGEST_PASSWORD = 256;

    private final Orders orders;
    private final Lists lists;
    private final Claims claims;
    private final PersonalData personal;
    private final NewPeople people;
    private final Passwords passwords;

    UserEndpoint(
            Orders orders, Lists lists, Claims claims, PersonalData personal, NewPeople people, Passwords passwords) {
        this.orders = orders;
        this.lists = lists;
        this.claims = claims;
        this.personal = personal;
        this.people = people;
        this.passwords = passwords;
    }

    public Answer list(Call call) {
        Optional<String> login = call.query("login");
        if (login.isPresent()) {
            return named(call, login.get());
        }
        return lists.page(
                call,
                StreamType.USER,
                (reading, id) -> reading.state(UserState.FOLD, new UserId(id)).map(state -> view(call, state)));
    }

    /** Who has exactly that login name; names of people aren't searched otherwise. */
    private Answer named(Call call, String login) {
        call.require(AdminPermission.USERS_PERSONAL);
        TenantId tenant = call.tenant();
        return orders.in(
                tenant,
                reading -> Answer.of(new Lists.Listed<>(
                        claims.holder(tenant, "login", people.index(tenant, NewPeople.login(login))).stream()
                                .flatMap(stream -> reading.state(UserState.FOLD, new UserId(stream.id())).stream())
                                .map(state -> view(call, state))
                                .toList(),
                        Optional.empty())));
    }

    public Answer register(Call call, NewUser body) {
        TenantId tenant = call.tenant();
        List<RoleId> roles = roles(body.roles());
        UserCommand.Register registration = people.registration(
                call,
                tenant,
                requireNonNull(body.login()),
                Optional.ofNullable(body.name()),
                Optional.ofNullable(body.email()),
                Boolean.TRUE.equals(body.emailVerified()));
        PasswordPolicy policy = orders.in(tenant, reading -> {
            RoleChecks.givable(call, reading, roles);
            return Orders.known(reading).loginPolicy().password();
        });
        String password = requireNonNull(body.password());
        if (password.length() < policy.minimumLength() || password.length() > LONGEST_PASSWORD) {
            throw AdminRefusal.invalid(
                    "bad-password",
                    "/password has " + policy.minimumLength() + " to " + LONGEST_PASSWORD + " characters",
                    "/password");
        }
        OnceHashed hashed = new OnceHashed(() -> passwords.hash(policy, password.toCharArray()));
        return orders.begin(
                call,
                UserState.FOLD,
                registration.user(),
                reading -> {
                    if (claims.holder(tenant, "login", registration.loginIndex())
                            .isPresent()) {
                        throw AdminRefusal.taken("login");
                    }
                    RoleChecks.exist(reading, roles);
                    return new UserCommand.Admit(registration, Optional.of(hashed.get()), roles, Optional.empty());
                },
                state -> view(call, state));
    }

    /** A decision may run again; hashing costs tens of milliseconds, and is done when it is known to be needed. */
    private static final class OnceHashed {
        private final Supplier<String> hashing;
        private @Nullable Personal hash;

        OnceHashed(Supplier<String> hashing) {
            this.hashing = hashing;
        }

        Personal get() {
            Personal made = hash == null ? Personal.of(hashing.get()) : hash;
            hash = made;
            return made;
        }
    }

    public Answer read(Call call) {
        return orders.show(call, UserState.FOLD, user(call), (_, state) -> view(call, state));
    }

    public Answer change(Call call) {
        call.require(AdminPermission.USERS_PERSONAL);
        return act(call, (_, state) -> {
            ProfileBody before = new ProfileBody(
                    state.profile().name().flatMap(value -> open(state, value)).orElse(null),
                    state.profile().email().flatMap(value -> open(state, value)).orElse(null),
                    state.profile().emailVerified());
            ProfileBody after = call.patched(before, ProfileBody.class);
            Profile profile = new Profile(
                    Personal.of(open(state, state.profile().login()).orElseThrow(() -> AdminRefusal.decided("erased"))),
                    Optional.ofNullable(after.name()).map(Personal::of),
                    Optional.ofNullable(after.email()).map(Personal::of),
                    Boolean.TRUE.equals(after.emailVerified()));
            return new UserCommand.ChangeProfile(state.tenant(), state.user(), profile, call.at());
        });
    }

    public Answer disable(Call call, Reason body) {
        return act(
                call,
                (_, state) -> new UserCommand.Disable(
                        state.tenant(), state.user(), requireNonNull(body.reason()), call.at()));
    }

    public Answer enable(Call call) {
        return act(call, (_, state) -> new UserCommand.Enable(state.tenant(), state.user(), call.at()));
    }

    /**
     * The key is destroyed before the event says so: an erasure that is certified has happened. And after everything that can
     * refuse the call, its Idempotency-Key too: what is refused has destroyed nothing.
     */
    public Answer erase(Call call, Reason body) {
        return act(call, (_, state) -> {
            if (state.status() != UserState.Status.ERASED) {
                personal.erase(state.tenant(), state.user());
            }
            return new UserCommand.Erase(state.tenant(), state.user(), requireNonNull(body.reason()), call.at());
        });
    }

    /** Nobody acts on a person who may do more than they. */
    private Answer act(Call call, BiFunction<Reading, UserState, UserCommand> order) {
        UserId user = user(call);
        return orders.change(
                call,
                UserState.FOLD,
                user,
                (reading, state) -> {
                    RoleChecks.held(call.caller(), Powers.of(reading, user));
                    return order.apply(reading, state);
                },
                state -> view(call, state));
    }

    static List<RoleId> roles(@Nullable List<@Nullable String> ids) {
        return ids == null
                ? List.of()
                : ids.stream().map(id -> new RoleId(requireNonNull(id))).toList();
    }

    private static UserId user(Call call) {
        return call.id("user", UserId::new);
    }

    private UserView view(Call call, UserState state) {
        boolean personal = call.caller().may(AdminPermission.USERS_PERSONAL);
        Profile profile = state.profile();
        return new UserView(
                state.user().value(),
                personal ? open(state, profile.login()) : Optional.empty(),
                personal ? profile.name().flatMap(value -> open(state, value)) : Optional.empty(),
                personal ? profile.email().flatMap(value -> open(state, value)) : Optional.empty(),
                profile.emailVerified(),
                state.status().name().toLowerCase(Locale.ROOT));
    }

    private Optional<String> open(UserState state, Personal value) {
        return state.status() == UserState.Status.ERASED ? Optional.empty() : personal.open(state.tenant(), value);
    }
}
