package dev.symbolon.embedded;

import java.util.Arrays;

/** The layout of the byte space: every collection and index has a four-byte prefix that is never reused. */
final class Spaces {

    /** The catalogue's own space; those of collections and indexes follow. */
    static final int CATALOGUE = 0;

    static final int PREFIX = 4;

    private Spaces() {}

    static byte[] start(int space) {
        byte[] key = new byte[PREFIX];
        BigEndian.putInt(key, 0, space);
        return key;
    }

    static byte[] end(int space) {
        return start(space + 1);
    }

    static byte[] key(int space, byte[] rest) {
        byte[] key = new byte[PREFIX + rest.length];
        BigEndian.putInt(key, 0, space);
        System.arraycopy(rest, 0, key, PREFIX, rest.length);
        return key;
    }

    /** The first key behind all those that start with this prefix. */
    static byte[] after(byte[] prefix) {
        byte[] next = prefix.clone();
        for (int i = next.length - 1; i >= 0; i--) {
            if (next[i] != (byte) 0xFF) {
                next[i]++;
                return Arrays.copyOf(next, i + 1);
            }
        }
        throw new IllegalArgumentException("no key follows");
    }
}
