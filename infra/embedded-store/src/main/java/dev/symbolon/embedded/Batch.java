package dev.symbolon.embedded;

/** One atomic change, built as RocksDB's own serialized write batch: a single native call applies it. */
final class Batch {

    private static final int COUNT_OFFSET = 8;
    private static final byte DELETION = 0x0;
    private static final byte VALUE = 0x1;
    private static final byte RANGE_DELETION = 0xF;

    private final Bytes bytes = new Bytes(4096);
    private int count;

    Batch() {
        clear();
    }

    void put(byte[] key, byte[] value) {
        record(VALUE, key);
        bytes.putVarint(value.length);
        bytes.put(value);
    }

    void delete(byte[] key) {
        record(DELETION, key);
    }

    /** Deletes from the first key to before the second. */
    void deleteRange(byte[] from, byte[] to) {
        record(RANGE_DELETION, from);
        bytes.putVarint(to.length);
        bytes.put(to);
    }

    private void record(byte type, byte[] key) {
        count++;
        bytes.putByte(type);
        bytes.putVarint(key.length);
        bytes.put(key);
    }

    boolean isEmpty() {
        return count == 0;
    }

    int size() {
        return bytes.length();
    }

    byte[] serialized() {
        bytes.setIntLe(COUNT_OFFSET, count);
        return bytes.toByteArray();
    }

    void clear() {
        bytes.truncate(0);
        bytes.putLong(0);
        bytes.putInt(0);
        count = 0;
    }
}
