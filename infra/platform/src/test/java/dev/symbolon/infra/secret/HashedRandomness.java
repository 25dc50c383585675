package dev.symbolon.infra.secret;

import dev.symbolon.core.identifier.Randomness;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** The same bytes in every run, on every JDK: SHA-256 of a seed and a count. */
public final class HashedRandomness implements Randomness {

    private final byte[] seed;
    private final AtomicLong count = new AtomicLong();

    public HashedRandomness(String seed) {
        this.seed = seed.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] bytes(int length) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            while (out.size() < length) {
                MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                sha256.update(seed);
                sha256.update(ByteBuffer.allocate(Long.BYTES)
                        .putLong(count.incrementAndGet())
                        .array());
                out.writeBytes(sha256.digest());
            }
            return Arrays.copyOf(out.toByteArray(), length);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
