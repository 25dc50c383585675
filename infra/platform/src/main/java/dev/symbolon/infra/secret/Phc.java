package dev.symbolon.infra.secret;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An Argon2id hash in PHC form: {@code $argon2id$v=19$m=7168,t=5,p=1$<salt>$<hash>}, base64 without padding. */
record Phc(int memoryKib, int iterations, int parallelism, byte[] salt, byte[] hash) {
    // Bounded, so that what a broken or altered store says can't make us allocate without end.
    private static final Pattern FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d)\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");
    private static final int LARGEST_MEMORY_KIB = 1_048_576;

    static Phc parse(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException("not an Argon2id hash in PHC form");
        }
        Base64.Decoder base64 = Base64.getDecoder();
        Phc phc = new Phc(
                Integer.parseInt(m.group(1)),
                Integer.parseInt(m.group(2)),
                Integer.parseInt(m.group(3)),
                base64.decode(m.group(4)),
                base64.decode(m.group(5)));
        if (phc.memoryKib < 8 || phc.memoryKib > LARGEST_MEMORY_KIB || phc.iterations < 1 || phc.parallelism < 1) {
            throw new IllegalArgumentException("Argon2id parameters out of bounds");
        }
        return phc;
    }

    @Override
    public String toString() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + memoryKib + ",t=" + iterations + ",p=" + parallelism + "$"
                + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }
}
