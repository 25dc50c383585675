package dev.symbolon.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An update that needs no query language: of the document with one {@code _id}, under conditions that are equalities of
 * scalars, by a replacement or by {@code $set}, {@code $inc} and {@code $max} of scalars. What isn't as plain as that is the
 * library's, here and wherever the document itself turns out less plain than the statement.
 */
final class PlainUpdate {
    private static final int MOST_FIELDS = 64;
    private static final Pattern NAMES = Pattern.compile("[^.$0-9][^.]*(\\.[^.$0-9][^.]*)*");

    private final Object id;

    /** Besides the id. */
    private final List<Map.Entry<String, Object>> conditions;

    private final List<Change> changes;

    /** Empty when {@link #changes} say it. */
    private final Optional<Document> replacement;

    private PlainUpdate(Document query, List<Change> changes, Optional<Document> replacement) {
        this.id = Values.required(query, "_id", Object.class);
        this.conditions = query.entrySet().stream()
                .filter(condition -> !condition.getKey().equals("_id"))
                .toList();
        this.changes = changes;
        this.replacement = replacement;
    }

    private enum Operator {
        SET,
        INC,
        MAX
    }

    private record Change(Operator operator, String field, Object value) {}

    /** Empty for a statement that isn't plain. */
    static Optional<PlainUpdate> of(Document query, Document update) {
        if (!Constraint.isOrdered(query.get("_id"))
                || !query.entrySet().stream().allMatch(PlainUpdate::isEquality)) {
            return Optional.empty();
        }
        if (update.keySet().stream().noneMatch(key -> key.startsWith("$"))) {
            boolean keepsId = !update.containsKey("_id") || update.get("_id").equals(query.get("_id"));
            return keepsId ? Optional.of(new PlainUpdate(query, List.of(), Optional.of(update))) : Optional.empty();
        }
        return changes(update).map(changes -> new PlainUpdate(query, changes, Optional.empty()));
    }

    private static boolean isEquality(Map.Entry<String, Object> condition) {
        return !condition.getKey().startsWith("$")
                && !condition.getKey().contains(".")
                && Constraint.isOrdered(condition.getValue());
    }

    private static Optional<List<Change>> changes(Document update) {
        List<Change> changes = new ArrayList<>();
        for (Map.Entry<String, Object> part : update.entrySet()) {
            Operator operator =
                    switch (part.getKey()) {
                        case "$set" -> Operator.SET;
                        case "$inc" -> Operator.INC;
                        case "$max" -> Operator.MAX;
                        default -> null;
                    };
            if (operator == null || !(part.getValue() instanceof Document fields)) {
                return Optional.empty();
            }
            for (Map.Entry<String, Object> field : fields.entrySet()) {
                Object value = field.getValue();
                boolean plain = operator == Operator.SET ? Constraint.isOrdered(value) : value instanceof Long;
                if (!plain
                        || changes.size() == MOST_FIELDS
                        || !NAMES.matcher(field.getKey()).matches()
                        || field.getKey().equals("_id")
                        || changes.stream().anyMatch(other -> overlap(other.field(), field.getKey()))) {
                    return Optional.empty();
                }
                changes.add(new Change(operator, field.getKey(), value));
            }
        }
        return changes.isEmpty() ? Optional.empty() : Optional.of(changes);
    }

    private static boolean overlap(String one, String other) {
        return (one + ".").startsWith(other + ".") || (other + ".").startsWith(one + ".");
    }

    /** Answers n, nModified and upserted; empty, with nothing changed, when the document asks for the library. */
    Optional<Document> apply(WriteTx tx, boolean upsert) {
        byte[] key = KeyBounds.encode(id, true);
        byte[] before = tx.read(key);
        if (before == null) {
            return missing(tx, upsert);
        }
        // What is replaced under no condition needn't be read.
        Document document =
                conditions.isEmpty() && replacement.isPresent() ? new Document() : BsonReader.document(before);
        for (Map.Entry<String, Object> condition : conditions) {
            Object found = document.get(condition.getKey());
            if (found == null || found.getClass() != condition.getValue().getClass()) {
                return Optional.empty();
            }
            if (!found.equals(condition.getValue())) {
                return upsert ? Optional.empty() : Optional.of(answer(0, 0));
            }
        }
        byte @Nullable [] after = replacement.isPresent() ? replacing(replacement.get()) : changed(document);
        if (after == null) {
            return Optional.empty();
        }
        RawBson.checkSize(after.length);
        if (Arrays.equals(before, after)) {
            return Optional.of(answer(1, 0));
        }
        tx.update(key, before, after);
        return Optional.of(answer(1, 1));
    }

    private Optional<Document> missing(WriteTx tx, boolean upsert) {
        if (!upsert) {
            return Optional.of(answer(0, 0));
        }
        if (replacement.isEmpty() || !conditions.isEmpty()) {
            return Optional.empty();
        }
        byte[] made = replacing(replacement.get());
        RawBson.checkSize(made.length);
        tx.insert(made);
        return Optional.of(answer(0, 0).append("upserted", id));
    }

    private byte[] replacing(Document replacement) {
        Document document = new Document("_id", id);
        document.putAll(replacement);
        return BsonWriter.bytes(document);
    }

    private byte @Nullable [] changed(Document document) {
        for (Change change : changes) {
            if (!set(document, change)) {
                return null;
            }
        }
        return BsonWriter.bytes(document);
    }

    /** Whether it could be done without asking the library. */
    private static boolean set(Document document, Change change) {
        String[] names = change.field().split("\\.", -1);
        Document parent = document;
        for (int i = 0; i < names.length - 1; i++) {
            Object inner = parent.get(names[i]);
            if (inner == null && !parent.containsKey(names[i])) {
                Document made = new Document();
                parent.put(names[i], made);
                parent = made;
            } else if (inner instanceof Document existing) {
                parent = existing;
            } else {
                return false;
            }
        }
        String name = names[names.length - 1];
        Object present = parent.get(name);
        if (change.operator() == Operator.SET || present == null && !parent.containsKey(name)) {
            parent.put(name, change.value());
            return true;
        }
        if (!(present instanceof Long number)) {
            return false;
        }
        long operand = (Long) change.value();
        if (change.operator() == Operator.INC) {
            long sum = number + operand;
            if (((number ^ sum) & (operand ^ sum)) < 0) {
                return false;
            }
            parent.put(name, sum);
        } else {
            parent.put(name, Math.max(number, operand));
        }
        return true;
    }

    private static Document answer(int matched, int modified) {
        return new Document("n", matched).append("nModified", modified);
    }
}
