package dev.symbolon.token.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.admission.jwt.AccessTokenClaims;
import dev.symbolon.admission.jwt.CryptoProvider;
import dev.symbolon.admission.jwt.TokenType;
import dev.symbolon.admission.jwt.UnverifiedToken;
import dev.symbolon.admission.jwt.Verifier;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.signingkey.KeyId;
import dev.symbolon.token.http.Json;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedTokensTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final CryptoProvider JDK = CryptoProvider.jdk();
    private static final KeyPair PAIR = JDK.generate(SigningAlgorithm.ES256);
    private static final Signer.Key KEY = new Signer.Key(new KeyId("key1"), SigningAlgorithm.ES256, PAIR.getPrivate());

    static Stream<Arguments> providers() {
        return Stream.of(JDK, CryptoProvider.fastest())
                .flatMap(from -> Stream.of(JDK, CryptoProvider.fastest())
                        .flatMap(to -> Stream.of(SigningAlgorithm.values()).map(it -> Arguments.of(from, to, it))));
    }

    @Test
    void the_native_provider_is_there_on_the_platform_that_it_is_for() {
        boolean here = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");

        assertThat(CryptoProvider.fastest().provider().isPresent()).isEqualTo(here);
    }

    @ParameterizedTest
    @MethodSource("providers")
    void what_one_provider_signs_another_verifies(CryptoProvider from, CryptoProvider to, SigningAlgorithm algorithm) {
        KeyPair pair = from.generate(algorithm);
        Signer.Key key = new Signer.Key(
                new KeyId("k"),
                algorithm,
                from.privateKey(algorithm, pair.getPrivate().getEncoded()));

        String token = new Signer(from, new SimpleMeterRegistry()).sign(TokenType.ACCESS_TOKEN, key, claims());

        UnverifiedToken parsed =
                UnverifiedToken.parse(token, TokenType.ACCESS_TOKEN).orElseThrow();
        Optional<AccessTokenClaims> claims = new Verifier(to)
                .verify(parsed, to.publicKey(algorithm, pair.getPublic().getEncoded()), NOW);
        assertThat(parsed.algorithm()).isEqualTo(algorithm);
        assertThat(claims).hasValueSatisfying(it -> {
            assertThat(it.audience()).containsExactly("https://api.test");
            assertThat(it.scopes()).containsExactly("openid", "rooms");
            assertThat(it.grant().value()).isEqualTo("g1");
        });
    }

    @Test
    void a_token_verified_before_still_expires() {
        Verifier verifier = new Verifier(JDK);
        UnverifiedToken token =
                parsed(new Signer(JDK, new SimpleMeterRegistry()).sign(TokenType.ACCESS_TOKEN, KEY, claims()));

        assertThat(verifier.verify(token, PAIR.getPublic(), NOW)).isPresent();
        assertThat(verifier.verify(token, PAIR.getPublic(), NOW.plusSeconds(300)))
                .isEmpty();
        assertThat(new Verifier(JDK).verify(token, PAIR.getPublic(), NOW.plusSeconds(300)))
                .isEmpty();
    }

    @Test
    void another_key_s_signature_is_refused() {
        UnverifiedToken token =
                parsed(new Signer(JDK, new SimpleMeterRegistry()).sign(TokenType.ACCESS_TOKEN, KEY, claims()));

        assertThat(new Verifier(JDK)
                        .verify(token, JDK.generate(SigningAlgorithm.ES256).getPublic(), NOW))
                .isEmpty();
    }

    @Test
    void every_changed_character_is_noticed() {
        String token = new Signer(JDK, new SimpleMeterRegistry()).sign(TokenType.ACCESS_TOKEN, KEY, claims());
        for (int i = token.indexOf('.') + 1; i < token.length(); i += 7) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            Optional<AccessTokenClaims> verified = UnverifiedToken.parse(changed, TokenType.ACCESS_TOKEN)
                    .flatMap(it -> new Verifier(JDK).verify(it, PAIR.getPublic(), NOW));
            assertThat(verified).as("character %d", i).isEmpty();
        }
    }

    @Test
    void an_id_token_is_no_access_token() {
        String token = new Signer(JDK, new SimpleMeterRegistry()).sign(TokenType.ID_TOKEN, KEY, claims());

        assertThat(UnverifiedToken.parse(token, TokenType.ACCESS_TOKEN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'alg':'none','kid':'key1','typ':'at+jwt'}",
                "{'alg':'HS256','kid':'key1','typ':'at+jwt'}",
                "{'alg':'ES384','kid':'key1','typ':'at+jwt'}",
                "{'alg':'ES256','kid':'../key1','typ':'at+jwt'}",
                "{'alg':'ES256','kid':'key1\\u0027','typ':'at+jwt'}",
                "{'alg':'ES256','typ':'at+jwt'}",
                "{'alg':'ES256','kid':'key1'}",
                "{'alg':'ES256','kid':'key1','typ':'JWT'}",
                "{'alg':'ES256','kid':'key1','typ':'at+jwt','jku':'https://evil.test/keys'}",
                "{'alg':'ES256','kid':'key1','typ':'at+jwt','x5u':'https://evil.test/keys'}",
                "{'alg':'ES256','kid':'key1','typ':'at+jwt','jwk':{}}",
                "{'alg':'ES256','kid':'key1','typ':'at+jwt','crit':['exp']}",
                "{'alg':'ES256','kid':'key1','typ':'at+jwt','zip':'DEF'}",
                "{'alg':'ES256','alg':'none','kid':'key1','typ':'at+jwt'}",
                "{'alg':'PBES2-HS256+A128KW','p2c':2147483647,'kid':'key1','typ':'at+jwt'}",
                "[]",
                "nothing"
            })
    void a_header_of_another_make_is_refused_before_any_key_is_touched(String header) {
        String token = encode(header.replace('\'', '"').getBytes(StandardCharsets.UTF_8)) + "."
                + encode(Json.write(claims())) + ".AAAA";

        assertThat(UnverifiedToken.parse(token, TokenType.ACCESS_TOKEN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b", "a.b.", ".b.c", "a..c", "a.b.c.d", "a.b.c"})
    void what_isn_t_three_parts_is_refused(String token) {
        assertThat(UnverifiedToken.parse(token, TokenType.ACCESS_TOKEN)).isEmpty();
    }

    @Test
    void a_huge_token_is_refused() {
        String token = new Signer(JDK, new SimpleMeterRegistry()).sign(TokenType.ACCESS_TOKEN, KEY, claims());

        assertThat(UnverifiedToken.parse(token + "A".repeat(1 << 20), TokenType.ACCESS_TOKEN))
                .isEmpty();
    }

    @Test
    void an_hmac_keyed_with_the_public_key_is_refused() throws Exception {
        String head =
                encode("{\"alg\":\"HS256\",\"kid\":\"key1\",\"typ\":\"at+jwt\"}".getBytes(StandardCharsets.UTF_8));
        String text = head + "." + encode(Json.write(claims()));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(PAIR.getPublic().getEncoded(), "HmacSHA256"));
        String token = text + "." + encode(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));

        assertThat(UnverifiedToken.parse(token, TokenType.ACCESS_TOKEN)).isEmpty();
    }

    @Test
    void a_token_without_one_of_our_claims_is_refused() {
        for (String missing : List.of("iss", "sub", "aud", "client_id", "scope", "grant_id", "jti", "exp")) {
            Map<String, Object> claims = claims();
            claims.remove(missing);
            UnverifiedToken token =
                    parsed(new Signer(JDK, new SimpleMeterRegistry()).sign(TokenType.ACCESS_TOKEN, KEY, claims));
            assertThat(new Verifier(JDK).verify(token, PAIR.getPublic(), NOW))
                    .as(missing)
                    .isEmpty();
        }
    }

    private static UnverifiedToken parsed(String token) {
        return UnverifiedToken.parse(token, TokenType.ACCESS_TOKEN).orElseThrow();
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Map<String, Object> claims() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", "https://id.test/t/one");
        claims.put("sub", "u1");
        claims.put("aud", List.of("https://api.test"));
        claims.put("client_id", "c1");
        claims.put("scope", "openid rooms");
        claims.put("iat", NOW.getEpochSecond());
        claims.put("exp", NOW.plusSeconds(300).getEpochSecond());
        claims.put("jti", "j1");
        claims.put("grant_id", "g1");
        return claims;
    }
}
