package dev.symbolon.embedded;

import de.bwaldvogel.mongo.exception.CannotIndexParallelArraysError;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The entries of one document in one index, read from its BSON.
 *
 * @param keys distinct, with the index's prefix, without the document's id
 * @param multikey a bit per field that held an array
 */
record IndexKeys(List<byte[]> keys, int multikey) {

    static final int MAX_KEY_BYTES = 32 * 1024;
    private static final int MAX_KEYS = 100_000;
    private static final byte[] MISSING = {(byte) KeyEncoder.NULL};
    private static final byte[] EMPTY_ARRAY = {(byte) KeyEncoder.EMPTY_ARRAY};

    static IndexKeys of(StoredIndex index, byte[] document) {
        List<IndexField> fields = index.fields();
        if (fields.size() == 1) {
            Field field = Field.of(fields.getFirst(), document);
            return of(index, List.of(field), field.array ? 1 : 0, field.absent);
        }
        List<Field> values = new ArrayList<>(fields.size());
        int multikey = 0;
        boolean absent = true;
        for (int i = 0; i < fields.size(); i++) {
            Field field = Field.of(fields.get(i), document);
            values.add(field);
            absent &= field.absent;
            if (field.array) {
                multikey |= 1 << i;
            }
        }
        refuseParallelArrays(fields, multikey);
        return of(index, values, multikey, absent);
    }

    private static IndexKeys of(StoredIndex index, List<Field> fields, int multikey, boolean absent) {
        if (absent && index.sparse()) {
            return new IndexKeys(List.of(), multikey);
        }
        List<byte[]> keys = combinations(Spaces.start(index.space()), fields);
        for (byte[] key : keys) {
            if (key.length > MAX_KEY_BYTES) {
                throw new MongoServerError(17280, "KeyTooLong", "index entry for " + index.name() + " is too large");
            }
        }
        return new IndexKeys(keys, multikey);
    }

    /** The prefix with each combination of the fields' values, the last field's changing fastest. */
    private static List<byte[]> combinations(byte[] prefix, List<Field> fields) {
        long count = 1;
        for (Field field : fields) {
            count *= field.values.size();
            if (count > MAX_KEYS) {
                throw new MongoServerError(2, "BadValue", "a document has too many entries in one index");
            }
        }
        byte[][] parts = new byte[fields.size()][];
        List<byte[]> keys = new ArrayList<>((int) count);
        for (int number = 0; number < count; number++) {
            int rest = number;
            int length = prefix.length;
            for (int i = parts.length - 1; i >= 0; i--) {
                List<byte[]> values = fields.get(i).values;
                parts[i] = values.get(rest % values.size());
                rest /= values.size();
                length += parts[i].length;
            }
            keys.add(joined(prefix, parts, length));
        }
        return keys;
    }

    private static byte[] joined(byte[] prefix, byte[][] parts, int length) {
        byte[] key = Arrays.copyOf(prefix, length);
        int at = prefix.length;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, key, at, part.length);
            at += part.length;
        }
        return key;
    }

    private static void refuseParallelArrays(List<IndexField> fields, int multikey) {
        Set<String> arrays = new LinkedHashSet<>();
        for (int i = 0; i < fields.size(); i++) {
            if ((multikey & 1 << i) != 0) {
                String path = fields.get(i).path();
                int dot = path.indexOf('.');
                arrays.add(dot < 0 ? path : path.substring(0, dot));
            }
        }
        if (arrays.size() > 1) {
            throw new CannotIndexParallelArraysError(arrays);
        }
    }

    /** Collects one field's values along its path, through arrays on the way. */
    private static final class Field {

        private final IndexField field;
        private final byte[] document;
        private final Set<Key> distinct = new LinkedHashSet<>();
        private final List<byte[]> values = new ArrayList<>();
        private final Bytes encoded = new Bytes(48);
        private boolean array;
        private boolean absent = true;

        private Field(IndexField field, byte[] document) {
            this.field = field;
            this.document = document;
        }

        static Field of(IndexField field, byte[] document) {
            Field collected = new Field(field, document);
            collected.descend(0, 0);
            if (collected.values.isEmpty()) {
                collected.add(MISSING.clone());
            }
            return collected;
        }

        private void descend(int documentOffset, int step) {
            int element = RawBson.find(document, documentOffset, field.steps().get(step));
            if (element < 0) {
                add(MISSING.clone());
                return;
            }
            byte type = document[element];
            int value = element + field.steps().get(step).length + 2;
            if (step == field.steps().size() - 1) {
                absent = false;
                leaf(type, value);
            } else {
                inner(type, value, step + 1);
            }
        }

        private void inner(byte type, int value, int step) {
            switch (type) {
                case BsonType.DOCUMENT -> descend(value, step);
                case BsonType.ARRAY -> {
                    array = true;
                    forEachElement(value, (elementType, at) -> inner(elementType, at, step));
                }
                default -> add(MISSING.clone());
            }
        }

        private void leaf(byte type, int value) {
            if (type != BsonType.ARRAY) {
                add(type, value);
                return;
            }
            array = true;
            int before = values.size();
            boolean empty = forEachElement(value, this::add) == 0;
            if (empty && values.size() == before) {
                add(EMPTY_ARRAY.clone());
            }
        }

        private void add(byte type, int at) {
            encoded.truncate(0);
            KeyEncoder.encode(type, document, at, encoded);
            add(encoded.toByteArray());
        }

        private void add(byte[] value) {
            if (!field.ascending()) {
                for (int i = 0; i < value.length; i++) {
                    value[i] = (byte) ~value[i];
                }
            }
            if (!array || distinct.add(new Key(value))) {
                values.add(value);
            }
        }

        private int forEachElement(int arrayOffset, ElementVisitor visitor) {
            int end = arrayOffset + LittleEndian.getInt(document, arrayOffset) - 1;
            int at = arrayOffset + 4;
            int count = 0;
            while (at < end) {
                byte type = document[at];
                int value = RawBson.afterName(document, at + 1, end);
                visitor.visit(type, value);
                at = RawBson.skipValue(document, type, value, end);
                count++;
            }
            return count;
        }
    }

    private interface ElementVisitor {
        void visit(byte type, int at);
    }
}
