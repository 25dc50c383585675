package dev.symbolon.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A command as it arrived.
 *
 * @param body its document
 * @param sequences the documents sent beside it, as they lie in {@code bytes}
 */
record Request(Document body, byte[] bytes, Map<String, List<Slice>> sequences) {

    record Slice(int offset, int length) {}

    String command() {
        return body.keySet().iterator().next();
    }

    String database() {
        return body.get("$db") instanceof String database ? database : "test";
    }

    Namespace namespace() {
        if (body.get(command()) instanceof String collection) {
            return new Namespace(database(), collection);
        }
        throw new MongoServerError(73, "InvalidNamespace", "collection name has invalid type");
    }

    /** The documents of an insert, ready to be stored. */
    List<byte[]> prepared(String field) {
        List<byte[]> documents = new ArrayList<>();
        List<Slice> slices = sequences.get(field);
        if (slices != null) {
            for (Slice slice : slices) {
                documents.add(StoredCollection.prepare(bytes, slice.offset(), slice.offset() + slice.length()));
            }
        } else {
            for (Document document : documents(field)) {
                byte[] bson = BsonWriter.bytes(document);
                documents.add(StoredCollection.prepare(bson, 0, bson.length));
            }
        }
        return documents;
    }

    /** The statements of an update or delete. */
    List<Document> documents(String field) {
        List<Document> documents = new ArrayList<>();
        List<Slice> slices = sequences.get(field);
        if (slices != null) {
            for (Slice slice : slices) {
                documents.add(BsonReader.document(bytes, slice.offset()));
            }
        } else if (body.get(field) instanceof List<?> list) {
            for (Object element : list) {
                if (!(element instanceof Document document)) {
                    throw new MongoServerError(14, "TypeMismatch", field + " must be documents");
                }
                documents.add(document);
            }
        } else {
            throw new MongoServerError(40414, "Location40414", "field '" + field + "' is missing");
        }
        return documents;
    }

    /**
     * Whether the answer waits for the journal. As with MongoDB, it does unless the caller asks for one member's word
     * only ({@code w: 1}, or {@code j: false}): such a write is in the log, before all later ones, but a power cut may
     * take it.
     */
    boolean journaled() {
        Document concern = documentOrEmpty("writeConcern");
        if (concern.get("j") instanceof Boolean journal) {
            return journal;
        }
        return !(concern.get("w") instanceof Number);
    }

    Document documentOrEmpty(String field) {
        return body.get(field) instanceof Document document ? document : new Document();
    }

    boolean ordered() {
        Object ordered = body.get("ordered");
        return ordered == null || Values.isTrue(ordered);
    }
}
