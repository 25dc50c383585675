package dev.symbolon.admin.role;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.symbolon.admin.http.AdminRefusal;
import dev.symbolon.admin.http.Answer;
import dev.symbolon.admin.http.Call;
import dev.symbolon.admin.http.Field;
import dev.symbolon.admin.http.Orders;
import dev.symbolon.admin.list.Lists;
import dev.symbolon.core.role.AdminPermission;
import dev.symbolon.core.role.BuiltInRole;
import dev.symbolon.core.role.RoleCommand;
import dev.symbolon.core.role.RoleId;
import dev.symbolon.core.role.RoleKind;
import dev.symbolon.core.role.RoleMetadata;
import dev.symbolon.core.role.RoleState;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code /tenants/{tenant}/roles}: those that are built in, and the tenant's own. */
@Component
public final class RoleEndpoint {
    private final Orders orders;
    private final Lists lists;

    RoleEndpoint(Orders orders, Lists lists) {
        this.orders = orders;
        this.lists = lists;
    }

    public record RoleSettings(
            @Field(
                    value = "What tokens carry; unique in the tenant",
                    example = "reception",
                    required = true,
                    longest = 64,
                    pattern = "[a-z0-9](?:[a-z0-9:_.-]{0,62}[a-z0-9])?")
            @Nullable
            String name,

            @Field(
                    value = "Whether it permits calls of this API, or means something to applications; never changes",
                    example = "application",
                    required = true,
                    among = {"admin", "application"})
            @Nullable
            String kind,

            @Field(value = "What it is for", example = "Looks after guests") @Nullable
            String description,

            @Field("Permissions of an admin role") @Nullable List<@Nullable String> permissions) {}

    public record RoleView(
            @Field(value = "Its id", example = "0r2s4t6v8w1x3y5z7a9b1c3d5e")
            String id,

            @JsonUnwrapped RoleSettings settings,

            @Field("Whether it is the platform's own, and never changes")
            boolean builtIn) {}

    public Answer list(Call call) {
        Answer page = lists.page(
                call,
                StreamType.ROLE,
                (reading, id) -> reading.state(RoleState.FOLD, new RoleId(id))
                        .filter(state -> !state.removed())
                        .map(RoleEndpoint::view));
        boolean first = call.query("after").isEmpty() && call.query("q").isEmpty();
        if (!first || !(page.body().orElseThrow() instanceof Lists.Listed<?> listed)) {
            return page;
        }
        List<Object> all = new ArrayList<>(Arrays.stream(BuiltInRole.values())
                .filter(role -> role != BuiltInRole.OPERATOR || call.tenant().equals(TenantId.SYSTEM))
                .map(RoleEndpoint::view)
                .toList());
        all.addAll(listed.items());
        return Answer.of(new Lists.Listed<>(all, listed.next()));
    }

    public Answer read(Call call) {
        RoleId role = role(call);
        return BuiltInRole.of(role)
                .map(builtIn -> orders.in(call.tenant(), _ -> Answer.of(view(builtIn))))
                .orElseGet(() -> orders.show(call, RoleState.FOLD, role, (_, state) -> view(there(state))));
    }

    public Answer define(Call call, RoleSettings body) {
        RoleId role = new RoleId(orders.freshId());
        return orders.begin(
                call,
                RoleState.FOLD,
                role,
                _ -> new RoleCommand.Define(call.tenant(), role, metadata(call, body), call.at()),
                RoleEndpoint::view);
    }

    public Answer change(Call call) {
        return orders.change(
                call,
                RoleState.FOLD,
                role(call),
                (_, state) -> {
                    RoleChecks.held(call.caller(), there(state).permissions());
                    RoleSettings settings = call.patched(settings(state.metadata()), RoleSettings.class);
                    return new RoleCommand.Change(state.tenant(), state.role(), metadata(call, settings), call.at());
                },
                RoleEndpoint::view);
    }

    public Answer remove(Call call) {
        return orders.change(
                        call,
                        RoleState.FOLD,
                        role(call),
                        (_, state) -> {
                            RoleChecks.held(call.caller(), there(state).permissions());
                            return new RoleCommand.Remove(state.tenant(), state.role(), call.at());
                        },
                        RoleEndpoint::view)
                .empty();
    }

    private static RoleState there(RoleState state) {
        if (state.removed()) {
            throw AdminRefusal.unknown("role");
        }
        return state;
    }

    /** Nobody makes a role of what they don't hold. */
    private static RoleMetadata metadata(Call call, RoleSettings body) {
        List<String> permissions = body.permissions() == null
                ? List.of()
                : body.permissions().stream()
                        .map(one -> requireNonNull(one))
                        .distinct()
                        .toList();
        RoleChecks.held(
                call.caller(),
                permissions.stream()
                        .map(id ->
                                AdminPermission.named(id).orElseThrow(() -> AdminRefusal.decided("unknown-permission")))
                        .toList());
        return new RoleMetadata(
                requireNonNull(body.name()),
                RoleKind.valueOf(requireNonNull(body.kind()).toUpperCase(Locale.ROOT)),
                Optional.ofNullable(body.description()).orElse(""),
                permissions);
    }

    private static RoleView view(RoleState state) {
        return new RoleView(state.role().value(), settings(state.metadata()), false);
    }

    private static RoleView view(BuiltInRole role) {
        return new RoleView(
                role.id().value(),
                new RoleSettings(
                        role.id().value(),
                        "admin",
                        null,
                        role.permissions().stream()
                                .map(AdminPermission::id)
                                .sorted()
                                .<@Nullable String>map(scope -> scope)
                                .toList()),
                true);
    }

    private static RoleSettings settings(RoleMetadata metadata) {
        return new RoleSettings(
                metadata.name(),
                metadata.kind().name().toLowerCase(Locale.ROOT),
                metadata.description().isEmpty() ? null : metadata.description(),
                metadata.permissions().stream()
                        .<@Nullable String>map(scope -> scope)
                        .toList());
    }

    private static RoleId role(Call call) {
        return call.id("role", RoleId::new);
    }
}
