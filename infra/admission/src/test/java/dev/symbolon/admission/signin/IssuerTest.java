package dev.symbolon.admission.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an issuer must say of itself and of a person for a service to believe it. */
final class IssuerTest {
    private static final ClientID CONSOLE = new ClientID("console");
    private static final Map<String, String> SERVED = new HashMap<>();

    private static HttpServer server;
    private static String base;
    private static Issuer issuer;
    private static ECKey key;

    @BeforeAll
    static void serve() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = SERVED.getOrDefault(exchange.getRequestURI().getPath(), "");
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(body.isEmpty() ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        // Browsers find it elsewhere than this service does.
        base = "https://id.symbolon.test";
        issuer = new Issuer(
                URI.create(base),
                Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
        key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        SERVED.put("/t/hotel/jwks", "{\"keys\":[" + key.toPublicJWK().toJSONString() + "]}");
        SERVED.put("/t/hotel/.well-known/openid-configuration", published(base + "/t/hotel", base + "/t/hotel/jwks"));
        SERVED.put("/t/liar/.well-known/openid-configuration", published(base + "/t/hotel", base + "/t/hotel/jwks"));
        SERVED.put("/t/thief/.well-known/openid-configuration", published(base + "/t/thief", "https://evil.test/jwks"));
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    private static String published(String name, String keys) {
        return """
                {"issuer":"%s","jwks_uri":"%s","subject_types_supported":["public"],"response_types_supported":["code"],
                "id_token_signing_alg_values_supported":["ES256"]}""".formatted(name, keys);
    }

    @Test
    void it_names_itself_and_its_own_addresses() {
        assertThat(issuer.published("hotel")).isPresent();
        assertThat(issuer.published("liar")).isEmpty();
        assertThat(issuer.published("nobody")).isEmpty();
        for (String slug : new String[] {"../x", "Hotel", "", "a/b", "a?b", "a#b", "x".repeat(64), "@evil.test"}) {
            assertThat(issuer.published(slug)).as(slug).isEmpty();
        }
        OIDCProviderMetadata thief = issuer.published("thief").orElseThrow();
        assertThatThrownBy(() ->
                        issuer.verified(thief, CONSOLE, JWSAlgorithm.ES256, signed(key, it -> it), new Nonce("n")))
                .isInstanceOf(Issuer.RefusedException.class);
    }

    @Test
    void an_id_token_holds_for_this_sign_in_only() throws Exception {
        OIDCProviderMetadata from = issuer.published("hotel").orElseThrow();
        assertThat(issuer.verified(from, CONSOLE, JWSAlgorithm.ES256, signed(key, it -> it), new Nonce("n"))
                        .getSubject()
                        .getValue())
                .isEqualTo("ada");
        refused(from, signed(key, it -> it.claim("nonce", "another")));
        refused(from, signed(key, it -> it.claim("nonce", null)));
        refused(from, signed(key, it -> it.audience("another")));
        refused(from, signed(key, it -> it.issuer(base + "/t/other")));
        refused(
                from,
                signed(key, it -> it.expirationTime(Date.from(Instant.now().minusSeconds(300)))));
        refused(from, signed(new ECKeyGenerator(Curve.P_256).keyID("k").generate(), it -> it));
        refused(from, new PlainJWT(claims(it -> it)));
    }

    private static void refused(OIDCProviderMetadata from, JWT token) {
        assertThatThrownBy(() -> issuer.verified(from, CONSOLE, JWSAlgorithm.ES256, token, new Nonce("n")))
                .isInstanceOf(Issuer.RefusedException.class);
    }

    private static JWT signed(ECKey by, UnaryOperator<JWTClaimsSet.Builder> tweak) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k").build(), claims(tweak));
            token.sign(new ECDSASigner(by));
            return token;
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> tweak) {
        return tweak.apply(new JWTClaimsSet.Builder()
                        .issuer(base + "/t/hotel")
                        .subject("ada")
                        .audience("console")
                        .claim("nonce", "n")
                        .issueTime(new Date())
                        .expirationTime(Date.from(Instant.now().plusSeconds(60))))
                .build();
    }
}
