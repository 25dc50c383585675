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
        int first = text.indexOf('/');
        if (first < 0) {
            throw malformed();
        }
        return inTenant(new TenantId(text.substring(0, first)), text, first + 1);
    }

    private static StreamId inTenant(TenantId tenant, String text, int from) {
        int slash = text.indexOf('/', from);
        if (slash < 0) {
            throw malformed();
        }
        // A slash more would be one in the id, which has none.
        return new StreamId(tenant, StreamType.of(text.substring(from, slash)), text.substring(slash + 1));
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("a stream is tenant/type/id");
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
        return whole ? parse(name) : inTenant(reader, name, 0);
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
