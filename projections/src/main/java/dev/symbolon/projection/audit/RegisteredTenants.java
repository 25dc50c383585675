package dev.symbolon.projection.audit;

import dev.symbolon.core.stream.StreamId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.projection.http.ClockCursor;
import dev.symbolon.projection.page.AuditorPages;
import dev.symbolon.projection.page.KnownTenants;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads them in the audit log of {@code system}, where each has its entry. */
@Component
final class RegisteredTenants implements KnownTenants {
    private static final int PAGE = 100;
    private static final AuditQuery REGISTRATIONS = new AuditQuery(
            Map.of(Facet.TYPE, "tenant.registered"), List.of(), Optional.empty(), Optional.empty(), true);

    private final AuditSearch search;
    private final AuditorPages pages;

    RegisteredTenants(AuditSearch search, AuditorPages pages) {
        this.search = search;
        this.pages = pages;
    }

    @Override
    public Listed list(Optional<String> after) {
        AuditSearch.Found found = search.find(
                TenantId.SYSTEM,
                REGISTRATIONS,
                after.map(cursor -> ClockCursor.read(cursor, REGISTRATIONS.fingerprint())),
                PAGE);
        List<Tenant> tenants = found.rows().stream()
                .map(row -> new TenantId(StreamId.parse(row.stream()).id()))
                .map(id -> new Tenant(id.value(), pages.name(id)))
                .toList();
        return new Listed(tenants, found.next().map(clock -> ClockCursor.text(clock, REGISTRATIONS.fingerprint())));
    }
}
