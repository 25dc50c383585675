package dev.symbolon.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of a document goes into an answer: all, a choice of top-level fields copied as bytes, or what the library makes of it. */
sealed interface Projection {

    Object apply(StoredDocument document);

    static Projection of(@Nullable Document spec, QueryLanguage language) {
        if (spec == null || spec.isEmpty()) {
            return new All();
        }
        List<byte[]> names = new ArrayList<>();
        boolean include = false;
        boolean exclude = false;
        boolean id = true;
        for (Map.Entry<String, Object> entry : spec.entrySet()) {
            if (!(entry.getValue() instanceof Boolean || entry.getValue() instanceof Number)
                    || entry.getKey().indexOf('.') >= 0) {
                return new ByLibrary(spec, language);
            }
            boolean wanted = Values.isTrue(entry.getValue());
            if (entry.getKey().equals("_id")) {
                id = wanted;
            } else {
                include |= wanted;
                exclude |= !wanted;
                names.add(RawBson.name(entry.getKey()));
            }
        }
        if (include && exclude) {
            return new ByLibrary(spec, language);
        }
        boolean choose = include || names.isEmpty() && id;
        if (id == choose) {
            names.add(RawBson.name("_id"));
        }
        return new Fields(names, choose);
    }

    record All() implements Projection {
        @Override
        public Object apply(StoredDocument document) {
            return new RawDocument(document.bson());
        }
    }

    /** Only the named fields, or all but those. */
    record Fields(List<byte[]> names, boolean include) implements Projection {
        @Override
        public Object apply(StoredDocument document) {
            byte[] bson = document.bson();
            Bytes out = new Bytes(256);
            out.putIntLe(0);
            int end = bson.length - 1;
            int at = 4;
            while (at < end) {
                int next = RawBson.skipValue(bson, bson[at], RawBson.afterName(bson, at + 1, end), end);
                if (isNamed(bson, at + 1) == include) {
                    out.put(bson, at, next - at);
                }
                at = next;
            }
            out.putByte(0);
            out.setIntLe(0, out.length());
            return new RawDocument(out.toByteArray());
        }

        private boolean isNamed(byte[] bson, int nameOffset) {
            for (byte[] name : names) {
                if (nameOffset + name.length < bson.length && RawBson.nameIs(bson, nameOffset, name)) {
                    return true;
                }
            }
            return false;
        }
    }

    record ByLibrary(Document spec, QueryLanguage language) implements Projection {
        @Override
        public Object apply(StoredDocument document) {
            return language.project(List.of(document.decoded()), spec).getFirst();
        }
    }
}
