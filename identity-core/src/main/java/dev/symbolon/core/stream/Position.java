package dev.symbolon.core.stream;

import dev.symbolon.core.tenant.TenantId;
import java.util.Optional;

/** Where a commit stands: opaque to callers, who send it back to read what they wrote. */
public record Position(TenantId tenant, String writer, long epoch, long counter) {
    public static Optional<Position> parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Position(new TenantId(parts[0]), parts[1], Long.parseLong(parts[2]), Long.parseLong(parts[3])));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return tenant.value() + "." + writer + "." + epoch + "." + counter;
    }
}
