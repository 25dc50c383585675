package dev.symbolon.admin.tenant;

import static java.util.Objects.requireNonNull;

import dev.symbolon.admin.AdminSettings;
import dev.symbolon.admin.http.AdminRefusal;
import dev.symbolon.admin.http.Answer;
import dev.symbolon.admin.http.Call;
import dev.symbolon.admin.http.Orders;
import dev.symbolon.admin.list.Lists;
import dev.symbolon.admin.tenant.TenantBodies.FirstAdmin;
import dev.symbolon.admin.tenant.TenantBodies.NewTenant;
import dev.symbolon.admin.tenant.TenantBodies.OffBoarding;
import dev.symbolon.admin.tenant.TenantBodies.Reason;
import dev.symbolon.admin.tenant.TenantBodies.TenantSettings;
import dev.symbolon.admin.user.Links;
import dev.symbolon.admin.user.NewPeople;
import dev.symbolon.core.role.BuiltInRole;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.stream.StreamType;
import dev.symbolon.core.tenant.Branding;
import dev.symbolon.core.tenant.LoginPolicy;
import dev.symbolon.core.tenant.RegistrationState;
import dev.symbolon.core.tenant.Slug;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.core.tenant.TokenPolicy;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.ports.decision.Claims;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.Reading;
import dev.symbolon.ports.log.CellNames;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** {@code /tenants}. */
@Component
public final class TenantEndpoint {
    private static final String DEFAULT_COLOR = "#1f4e79";

    private final Orders orders;
    private final Lists lists;
    private final Claims claims;
    private final Decisions decisions;
    private final Foundation foundation;
    private final NewPeople people;
    private final Links links;
    private final CellNames cells;
    private final String issuers;

    TenantEndpoint(
            Orders orders,
            Lists lists,
            Claims claims,
            Decisions decisions,
            Foundation foundation,
            NewPeople people,
            Links links,
            CellNames cells,
            AdminSettings settings) {
        this.orders = orders;
        this.lists = lists;
        this.claims = claims;
        this.decisions = decisions;
        this.foundation = foundation;
        this.people = people;
        this.links = links;
        this.cells = cells;
        this.issuers = settings.issuerBase() + "/t/";
    }

    public Answer list(Call call) {
        Set<String> silent = new HashSet<>();
        return lists.page(call, StreamType.REGISTRATION, (reading, id) -> Optional.of(listed(reading, id, silent)));
    }

    /**
     * Of each, its own log says how it is; one that has none yet stopped half-way.
     *
     * @param silent cells that didn't answer for this page: each is waited for once
     */
    private TenantView listed(Reading system, String id, Set<String> silent) {
        TenantId tenant = new TenantId(id);
        RegistrationState entry = Orders.known(system, RegistrationState.FOLD, tenant);
        return inItsLog(system, tenant, entry, silent).in(entry.cell());
    }

    private TenantView inItsLog(Reading system, TenantId tenant, RegistrationState entry, Set<String> silent) {
        if (tenant.equals(TenantId.SYSTEM)) {
            return shown(system.state(TenantState.FOLD, tenant), entry);
        }
        if (silent.contains(entry.cell())) {
            return entered(entry, "unknown");
        }
        try {
            return shown(decisions.glance(tenant, reading -> reading.state(TenantState.FOLD, tenant)), entry);
        } catch (Decisions.UndecidedException e) {
            // One cell that is away leaves the operator the list of all the others.
            silent.add(entry.cell());
            return entered(entry, "unknown");
        }
    }

    private TenantView shown(Optional<TenantState> state, RegistrationState entry) {
        return state.map(there -> TenantView.of(there, issuers, Optional.empty()))
                .orElseGet(() -> entered(entry, "registered"));
    }

    /** What the register knows of it. */
    private TenantView entered(RegistrationState entry, String status) {
        return new TenantView(
                entry.tenant().value(),
                entry.slug().value(),
                issuers + entry.slug().value(),
                entry.displayName(),
                DEFAULT_COLOR,
                status,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Onboards: registered in {@code system}, which takes the slug, then founded in its own log. The same call again
     * completes one that stopped half-way.
     */
    public Answer onboard(Call call, NewTenant body) {
        Slug slug = new Slug(requireNonNull(body.slug()));
        Branding branding = new Branding(
                requireNonNull(body.displayName()),
                Optional.ofNullable(body.accentColor()).orElse(DEFAULT_COLOR));
        // All that can be wrong with the call, before its first commit: what is refused has left nothing behind.
        Optional<FirstAdmin> first = Optional.ofNullable(body.admin());
        first.ifPresent(one -> NewPeople.login(requireNonNull(one.login())));
        String cell = Optional.ofNullable(body.cell()).orElse(CellNames.DEFAULT);
        if (!cells.names().contains(cell)) {
            throw AdminRefusal.invalid("unknown-cell", "this platform has no such cell", "/cell");
        }
        Registered entry = begun(call)
                .or(() -> claims.holder(TenantId.SYSTEM, "slug", slug.value())
                        .map(held -> goingOn(new TenantId(held.id()), cell)))
                .orElseGet(() -> register(call, slug, cell, branding));
        TenantId tenant = entry.tenant();
        Links.Fresh link = links.fresh(tenant);
        return orders.beginIn(
                        call,
                        tenant,
                        TenantState.FOLD,
                        tenant,
                        first.map(_ -> link.url()),
                        reading -> {
                            if (reading.state(TenantState.FOLD, tenant).isPresent()) {
                                throw AdminRefusal.taken("slug");
                            }
                            // Not before: a tenant whose data was destroyed has no key to index a name by.
                            Optional<UserCommand.Admit> admin = first.map(one -> admin(call, tenant, one, link));
                            return foundation.of(
                                    new TenantCommand.Onboard(
                                            tenant,
                                            slug,
                                            branding,
                                            LoginPolicy.STANDARD,
                                            TokenPolicy.STANDARD,
                                            call.at()),
                                    admin);
                        },
                        (state, url) -> TenantView.of(state, issuers, url))
                .also(entry.position());
    }

    private UserCommand.Admit admin(Call call, TenantId tenant, FirstAdmin first, Links.Fresh link) {
        return people.invited(
                call,
                tenant,
                requireNonNull(first.login()),
                Optional.ofNullable(first.name()),
                Optional.ofNullable(first.email()),
                List.of(BuiltInRole.TENANT_ADMIN.id()),
                link);
    }

    /** @param position empty where it was registered before */
    private record Registered(TenantId tenant, Optional<Position> position) {}

    /** What this call's key registered: under it, no other slug is. */
    private Optional<Registered> begun(Call call) {
        return orders.begun(call, TenantId.SYSTEM)
                .map(earlier -> earlier.last().keySet().stream()
                        .filter(stream -> stream.type() == StreamType.REGISTRATION)
                        .findFirst()
                        .map(stream -> new Registered(new TenantId(stream.id()), Optional.of(earlier.position())))
                        .orElseThrow(AdminRefusal::anotherRequest));
    }

    /** One that stopped half-way stays where it was registered. */
    private Registered goingOn(TenantId tenant, String cell) {
        boolean there = orders.anywhere(
                TenantId.SYSTEM,
                reading -> reading.state(RegistrationState.FOLD, tenant)
                        .filter(entry -> entry.cell().equals(cell))
                        .isPresent());
        if (!there) {
            throw AdminRefusal.taken("slug");
        }
        return new Registered(tenant, Optional.empty());
    }

    private Registered register(Call call, Slug slug, String cell, Branding branding) {
        TenantId fresh = new TenantId(orders.freshId());
        try {
            return new Registered(
                    fresh,
                    orders.anywhere(
                            TenantId.SYSTEM,
                            reading -> orders.commit(
                                    call,
                                    reading,
                                    new TenantCommand.Register(fresh, slug, cell, branding.displayName(), call.at()))));
        } catch (Claims.ClaimTakenException e) {
            // By the same call, sent again before this was done; otherwise the slug is another's.
            return begun(call).orElseThrow(() -> e);
        }
    }

    public Answer read(Call call) {
        return orders.show(call, TenantState.FOLD, call.tenant(), (_, state) -> view(state));
    }

    public Answer change(Call call) {
        return orders.change(
                call,
                TenantState.FOLD,
                call.tenant(),
                (_, state) -> {
                    TenantSettings settings = call.patched(
                            new TenantSettings(
                                    state.branding().displayName(),
                                    state.branding().accentColor()),
                            TenantSettings.class);
                    return new TenantCommand.ChangeBranding(
                            state.tenant(),
                            new Branding(
                                    requireNonNull(settings.displayName()), requireNonNull(settings.accentColor())),
                            call.at());
                },
                this::view);
    }

    public Answer suspend(Call call, Reason body) {
        return orders.change(
                call,
                TenantState.FOLD,
                call.tenant(),
                (_, state) -> new TenantCommand.Suspend(state.tenant(), requireNonNull(body.reason()), call.at()),
                this::view);
    }

    public Answer reactivate(Call call) {
        return orders.change(
                call,
                TenantState.FOLD,
                call.tenant(),
                (_, state) -> new TenantCommand.Reactivate(state.tenant(), call.at()),
                this::view);
    }

    public Answer offBoard(Call call, OffBoarding body) {
        Duration retention = Duration.ofSeconds(requireNonNull(body.retentionSeconds()));
        return orders.change(
                call,
                TenantState.FOLD,
                call.tenant(),
                (_, state) -> new TenantCommand.OffBoard(
                        state.tenant(), requireNonNull(body.reason()), call.at().plus(retention), call.at()),
                this::view);
    }

    private TenantView view(TenantState state) {
        return TenantView.of(state, issuers, Optional.empty());
    }
}
