package dev.symbolon.embedded;

import java.util.Arrays;

/** Key bytes as a map's key. */
record Key(byte[] bytes, int hash) {

    Key(byte[] bytes) {
        this(bytes, Arrays.hashCode(bytes));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key that && hash == that.hash && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
