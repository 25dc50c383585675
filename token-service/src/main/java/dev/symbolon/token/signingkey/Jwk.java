package dev.symbolon.token.signingkey;

import dev.symbolon.core.signingkey.KeyRingState;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A public key as others read it (RFC 7517 §4, RFC 7518 §6). */
final class Jwk {
    private static final int P256_BYTES = 32;

    static Map<String, String> of(KeyRingState.Key key, PublicKey half) {
        Map<String, String> jwk = new LinkedHashMap<>();
        switch (half) {
            case ECPublicKey ec -> {
                jwk.put("kty", "EC");
                jwk.put("crv", "P-256");
                jwk.put("x", fixed(ec.getW().getAffineX()));
                jwk.put("y", fixed(ec.getW().getAffineY()));
            }
            case RSAPublicKey rsa -> {
                jwk.put("kty", "RSA");
                jwk.put("n", unsigned(rsa.getModulus()));
                jwk.put("e", unsigned(rsa.getPublicExponent()));
            }
            default -> throw new IllegalStateException("a key of another family");
        }
        jwk.put("use", "sig");
        jwk.put("alg", key.algorithm().name());
        jwk.put("kid", key.id().value());
        return jwk;
    }

    /** RFC 7518 §6.2.1.2: the full size of the curve's field, leading zeros included. */
    private static String fixed(BigInteger coordinate) {
        byte[] bytes = trimmed(coordinate);
        byte[] padded = new byte[P256_BYTES];
        System.arraycopy(bytes, 0, padded, P256_BYTES - bytes.length, bytes.length);
        return encode(padded);
    }

    private static String unsigned(BigInteger number) {
        return encode(trimmed(number));
    }

    private static byte[] trimmed(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes.length > 1 && bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private Jwk() {}
}
