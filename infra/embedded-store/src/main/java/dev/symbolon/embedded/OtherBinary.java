package dev.symbolon.embedded;

import java.util.Arrays;

/** Binary data of a subtype that the query language has no value for: kept, compared by its bytes, never indexed. */
record OtherBinary(byte subtype, byte[] data) {

    @Override
    public boolean equals(Object other) {
        return other instanceof OtherBinary that && subtype == that.subtype && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * subtype + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "Binary(" + subtype + ", " + data.length + " bytes)";
    }
}
