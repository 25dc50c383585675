package dev.symbolon.core.stream;

import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.core.tenant.TenantId;

/** One aggregate's stream of events, in one tenant. Its text, {@code tenant/type/id}, is the aggregate identifier. */
public record StreamId(TenantId tenant, StreamType type, String id) {
    public StreamId {
        Identifier.checked(id);
    }

    public static StreamId of(TenantId tenant, StreamType type, Identifier id) {
        return new StreamId(tenant, type, id.value());
    }

    /** Reads {@code tenant/type/id}. */
    public static StreamId parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a stream is tenant/type/id");
        }
        return new StreamId(new TenantId(parts[0]), StreamType.of(parts[1]), parts[2]);
    }

    /** {@code type/id}: its name where the tenant is plain from what stands around it. */
    public String nameInTenant() {
        return type.label() + "/" + id;
    }

    /** How that tenant's events name it: {@code type/id}, or the whole name if it is another tenant's. */
    public String nameFor(TenantId reader) {
        return tenant.equals(reader) ? nameInTenant() : toString();
    }

    /** Reads what {@link #nameFor} wrote. */
    public static StreamId parseFor(TenantId reader, String name) {
        boolean whole = name.indexOf('/') != name.lastIndexOf('/');
        return parse(whole ? name : reader.value() + "/" + name);
    }

    /** The place of one event: {@code tenant/type/id#0000000003}. Fixed width, so that ranges are lexical. */
    public String slot(long sequence) {
        if (sequence < 0 || sequence > 9_999_999_999L) {
            throw new IllegalArgumentException("a sequence has at most ten digits");
        }
        String digits = Long.toString(sequence);
        return this + "#" + "0000000000".substring(digits.length()) + digits;
    }

    @Override
    public String toString() {
        return tenant.value() + "/" + type.label() + "/" + id;
    }
}
