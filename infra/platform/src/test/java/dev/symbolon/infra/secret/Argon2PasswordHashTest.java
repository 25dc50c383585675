package dev.symbolon.infra.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.core.tenant.PasswordPolicy;
import dev.symbolon.ports.secret.PasswordHash.Verified;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2PasswordHashTest {
    private static final PasswordPolicy POLICY = new PasswordPolicy(1024, 1, 1, 12);
    // Made by the reference implementation: argon2 "somesalt" -id -t 2 -k 65536 -p 1, password "password".
    private static final String REFERENCE =
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    private final Random seeded = new Random(7);
    private final Argon2PasswordHash hash = new Argon2PasswordHash(new Randomness() {
        @Override
        public byte[] bytes(int length) {
            byte[] bytes = new byte[length];
            seeded.nextBytes(bytes);
            return bytes;
        }
    });

    @Test
    void the_right_password_is_accepted_and_another_is_not() {
        String phc = hash.hash(POLICY, "grüße aus dem hotel".toCharArray());
        assertThat(phc).startsWith("$argon2id$v=19$m=1024,t=1,p=1$");
        assertThat(hash.verify(POLICY, "grüße aus dem hotel".toCharArray(), phc))
                .isEqualTo(new Verified.Right(false));
        assertThat(hash.verify(POLICY, "grüße aus dem hotel ".toCharArray(), phc))
                .isEqualTo(new Verified.Wrong());
        assertThat(hash.verify(POLICY, new char[0], phc)).isEqualTo(new Verified.Wrong());
    }

    @Test
    void the_reference_implementations_hash_verifies_and_is_outdated() {
        assertThat(hash.verify(POLICY, "password".toCharArray(), REFERENCE)).isEqualTo(new Verified.Right(true));
    }

    @Test
    void the_same_password_never_has_the_same_hash_twice() {
        assertThat(hash.hash(POLICY, "one and the same".toCharArray()))
                .isNotEqualTo(hash.hash(POLICY, "one and the same".toCharArray()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "$2a$10$abcdefghijklmnopqrstuu",
                "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=65536,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
            })
    void what_is_no_bounded_argon2id_hash_is_loud(String phc) {
        assertThatThrownBy(() -> hash.verify(POLICY, "password".toCharArray(), phc))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
