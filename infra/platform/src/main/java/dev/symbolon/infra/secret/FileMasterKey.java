package dev.symbolon.infra.secret;

import dev.symbolon.core.identifier.Randomness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A master key of 32 bytes, kept in base64 in a file that only the platform's account can read. */
public final class FileMasterKey implements MasterKey {

    private final WrappingKey key;
    private final Randomness randomness;

    private FileMasterKey(byte[] bytes, Randomness randomness) {
        if (bytes.length != 32) {
            throw new IllegalArgumentException("a master key has 32 bytes");
        }
        this.key = new WrappingKey(id(bytes), new SecretKeySpec(bytes, "AES"));
        this.randomness = randomness;
    }

    /** @throws IllegalStateException when the file is missing or doesn't hold 32 bytes in base64; says which file */
    public static FileMasterKey read(Path file, Randomness randomness) {
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
            return new FileMasterKey(Base64.getDecoder().decode(text), randomness);
        } catch (IOException e) {
            throw new IllegalStateException("the master key file " + file + " can't be read", e);
        } catch (IllegalArgumentException _) {
            // Without the cause: a decoder's message may quote what it read.
            throw new IllegalStateException("the master key file " + file + " must hold 32 bytes in base64");
        }
    }

    public static FileMasterKey of(byte[] bytes, Randomness randomness) {
        return new FileMasterKey(bytes, randomness);
    }

    @Override
    public String wrap(byte[] secret, String name) {
        return key.wrap(secret, name, randomness);
    }

    @Override
    public byte[] unwrap(String wrapped, String name) {
        return key.unwrap(wrapped, name);
    }

    /** Tells master keys apart without telling anything of them. */
    private static String id(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            byte[] digest = mac.doFinal("symbolon master key id".getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, 8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
