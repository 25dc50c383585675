package dev.symbolon.admin.invitation;

import static java.util.Objects.requireNonNull;

import dev.symbolon.admin.http.AdminRefusal;
import dev.symbolon.admin.http.Answer;
import dev.symbolon.admin.http.Call;
import dev.symbolon.admin.http.Field;
import dev.symbolon.admin.http.Operation;
import dev.symbolon.admin.http.Orders;
import dev.symbolon.admin.list.Lists;
import dev.symbolon.admin.role.RoleChecks;
import dev.symbolon.admin.user.Links;
import dev.symbolon.admin.user.NewPeople;
import dev.symbolon.admission.access.Powers;
import dev.symbolon.core.invitation.InvitationCommand;
import dev.symbolon.core.invitation.InvitationId;
import dev.symbolon.core.invitation.InvitationState;
import dev.symbolon.core.role.RoleId;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.core.user.UserId;
import dev.symbolon.core.user.UserState;
import dev.symbolon.ports.decision.Claims;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code /tenants/{tenant}/invitations}: people who choose their password themselves. */
@Component
public final class InvitationEndpoint {
    private final Orders orders;
    private final Lists lists;
    private final Claims claims;
    private final NewPeople people;
    private final Links links;

    InvitationEndpoint(Orders orders, Lists lists, Claims claims, NewPeople people, Links links) {
        this.orders = orders;
        this.lists = lists;
        this.claims = claims;
        this.people = people;
        this.links = links;
    }

    public record Invited(
            @Field(value = "Login name", example = "charles", required = true, longest = 254) @Nullable
            String login,

            @Field(value = "Name", example = "Charles Babbage") @Nullable
            String name,

            @Field(value = "E-mail address", example = "ada@guests.example", longest = 254) @Nullable
            String email,

            @Field(value = "Ids of roles; any takes roles:write", most = 50, pattern = "[a-z0-9~-]{1,64}") @Nullable
            List<@Nullable String> roles) {
        /** Shows nothing personal. */
        @Override
        public String toString() {
            return "Invited[…]";
        }
    }

    public record InvitationView(
            @Field(value = "Its id", example = "4j6k8m1n3p5q7r9s1t3v5w7x9y")
            String id,

            @Field(value = "Whose password is chosen", example = "7a2m4k9p1q3r5t6w8x0y2z4b6d")
            String user,

            @Field(
                    value = "What became of it",
                    among = {"open", "accepted", "withdrawn"})
            String status,

            @Field("When it was made") Instant createdAt,
            @Field("When it stops to count") Instant expiresAt,
            @Field(value = "The link", shownOnce = true) Optional<String> link) {
        static InvitationView of(InvitationState state, Optional<String> link) {
            return new InvitationView(
                    state.invitation().value(),
                    state.user().value(),
                    state.status().name().toLowerCase(Locale.ROOT),
                    state.createdAt(),
                    state.expiresAt(),
                    link);
        }

        /** Shows no link. */
        @Override
        public String toString() {
            return "InvitationView[" + id + "]";
        }
    }

    public Answer list(Call call) {
        return lists.page(
                call,
                StreamType.INVITATION,
                (reading, id) -> reading.state(InvitationState.FOLD, new InvitationId(id))
                        .map(state -> InvitationView.of(state, Optional.empty())));
    }

    public Answer read(Call call) {
        return orders.show(
                call, InvitationState.FOLD, invitation(call), (_, state) -> InvitationView.of(state, Optional.empty()));
    }

    /** A new person, with roles that the caller holds, and the link by which they choose a password. */
    public Answer invite(Call call, Invited body) {
        TenantId tenant = call.tenant();
        List<RoleId> roles = body.roles() == null
                ? List.of()
                : body.roles().stream()
                        .map(id -> new RoleId(requireNonNull(id)))
                        .toList();
        Links.Fresh link = links.fresh(tenant);
        UserCommand.Admit admit = people.invited(
                call,
                tenant,
                requireNonNull(body.login()),
                Optional.ofNullable(body.name()),
                Optional.ofNullable(body.email()),
                roles,
                link);
        return orders.begin(
                call,
                InvitationState.FOLD,
                link.id(),
                Optional.of(link.url()),
                reading -> {
                    RoleChecks.givable(call, reading, roles);
                    RoleChecks.exist(reading, roles);
                    if (claims.holder(tenant, "login", admit.registration().loginIndex())
                            .isPresent()) {
                        throw AdminRefusal.taken("login");
                    }
                    return admit;
                },
                InvitationView::of);
    }

    /** The password that a person has doesn't count any more, and they choose another by the link. */
    public Answer resetCredentials(Call call) {
        UserId user = call.id("user", UserId::new);
        Links.Fresh link = links.fresh(call.tenant());
        Answer answer = orders.begin(
                call,
                InvitationState.FOLD,
                link.id(),
                Optional.of(link.url()),
                reading -> {
                    UserState state = Orders.known(reading, UserState.FOLD, user);
                    if (state.status() == UserState.Status.ERASED) {
                        throw AdminRefusal.decided("erased");
                    }
                    RoleChecks.held(call.caller(), Powers.of(reading, user));
                    return link.order(user, true, call.at());
                },
                InvitationView::of);
        return answer.body().orElseThrow() instanceof InvitationView made
                ? answer.at(Operation.BASE + "/tenants/" + call.tenant().value() + "/invitations/" + made.id())
                : answer;
    }

    /** Nobody takes from a person who may do more than they the way in. */
    public Answer withdraw(Call call) {
        return orders.change(
                call,
                InvitationState.FOLD,
                invitation(call),
                (reading, state) -> {
                    RoleChecks.held(call.caller(), Powers.of(reading, state.user()));
                    return new InvitationCommand.Withdraw(state.tenant(), state.invitation(), "by-an-admin", call.at());
                },
                state -> InvitationView.of(state, Optional.empty()));
    }

    private static InvitationId invitation(Call call) {
        return call.id("invitation", InvitationId::new);
    }
}
