package dev.symbolon.admin.tenant;

import dev.symbolon.admin.http.Field;
import dev.symbolon.core.tenant.TenantState;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** A tenant as the API shows it. */
public record TenantView(
        @Field(value = "Its id: random, never reused", example = "4c1f9x0k2t7m8q3e5w6y9a0b1d")
        String id,

        @Field(value = "Its name in its issuer", example = "grand-hotel")
        String slug,

        @Field(value = "Its issuer", example = "https://id.example/t/grand-hotel")
        String issuer,

        @Field(value = "Shown on its pages", example = "The Grand Hotel")
        String displayName,

        @Field(value = "Accent colour of its pages", example = "#7a1f3d")
        String accentColor,

        @Field(
                value =
                        "Whether it may be used; unknown, in the list of all tenants, while the cell that has its data can't be"
                                + " read: name and colour are those that it was registered with, then",
                example = "active",
                among = {"active", "suspended", "off_boarded", "registered", "unknown"})
        String status,

        @Field(value = "Where its data is kept, in the list of all tenants", example = "default")
        Optional<String> cell,

        @Field("Until when the data of an off-boarded tenant is kept")
        Optional<Instant> keptUntil,

        @Field("When that data was destroyed") Optional<Instant> destroyedAt,

        @Field(value = "The link by which its first admin chooses a password", shownOnce = true)
        Optional<String> invitation) {

    static TenantView of(TenantState state, String issuers, Optional<String> invitation) {
        return new TenantView(
                state.tenant().value(),
                state.slug().value(),
                issuers + state.slug().value(),
                state.branding().displayName(),
                state.branding().accentColor(),
                state.status().name().toLowerCase(Locale.ROOT),
                Optional.empty(),
                state.keptUntil(),
                state.destroyedAt(),
                invitation);
    }

    TenantView in(String cell) {
        return new TenantView(
                id,
                slug,
                issuer,
                displayName,
                accentColor,
                status,
                Optional.of(cell),
                keptUntil,
                destroyedAt,
                invitation);
    }

    /** Shows no link. */
    @Override
    public String toString() {
        return "TenantView[" + id + "]";
    }
}
