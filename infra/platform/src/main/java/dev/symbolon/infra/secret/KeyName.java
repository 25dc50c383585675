package dev.symbolon.infra.secret;

import dev.symbolon.core.stream.HybridTime;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.UserId;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/** One key of one tenant: {@code <tenant>/<kind>/<name>}. */
record KeyName(TenantId tenant, KeyKind kind, String name) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~/-]{1,128}");
    private static final String FIRST = "1";

    KeyName {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException("a key's name is 1 to 128 of A-Z, a-z, 0-9 and ._~/-");
        }
    }

    static KeyName ofTenant(TenantId tenant) {
        return new KeyName(tenant, KeyKind.TENANT, FIRST);
    }

    static KeyName ofSubject(TenantId tenant, UserId subject) {
        return new KeyName(tenant, KeyKind.SUBJECT, subject.value());
    }

    /** The key of the day, in UTC, in which that clock reading falls. */
    static KeyName ofDay(TenantId tenant, HybridTime clock) {
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return new KeyName(tenant, KeyKind.DAY, day.toString());
    }

    static KeyName ofIndex(TenantId tenant) {
        return new KeyName(tenant, KeyKind.INDEX, FIRST);
    }

    static KeyName ofHandles(TenantId tenant) {
        return new KeyName(tenant, KeyKind.HANDLE, FIRST);
    }

    static KeyName ofRefresh(TenantId tenant) {
        return new KeyName(tenant, KeyKind.REFRESH, FIRST);
    }

    static KeyName ofVault(TenantId tenant, String name) {
        return new KeyName(tenant, KeyKind.VAULT, name);
    }

    /** Reads a {@link #reference()} to a key for personal data; no other kind can be named by a sealed text. */
    static Optional<KeyName> ofPersonal(TenantId tenant, String reference) {
        int slash = reference.indexOf('/');
        for (KeyKind kind : new KeyKind[] {KeyKind.SUBJECT, KeyKind.DAY}) {
            if (slash > 0 && reference.substring(0, slash).equals(kind.label())) {
                String name = reference.substring(slash + 1);
                return FORM.matcher(name).matches() ? Optional.of(new KeyName(tenant, kind, name)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Reads a whole name, as it is stored. */
    static KeyName stored(String text) {
        String[] parts = text.split("/", 3);
        return new KeyName(new TenantId(parts[0]), KeyKind.labelled(parts[1]), parts[2]);
    }

    /** The name within its tenant. */
    String reference() {
        return kind.label() + "/" + name;
    }

    @Override
    public String toString() {
        return tenant.value() + "/" + reference();
    }
}
