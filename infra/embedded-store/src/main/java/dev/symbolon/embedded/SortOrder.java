package dev.symbolon.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The order a query asks for; empty if any will do. */
record SortOrder(List<By> fields) {

    static final SortOrder NONE = new SortOrder(List.of());

    record By(String path, boolean ascending) {}

    static SortOrder of(@Nullable Document sort) {
        if (sort == null || sort.isEmpty()) {
            return NONE;
        }
        List<By> fields = new ArrayList<>();
        for (Map.Entry<String, Object> entry : sort.entrySet()) {
            if (!(entry.getValue() instanceof Number direction) || direction.intValue() == 0) {
                throw new MongoServerError(2, "BadValue", "Illegal key in sort specification: " + sort);
            }
            if (entry.getKey().equals("$natural")) {
                return new SortOrder(List.of(new By("_id", direction.intValue() > 0)));
            }
            fields.add(new By(entry.getKey(), direction.intValue() > 0));
        }
        return new SortOrder(List.copyOf(fields));
    }

    boolean isNone() {
        return fields.isEmpty();
    }

    Document spec() {
        Document spec = new Document();
        fields.forEach(by -> spec.append(by.path(), by.ascending() ? 1 : -1));
        return spec;
    }
}
