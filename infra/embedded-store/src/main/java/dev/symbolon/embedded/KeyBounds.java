package dev.symbolon.embedded;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A stretch of an index: from a key to before another. */
record KeyBounds(byte[] from, byte[] to) {

    static final Comparator<KeyBounds> ORDER = (a, b) -> Arrays.compareUnsigned(a.from, b.from);

    /** Everything that starts with this prefix. */
    static KeyBounds prefix(byte[] prefix) {
        return new KeyBounds(prefix, Spaces.after(prefix));
    }

    /** What continues the prefix with a value inside the range. */
    static KeyBounds between(byte[] prefix, Constraint.Between range, boolean ascending) {
        byte[] type = {(byte) type(range.any().value())};
        Constraint.Bound first = ascending ? range.low() : range.high();
        Constraint.Bound last = ascending ? range.high() : range.low();
        byte[] bracket = join(prefix, directed(type, ascending));
        byte[] from = bracket;
        byte[] to = Spaces.after(bracket);
        if (first != null) {
            byte[] value = join(prefix, encode(first.value(), ascending));
            from = first.inclusive() ? value : Spaces.after(value);
        }
        if (last != null) {
            byte[] value = join(prefix, encode(last.value(), ascending));
            to = last.inclusive() ? Spaces.after(value) : value;
        }
        return new KeyBounds(from, to);
    }

    boolean isEmpty() {
        return Arrays.compareUnsigned(from, to) >= 0;
    }

    static byte[] encode(@Nullable Object value, boolean ascending) {
        Bytes out = new Bytes(48);
        KeyEncoder.encode(value, out);
        if (!ascending) {
            out.invertFrom(0);
        }
        return out.toByteArray();
    }

    static int type(Object value) {
        return encode(value, true)[0] & 0xFF;
    }

    private static byte[] directed(byte[] bytes, boolean ascending) {
        return ascending ? bytes : new byte[] {(byte) ~bytes[0]};
    }

    static byte[] join(byte[] prefix, byte[] rest) {
        byte[] joined = Arrays.copyOf(prefix, prefix.length + rest.length);
        System.arraycopy(rest, 0, joined, prefix.length, rest.length);
        return joined;
    }
}
