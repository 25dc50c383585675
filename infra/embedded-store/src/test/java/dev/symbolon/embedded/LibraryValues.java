package dev.symbolon.embedded;

import org.bson.BsonBinaryWriter;
import org.bson.Document;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/** The driver's documents as the library has them. */
final class LibraryValues {

    private LibraryValues() {}

    static de.bwaldvogel.mongo.bson.Document document(Document document) {
        return BsonReader.document(bson(document));
    }

    static byte[] bson(Document document) {
        try (BasicOutputBuffer out = new BasicOutputBuffer();
                BsonBinaryWriter writer = new BsonBinaryWriter(out)) {
            new DocumentCodec()
                    .encode(writer, document, EncoderContext.builder().build());
            return out.toByteArray();
        }
    }
}
