package dev.symbolon.core.grant;

import dev.symbolon.core.identifier.Identifier;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.stream.HybridTime;
import java.util.Optional;

/**
 * A token's {@code jti}: {@code <16 hex digits of the issuing node's clock>-<random>}. Watermarks compare with that clock,
 * never with {@code iat}.
 */
public record TokenId(String value) implements Identifier {
    public TokenId {
        Identifier.checked(value);
    }

    public static TokenId at(HybridTime clock, Randomness randomness) {
        return new TokenId(prefix(clock) + randomness.identifier());
    }

    /** The same with that clock, if its own isn't later. */
    public TokenId notBefore(HybridTime clock) {
        return clock().filter(own -> own.compareTo(clock) >= 0).isPresent()
                ? this
                : new TokenId(prefix(clock) + value.substring(17));
    }

    private static String prefix(HybridTime clock) {
        String hex = Long.toHexString(clock.value());
        return "0000000000000000".substring(hex.length()) + hex + "-";
    }

    /** The issuing clock; empty for a {@code jti} of another make. */
    public Optional<HybridTime> clock() {
        if (value.length() < 17 || value.charAt(16) != '-') {
            return Optional.empty();
        }
        try {
            return Optional.of(new HybridTime(Long.parseUnsignedLong(value.substring(0, 16), 16)));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
