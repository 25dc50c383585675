package dev.symbolon.projection.http;

import dev.symbolon.ports.view.Views;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Where a list ended that is sorted by the hybrid clock: everything on this side of the clock has been told. Opaque
 * outside, and refused by any other question than its own.
 */
public final class ClockCursor {
    /** A letter, so that a table program takes it for a text whatever follows. */
    private static final String MARK = "c";

    private static final int BINDING = 12;

    /** @param question everything that the list depends on: tenant, filters, order */
    public static String text(long clock, String question) {
        return MARK
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(ByteBuffer.allocate(BINDING + Long.BYTES)
                                .put(binding(question))
                                .putLong(clock)
                                .array());
    }

    /** @throws Views.ForeignCursorException when it is another question's, or none at all */
    public static long read(String text, String question) {
        try {
            byte[] bytes =
                    text.startsWith(MARK) ? Base64.getUrlDecoder().decode(text.substring(MARK.length())) : new byte[0];
            if (bytes.length == BINDING + Long.BYTES
                    && MessageDigest.isEqual(Arrays.copyOf(bytes, BINDING), binding(question))) {
                return ByteBuffer.wrap(bytes, BINDING, Long.BYTES).getLong();
            }
        } catch (IllegalArgumentException _) {
            // No base64: refused below.
        }
        throw new Views.ForeignCursorException();
    }

    private static byte[] binding(String question) {
        try {
            return Arrays.copyOf(
                    MessageDigest.getInstance("SHA-256").digest(question.getBytes(StandardCharsets.UTF_8)), BINDING);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private ClockCursor() {}
}
