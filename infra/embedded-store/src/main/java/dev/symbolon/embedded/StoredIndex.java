package dev.symbolon.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An index: its fields, its place in the byte space, and which of its fields have ever held an array. */
final class StoredIndex {

    private static final int MAX_FIELDS = 31;

    private final String name;
    private final List<IndexField> fields;
    private final boolean unique;
    private final boolean sparse;
    private final int space;
    private final boolean endsWithId;
    private volatile int multikey;
    private int persistedMultikey;

    private StoredIndex(
            String name,
            List<IndexField> fields,
            boolean unique,
            boolean sparse,
            int space,
            boolean endsWithId,
            int multikey) {
        this.name = name;
        this.fields = fields;
        this.unique = unique;
        this.sparse = sparse;
        this.space = space;
        this.endsWithId = endsWithId;
        this.multikey = multikey;
        this.persistedMultikey = multikey;
    }

    /** A new one, as createIndexes asks for it. */
    static StoredIndex made(Document spec, int space) {
        List<IndexField> fields = fields(spec);
        IndexField last = fields.getLast();
        boolean endsWithId = last.path().equals("_id") && last.ascending() && !Values.isTrue(spec.get("unique"));
        return of(spec, fields, space, endsWithId);
    }

    /** As the catalogue keeps it. */
    static StoredIndex kept(Document entry) {
        return of(
                entry,
                fields(entry),
                Values.required(entry, "space", Integer.class),
                Values.isTrue(entry.get("endsWithId")));
    }

    private static List<IndexField> fields(Document spec) {
        List<IndexField> fields = new ArrayList<>();
        for (Map.Entry<String, Object> field :
                Values.required(spec, "key", Document.class).entrySet()) {
            if (!(field.getValue() instanceof Number direction) || direction.doubleValue() == 0) {
                throw new MongoServerError(
                        67, "CannotCreateIndex", "index type " + field.getValue() + " is not supported");
            }
            fields.add(IndexField.of(field.getKey(), direction.doubleValue() > 0));
        }
        refuseUnsupported(spec, fields);
        return List.copyOf(fields);
    }

    private static StoredIndex of(Document spec, List<IndexField> fields, int space, boolean endsWithId) {
        int multikey = spec.get("multikey") instanceof Integer mask ? mask : 0;
        return new StoredIndex(
                String.valueOf(spec.get("name")),
                fields,
                Values.isTrue(spec.get("unique")),
                Values.isTrue(spec.get("sparse")),
                space,
                endsWithId,
                multikey);
    }

    private static void refuseUnsupported(Document spec, List<IndexField> fields) {
        if (fields.isEmpty() || fields.size() > MAX_FIELDS) {
            throw new MongoServerError(67, "CannotCreateIndex", "an index has 1 to " + MAX_FIELDS + " fields");
        }
        for (String option : List.of("partialFilterExpression", "expireAfterSeconds", "collation", "hidden")) {
            if (spec.containsKey(option)) {
                throw new MongoServerError(67, "CannotCreateIndex", "index option " + option + " is not supported");
            }
        }
    }

    /** As listIndexes shows it. */
    Document description() {
        Document description = new Document("v", 2).append("key", pattern()).append("name", name);
        if (unique) {
            description.append("unique", true);
        }
        if (sparse) {
            description.append("sparse", true);
        }
        return description;
    }

    Document pattern() {
        Document key = new Document();
        fields.forEach(field -> key.append(field.path(), field.ascending() ? 1 : -1));
        return key;
    }

    /** As the catalogue keeps it. */
    Document stored() {
        Document stored = description().append("space", space).append("multikey", multikey);
        return endsWithId ? stored.append("endsWithId", true) : stored;
    }

    boolean sameAs(StoredIndex other) {
        return description().equals(other.description());
    }

    @Nullable
    IndexField field(int position) {
        return position < fields.size() ? fields.get(position) : null;
    }

    String name() {
        return name;
    }

    List<IndexField> fields() {
        return fields;
    }

    boolean unique() {
        return unique;
    }

    boolean sparse() {
        return sparse;
    }

    int space() {
        return space;
    }

    /**
     * Whether the document's id is its last field, so that entries needn't name it once more. Of indexes that were made
     * before there was this, they do.
     */
    boolean endsWithId() {
        return endsWithId;
    }

    int multikey() {
        return multikey;
    }

    boolean multikey(int position) {
        return (multikey & 1 << position) != 0;
    }

    /** Sets flags before the entries that need them are written, so that no reader sees those without these. */
    void addMultikey(int mask) {
        if ((multikey | mask) != multikey) {
            multikey = multikey | mask;
        }
    }

    /** Whether the catalogue must learn of flags; asked at every write, since one that failed may have set them. */
    boolean multikeyUnsaved() {
        return multikey != persistedMultikey;
    }

    void multikeySaved() {
        persistedMultikey = multikey;
    }
}
