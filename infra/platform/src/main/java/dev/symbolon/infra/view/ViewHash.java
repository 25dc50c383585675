package dev.symbolon.infra.view;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import dev.symbolon.core.tenant.TenantId;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/**
 * What a tenant's rows amount to: equal for equal rows in any order, so that a rebuild can be held against what is live.
 * The sum, modulo 2^256, of the rows' SHA-256, each over its id, its content and the sequences it has applied.
 *
 * @param hex 64 hexadecimal digits
 */
public record ViewHash(long rows, String hex) {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);
    private static final int PAGE = 500;

    static ViewHash of(MongoCollection<BsonDocument> rows, TenantId tenant) {
        BsonDocumentCodec codec = new BsonDocumentCodec();
        MessageDigest sha256 = sha256();
        BigInteger sum = BigInteger.ZERO;
        long count = 0;
        try (MongoCursor<BsonDocument> cursor =
                rows.find(Filters.eq("tenant", tenant.value())).batchSize(PAGE).iterator()) {
            while (cursor.hasNext()) {
                BsonDocument document = cursor.next();
                BsonDocument counted = new BsonDocument("_id", document.get("_id"))
                        .append("applied", document.getDocument("applied", new BsonDocument()))
                        .append("row", document.get("row"));
                try (BasicOutputBuffer bytes = new BasicOutputBuffer()) {
                    codec.encode(
                            new BsonBinaryWriter(bytes),
                            counted,
                            EncoderContext.builder().build());
                    sum = sum.add(new BigInteger(1, sha256.digest(bytes.toByteArray())))
                            .mod(MODULUS);
                }
                count++;
            }
        }
        String digits = sum.toString(16);
        return new ViewHash(count, "0".repeat(64 - digits.length()) + digits);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
