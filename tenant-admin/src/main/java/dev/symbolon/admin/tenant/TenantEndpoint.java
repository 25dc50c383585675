package dev.symbolon.admin.tenant;

import dev.symbolon.admin.http.AdminRefusal;
import dev.symbolon.admin.http.Bounds;
import dev.symbolon.admin.http.Calls;
import dev.symbolon.core.stream.Position;
import dev.symbolon.core.tenant.Branding;
import dev.symbolon.core.tenant.LoginPolicy;
import dev.symbolon.core.tenant.Slug;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.tenant.TenantState;
import dev.symbolon.core.tenant.TokenPolicy;
import dev.symbolon.ports.decision.Claims;
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

/** {@code /admin/v1/tenants}. */
@RestController
@RequestMapping("/admin/v1/tenants")
final class TenantEndpoint {
    private static final String DEFAULT_CELL = "default";
    private static final String DEFAULT_COLOR = "#1f4e79";

    private final Calls calls;
    private final Claims claims;

    TenantEndpoint(Calls calls, Claims claims) {
        this.calls = calls;
        this.claims = claims;
    }

    record NewTenant(
            @Nullable String slug,
            @Nullable String displayName,
            @Nullable String accentColor) {}

    record Suspension(@Nullable String reason) {}

    record TenantView(String id, String slug, String displayName, String accentColor, String status) {
        static TenantView of(TenantState state) {
            return new TenantView(
                    state.tenant().value(),
                    state.slug().value(),
                    state.branding().displayName(),
                    state.branding().accentColor(),
                    state.status().name().toLowerCase(Locale.ROOT));
        }
    }

    /**
     * Onboards: registered in {@code system}, which takes the slug, then onboarded in its own log. The same call again
     * completes one that stopped half-way.
     */
    @PostMapping
    ResponseEntity<TenantView> onboard(@RequestBody NewTenant body) {
        Slug slug = slug(body);
        Branding branding = branding(body);
        TenantId tenant = claims.holder(TenantId.SYSTEM, "slug", slug.value())
                .map(registration -> new TenantId(registration.id()))
                .orElseGet(() -> register(slug, branding));
        Optional<Position> position = calls.anywhere(tenant, reading -> {
            if (reading.state(TenantState.FOLD, tenant).isPresent()) {
                throw AdminRefusal.taken("slug");
            }
            return calls.commit(
                    reading,
                    new TenantCommand.Onboard(
                            tenant, slug, branding, LoginPolicy.STANDARD, TokenPolicy.STANDARD, calls.now()));
        });
        TenantView view =
                new TenantView(tenant.value(), slug.value(), branding.displayName(), branding.accentColor(), "active");
        return Calls.created("/admin/v1/tenants/" + tenant.value(), position, view);
    }

    @GetMapping("/{tenant}")
    ResponseEntity<TenantView> read(@PathVariable String tenant) {
        return Calls.done(
                Optional.empty(), calls.in(Calls.tenant(tenant), reading -> TenantView.of(Calls.known(reading))));
    }

    @PostMapping("/{tenant}/suspend")
    ResponseEntity<TenantView> suspend(@PathVariable String tenant, @RequestBody Suspension body) {
        TenantId id = Calls.tenant(tenant);
        String reason = Bounds.text("reason", body.reason(), 200);
        Optional<Position> position =
                calls.in(id, reading -> calls.commit(reading, new TenantCommand.Suspend(id, reason, calls.now())));
        return Calls.done(position, current(id));
    }

    @PostMapping("/{tenant}/reactivate")
    ResponseEntity<TenantView> reactivate(@PathVariable String tenant) {
        TenantId id = Calls.tenant(tenant);
        Optional<Position> position =
                calls.in(id, reading -> calls.commit(reading, new TenantCommand.Reactivate(id, calls.now())));
        return Calls.done(position, current(id));
    }

    private TenantView current(TenantId tenant) {
        return calls.in(tenant, reading -> TenantView.of(Calls.known(reading)));
    }

    private TenantId register(Slug slug, Branding branding) {
        TenantId tenant = new TenantId(calls.freshId());
        calls.anywhere(
                TenantId.SYSTEM,
                reading -> calls.commit(
                        reading,
                        new TenantCommand.Register(tenant, slug, DEFAULT_CELL, branding.displayName(), calls.now())));
        return tenant;
    }

    private static Slug slug(NewTenant body) {
        String slug = Bounds.text("slug", body.slug(), 63);
        if (!Slug.wellFormed(slug)) {
            throw AdminRefusal.invalid("bad-slug", "a slug is 1 to 63 of a-z, 0-9 and inner hyphens");
        }
        return new Slug(slug);
    }

    private static Branding branding(NewTenant body) {
        String name = Bounds.text("displayName", body.displayName(), 100);
        String color = Bounds.optionalText("accentColor", body.accentColor(), 7).orElse(DEFAULT_COLOR);
        if (!color.matches("#[0-9a-f]{6}")) {
            throw AdminRefusal.invalid("bad-color", "accentColor is #rrggbb in lower case");
        }
        return new Branding(name, color);
    }
}
