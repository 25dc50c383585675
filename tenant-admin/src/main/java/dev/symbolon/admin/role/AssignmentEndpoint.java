package dev.symbolon.admin.role;

import static java.util.Objects.requireNonNull;

import dev.symbolon.admin.http.AdminRefusal;
import dev.symbolon.admin.http.Answer;
import dev.symbolon.admin.http.Call;
import dev.symbolon.admin.http.Field;
import dev.symbolon.admin.http.Orders;
import dev.symbolon.admission.access.Powers;
import dev.symbolon.core.role.AdminPermission;
import dev.symbolon.core.role.AssignmentCommand;
import dev.symbolon.core.role.AssignmentState;
import dev.symbolon.core.role.GroupId;
import dev.symbolon.core.role.GroupState;
import dev.symbolon.core.role.RoleId;
import dev.symbolon.core.user.UserId;
import dev.symbolon.core.user.UserState;
import dev.symbolon.ports.decision.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code /tenants/{tenant}/users/{user}/assignments}: what a person has been given to be. */
@Component
public final class AssignmentEndpoint {
    private final Orders orders;

    AssignmentEndpoint(Orders orders) {
        this.orders = orders;
    }

    public record Assignments(
            @Field(value = "Ids of roles", required = true, most = 50, pattern = "[a-z0-9~-]{1,64}") @Nullable
            List<@Nullable String> roles,

            @Field(value = "Ids of groups", most = 50, pattern = "[a-z0-9~-]{1,64}") @Nullable
            List<@Nullable String> groups) {}

    public record AssignmentView(
            @Field("Ids of roles") List<String> roles,
            @Field("Ids of groups") List<String> groups,
            @Field("What they permit together in this API") List<String> permissions) {}

    public Answer read(Call call) {
        UserId user = call.id("user", UserId::new);
        return orders.in(call.tenant(), reading -> shown(reading, user));
    }

    /** Given whole. Nobody gives or takes what they don't hold. */
    public Answer assign(Call call, Assignments body) {
        UserId user = call.id("user", UserId::new);
        List<RoleId> roles = requireNonNull(body.roles()).stream()
                .map(id -> new RoleId(requireNonNull(id)))
                .distinct()
                .toList();
        List<GroupId> groups = body.groups() == null
                ? List.of()
                : body.groups().stream()
                        .map(id -> new GroupId(requireNonNull(id)))
                        .distinct()
                        .toList();
        return orders.in(call.tenant(), reading -> {
            UserState state = Orders.known(reading, UserState.FOLD, user);
            if (state.status() == UserState.Status.ERASED) {
                throw AdminRefusal.decided("erased");
            }
            call.match(orders.version(reading, AssignmentState.FOLD, user));
            RoleChecks.held(call.caller(), Powers.of(reading, user));
            RoleChecks.exist(reading, roles);
            roles.forEach(role -> RoleChecks.held(call.caller(), Powers.of(reading, role)));
            groups.forEach(group -> reading.state(GroupState.FOLD, group)
                    .filter(there -> !there.removed())
                    .orElseThrow(() -> AdminRefusal.decided("unknown-group"))
                    .metadata()
                    .roles()
                    .forEach(role -> RoleChecks.held(call.caller(), Powers.of(reading, role))));
            var position =
                    orders.commit(call, reading, new AssignmentCommand(call.tenant(), user, roles, groups, call.at()));
            return shown(reading, user).also(position);
        });
    }

    private Answer shown(Reading reading, UserId user) {
        Orders.known(reading, UserState.FOLD, user);
        AssignmentState state = reading.state(AssignmentState.FOLD, user)
                .orElseGet(() -> new AssignmentState(reading.tenant(), user, List.of(), List.of()));
        return Answer.of(
                new AssignmentView(
                        state.roles().stream().map(RoleId::value).toList(),
                        state.groups().stream().map(GroupId::value).toList(),
                        Powers.of(reading, user).stream()
                                .map(AdminPermission::id)
                                .sorted()
                                .toList()),
                orders.version(reading, AssignmentState.FOLD, user));
    }
}
