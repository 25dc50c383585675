package dev.symbolon.embedded;

import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/** A document as it is stored, decoded only when somebody looks inside. */
final class StoredDocument {

    private final byte[] bson;
    private @Nullable Document decoded;

    StoredDocument(byte[] bson) {
        this.bson = bson;
    }

    byte[] bson() {
        return bson;
    }

    Document decoded() {
        Document document = decoded;
        if (document == null) {
            document = BsonReader.document(bson);
            decoded = document;
        }
        return document;
    }
}
