package dev.symbolon.token.credential;

import dev.symbolon.core.tenant.PasswordPolicy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * An Argon2id hash (RFC 9106) with its parameters, written as a PHC string:
 * {@code $argon2id$v=19$m=7168,t=5,p=1$<salt>$<hash>}.
 */
public record Argon2Hash(int memoryKib, int iterations, int parallelism, byte[] salt, byte[] hash) {
    private static final int HASH_BYTES = 32;
    private static final Pattern PHC = Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d)"
            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

    /** Computes a hash: tens of milliseconds of CPU. */
    static Argon2Hash compute(String password, PasswordPolicy policy, byte[] salt) {
        return compute(password, policy.memoryKib(), policy.iterations(), policy.parallelism(), salt, HASH_BYTES);
    }

    /** Reads a PHC string; empty for one of another make. */
    static Optional<Argon2Hash> parse(String phc) {
        Matcher form = PHC.matcher(phc);
        if (!form.matches()) {
            return Optional.empty();
        }
        Base64.Decoder base64 = Base64.getDecoder();
        return Optional.of(new Argon2Hash(
                Integer.parseInt(form.group(1)),
                Integer.parseInt(form.group(2)),
                Integer.parseInt(form.group(3)),
                base64.decode(form.group(4)),
                base64.decode(form.group(5))));
    }

    /** Whether that is the password: as costly as making the hash, and as long for a wrong one. */
    boolean matches(String password) {
        Argon2Hash other = compute(password, memoryKib, iterations, parallelism, salt, hash.length);
        return MessageDigest.isEqual(hash, other.hash);
    }

    /** Whether the policy asks for other parameters by now. */
    boolean outdated(PasswordPolicy policy) {
        return memoryKib != policy.memoryKib()
                || iterations != policy.iterations()
                || parallelism != policy.parallelism();
    }

    String phc() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + memoryKib + ",t=" + iterations + ",p=" + parallelism + "$"
                + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }

    @Override
    public String toString() {
        return "Argon2Hash[…]";
    }

    private static Argon2Hash compute(
            String password, int memoryKib, int iterations, int parallelism, byte[] salt, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(iterations)
                .withParallelism(parallelism)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return new Argon2Hash(memoryKib, iterations, parallelism, salt, hash);
    }
}
