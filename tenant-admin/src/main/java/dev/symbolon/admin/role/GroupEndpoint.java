package dev.symbolon.admin.role;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.symbolon.admin.http.AdminRefusal;
import dev.symbolon.admin.http.Answer;
import dev.symbolon.admin.http.Call;
import dev.symbolon.admin.http.Field;
import dev.symbolon.admin.http.Orders;
import dev.symbolon.admin.list.Lists;
import dev.symbolon.admission.access.Powers;
import dev.symbolon.core.role.GroupCommand;
import dev.symbolon.core.role.GroupId;
import dev.symbolon.core.role.GroupMetadata;
import dev.symbolon.core.role.GroupState;
import dev.symbolon.core.role.RoleId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.ports.decision.Reading;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code /tenants/{tenant}/groups}: groups of people, whose members have the group's roles. */
@Component
public final class GroupEndpoint {
    private final Orders orders;
    private final Lists lists;

    GroupEndpoint(Orders orders, Lists lists) {
        this.orders = orders;
        this.lists = lists;
    }

    public record GroupSettings(
            @Field(
                    value = "What tokens carry; unique in the tenant",
                    example = "night-shift",
                    required = true,
                    longest = 64,
                    pattern = "[a-z0-9](?:[a-z0-9:_.-]{0,62}[a-z0-9])?")
            @Nullable
            String name,

            @Field(value = "Who is in it", example = "From ten to six") @Nullable
            String description,

            @Field(value = "Ids of roles that its members have", most = 50, pattern = "[a-z0-9~-]{1,64}") @Nullable
            List<@Nullable String> roles) {}

    public record GroupView(
            @Field(value = "Its id", example = "2g4h6j8k1m3n5p7q9r1s3t5v7w")
            String id,

            @JsonUnwrapped GroupSettings settings) {
        static GroupView of(GroupState state) {
            return new GroupView(state.group().value(), GroupEndpoint.settings(state.metadata()));
        }
    }

    public Answer list(Call call) {
        return lists.page(
                call,
                StreamType.GROUP,
                (reading, id) -> reading.state(GroupState.FOLD, new GroupId(id))
                        .filter(state -> !state.removed())
                        .map(GroupView::of));
    }

    public Answer read(Call call) {
        return orders.show(call, GroupState.FOLD, group(call), (_, state) -> GroupView.of(there(state)));
    }

    public Answer define(Call call, GroupSettings body) {
        GroupId group = new GroupId(orders.freshId());
        return orders.begin(
                call,
                GroupState.FOLD,
                group,
                reading -> new GroupCommand.Define(call.tenant(), group, metadata(call, reading, body), call.at()),
                GroupView::of);
    }

    public Answer change(Call call) {
        return orders.change(
                call,
                GroupState.FOLD,
                group(call),
                (reading, state) -> {
                    held(call, reading, there(state).metadata().roles());
                    GroupSettings settings = call.patched(settings(state.metadata()), GroupSettings.class);
                    return new GroupCommand.Change(
                            state.tenant(), state.group(), metadata(call, reading, settings), call.at());
                },
                GroupView::of);
    }

    public Answer remove(Call call) {
        return orders.change(
                        call,
                        GroupState.FOLD,
                        group(call),
                        (reading, state) -> {
                            held(call, reading, there(state).metadata().roles());
                            return new GroupCommand.Remove(state.tenant(), state.group(), call.at());
                        },
                        GroupView::of)
                .empty();
    }

    private static GroupState there(GroupState state) {
        if (state.removed()) {
            throw AdminRefusal.unknown("group");
        }
        return state;
    }

    private static GroupMetadata metadata(Call call, Reading reading, GroupSettings body) {
        List<RoleId> roles = body.roles() == null
                ? List.of()
                : body.roles().stream()
                        .map(id -> new RoleId(requireNonNull(id)))
                        .distinct()
                        .toList();
        RoleChecks.exist(reading, roles);
        held(call, reading, roles);
        return new GroupMetadata(
                requireNonNull(body.name()),
                Optional.ofNullable(body.description()).orElse(""),
                roles);
    }

    private static void held(Call call, Reading reading, List<RoleId> roles) {
        roles.forEach(role -> RoleChecks.held(call.caller(), Powers.of(reading, role)));
    }

    private static GroupSettings settings(GroupMetadata metadata) {
        return new GroupSettings(
                metadata.name(),
                metadata.description().isEmpty() ? null : metadata.description(),
                metadata.roles().stream().<@Nullable String>map(RoleId::value).toList());
    }

    private static GroupId group(Call call) {
        return call.id("group", GroupId::new);
    }
}
