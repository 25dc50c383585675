package dev.symbolon.embedded;

import java.util.Arrays;

/** A growing byte buffer: big-endian for keys, little-endian for BSON. */
final class Bytes {

    private byte[] array;
    private int length;

    Bytes(int capacity) {
        this.array = new byte[capacity];
    }

    int length() {
        return length;
    }

    byte[] array() {
        return array;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(array, length);
    }

    void truncate(int newLength) {
        length = newLength;
    }

    void putByte(int value) {
        room(1);
        array[length++] = (byte) value;
    }

    void put(byte[] source, int offset, int count) {
        room(count);
        System.arraycopy(source, offset, array, length, count);
        length += count;
    }

    void put(byte[] source) {
        put(source, 0, source.length);
    }

    void putShort(int value) {
        putByte(value >>> 8);
        putByte(value);
    }

    void putInt(int value) {
        room(4);
        BigEndian.putInt(array, length, value);
        length += 4;
    }

    void putLong(long value) {
        room(8);
        BigEndian.putLong(array, length, value);
        length += 8;
    }

    void putIntLe(int value) {
        room(4);
        LittleEndian.putInt(array, length, value);
        length += 4;
    }

    void putLongLe(long value) {
        room(8);
        LittleEndian.putLong(array, length, value);
        length += 8;
    }

    void setIntLe(int offset, int value) {
        LittleEndian.putInt(array, offset, value);
    }

    void putVarint(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            putByte((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        putByte(rest);
    }

    /** Inverts what was written since {@code offset}: the order of a descending field. */
    void invertFrom(int offset) {
        for (int i = offset; i < length; i++) {
            array[i] = (byte) ~array[i];
        }
    }

    private void room(int count) {
        if (length + count > array.length) {
            array = Arrays.copyOf(array, Math.max(array.length * 2, length + count));
        }
    }
}
