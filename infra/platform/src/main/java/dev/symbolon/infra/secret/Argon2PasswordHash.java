package dev.symbolon.infra.secret;

import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.tenant.PasswordPolicy;
import dev.symbolon.ports.secret.PasswordHash;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id by Bouncy Castle, with a salt of 16 and a hash of 32 bytes. */
public final class Argon2PasswordHash implements PasswordHash {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final Randomness randomness;

    public Argon2PasswordHash(Randomness randomness) {
        this.randomness = randomness;
    }

    @Override
    public String hash(PasswordPolicy policy, char[] password) {
        Phc blank = new Phc(
                policy.memoryKib(),
                policy.iterations(),
                policy.parallelism(),
                randomness.bytes(SALT_BYTES),
                new byte[HASH_BYTES]);
        return filled(blank, password).toString();
    }

    @Override
    public Verified verify(PasswordPolicy policy, char[] password, String phc) {
        Phc stored = Phc.parse(phc);
        if (!MessageDigest.isEqual(filled(stored, password).hash(), stored.hash())) {
            return new Verified.Wrong();
        }
        return new Verified.Right(stored.memoryKib() != policy.memoryKib()
                || stored.iterations() != policy.iterations()
                || stored.parallelism() != policy.parallelism());
    }

    private static Phc filled(Phc like, char[] password) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(like.memoryKib())
                .withIterations(like.iterations())
                .withParallelism(like.parallelism())
                .withSalt(like.salt())
                .build());
        byte[] hash = new byte[like.hash().length];
        byte[] bytes = utf8(password);
        try {
            argon2.generateBytes(bytes, hash);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
        return new Phc(like.memoryKib(), like.iterations(), like.parallelism(), like.salt(), hash);
    }

    private static byte[] utf8(char[] password) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        Arrays.fill(encoded.array(), (byte) 0);
        return bytes;
    }
}
