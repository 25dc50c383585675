package dev.symbolon.infra.view;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Where a page ended: the last row's sort value and id. Opaque outside; refused by any other query than its own. */
record Cursor(long sort, String row) {
    private static final int BINDING = 12;
    private static final int LONGEST = 300;

    String text(String fingerprint) {
        byte[] id = row.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(BINDING + Long.BYTES + id.length)
                .put(binding(fingerprint))
                .putLong(sort)
                .put(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    static Optional<Cursor> read(String text, String fingerprint) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        if (bytes.length <= BINDING + Long.BYTES
                || !MessageDigest.isEqual(Arrays.copyOf(bytes, BINDING), binding(fingerprint))) {
            return Optional.empty();
        }
        long sort = ByteBuffer.wrap(bytes, BINDING, Long.BYTES).getLong();
        int start = BINDING + Long.BYTES;
        return Optional.of(new Cursor(sort, new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8)));
    }

    private static byte[] binding(String fingerprint) {
        try {
            return Arrays.copyOf(
                    MessageDigest.getInstance("SHA-256").digest(fingerprint.getBytes(StandardCharsets.UTF_8)), BINDING);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
