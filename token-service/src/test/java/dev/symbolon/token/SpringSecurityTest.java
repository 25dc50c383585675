package dev.symbolon.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.Reachable;
import dev.symbolon.token.running.SpringRooms;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.introspection.RestClientOpaqueTokenIntrospector;
import org.springframework.web.util.UriComponentsBuilder;

/** Spring Security's OAuth2 client and its resource server against the running service. */
class SpringSecurityTest {
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static Reachable reachable;

    @BeforeAll
    static void start() {
        reachable = new Reachable("node-spring");
    }

    @AfterAll
    static void stop() {
        reachable.close();
    }

    private static ClientRegistration.Builder registered(TestTenant.Client client) {
        return ClientRegistrations.fromIssuerLocation(reachable.issuer())
                .registrationId("symbolon")
                .clientId(client.id().value())
                .clientSecret(client.secret())
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    }

    /** As a resource server of Spring Boot is set up with an issuer, for RFC 9068's tokens. */
    private static JwtDecoder resourceServer(String audience) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withIssuerLocation(reachable.issuer())
                .jwsAlgorithm(org.springframework.security.oauth2.jose.jws.SignatureAlgorithm.ES256)
                .validateType(false)
                .build();
        decoder.setJwtValidator(JwtValidators.createAtJwtValidator()
                .issuer(reachable.issuer())
                .audience(audience)
                .clientId(reachable.service().id().value())
                .build());
        return decoder;
    }

    private static OAuth2AccessTokenResponse ownToken() {
        ClientRegistration registration = registered(reachable.service())
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scope("rooms.read")
                .build();
        return new RestClientClientCredentialsTokenResponseClient()
                .getTokenResponse(new OAuth2ClientCredentialsGrantRequest(registration));
    }

    @Test
    void a_service_s_token_is_one_that_a_resource_server_takes() {
        OAuth2AccessTokenResponse answer = ownToken();

        String token = answer.getAccessToken().getTokenValue();
        Jwt jwt = resourceServer(Reachable.AUDIENCE).decode(token);
        assertThat(jwt.getClaimAsString("scope")).isEqualTo("rooms.read");
        assertThat(jwt.getSubject()).isEqualTo(reachable.service().id().value());
        assertThat(answer.getRefreshToken()).isNull();
        assertThatThrownBy(() -> resourceServer("https://other.test").decode(token))
                .isInstanceOf(JwtException.class);
    }

    @Test
    void an_api_that_reads_tokens_itself_opens_to_one_for_it_alone() {
        String token = ownToken().getAccessToken().getTokenValue();
        try (SpringRooms rooms = SpringRooms.reading(resourceServer(Reachable.AUDIENCE));
                SpringRooms others = SpringRooms.reading(resourceServer("https://other.test"))) {
            opensTo(token, rooms);
            assertThat(presented(token, others).status()).isEqualTo(401);
        }
    }

    @Test
    void an_api_that_asks_what_a_token_says_opens_until_it_is_revoked() {
        String token = ownToken().getAccessToken().getTokenValue();
        TestTenant.Client api = reachable.api();
        try (SpringRooms rooms = SpringRooms.asking(
                RestClientOpaqueTokenIntrospector.withIntrospectionUri(reachable.issuer() + "/introspect")
                        .clientId(api.id().value())
                        .clientSecret(api.secret())
                        .build())) {
            opensTo(token, rooms);
            assertThat(reachable
                            .browser()
                            .header("Authorization", CodeFlow.basic(reachable.service()))
                            .post(reachable.tenant().path() + "/revoke", Map.of("token", token))
                            .status())
                    .isEqualTo(200);
            assertThat(presented(token, rooms).status()).isEqualTo(401);
        }
    }

    private static void opensTo(String token, SpringRooms rooms) {
        assertThat(presented(token, rooms).body())
                .isEqualTo("Rooms for " + reachable.service().id().value());
        assertThat(presented(token.replaceAll(".{4}$", "AAAA"), rooms).status()).isEqualTo(401);
        assertThat(reachable.browser().get(rooms.page()).status()).isEqualTo(401);
    }

    private static TestBrowser.Page presented(String token, SpringRooms rooms) {
        return reachable.browser().header("Authorization", "Bearer " + token).get(rooms.page());
    }

    @Test
    void a_person_signs_in_by_code_with_pkce_and_the_client_refreshes() {
        TestTenant.Client web = reachable.web();
        ClientRegistration registration = registered(web)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(web.redirectUri())
                .scope("openid", "profile", "offline_access")
                .build();
        OAuth2AuthorizationRequest request = OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(registration.getProviderDetails().getAuthorizationUri())
                .clientId(registration.getClientId())
                .redirectUri(registration.getRedirectUri())
                .scopes(registration.getScopes())
                .state("state")
                .additionalParameters(Map.of(
                        "nonce",
                        "nonce",
                        "prompt",
                        "consent",
                        "code_challenge",
                        CHALLENGE,
                        "code_challenge_method",
                        "S256"))
                .attributes(Map.of("code_verifier", VERIFIER))
                .build();
        Map<String, String> answered = UriComponentsBuilder.fromUri(
                        URI.create(reachable.signedIn(request.getAuthorizationRequestUri(), web.redirectUri())))
                .build()
                .getQueryParams()
                .toSingleValueMap();

        OAuth2AccessTokenResponse first = new RestClientAuthorizationCodeTokenResponseClient()
                .getTokenResponse(new OAuth2AuthorizationCodeGrantRequest(
                        registration,
                        new OAuth2AuthorizationExchange(
                                request,
                                OAuth2AuthorizationResponse.success(answered.get("code"))
                                        .redirectUri(web.redirectUri())
                                        .state(answered.get("state"))
                                        .build())));
        OAuth2AccessTokenResponse second = new RestClientRefreshTokenTokenResponseClient()
                .getTokenResponse(new OAuth2RefreshTokenGrantRequest(
                        registration, first.getAccessToken(), first.getRefreshToken(), Set.of("openid")));

        OidcIdTokenDecoderFactory decoders = new OidcIdTokenDecoderFactory();
        decoders.setJwsAlgorithmResolver(_ -> org.springframework.security.oauth2.jose.jws.SignatureAlgorithm.ES256);
        JwtDecoder idTokens = decoders.createDecoder(registration);
        for (OAuth2AccessTokenResponse answer : List.of(first, second)) {
            Jwt idToken = idTokens.decode(
                    answer.getAdditionalParameters().get("id_token").toString());
            assertThat(idToken.getSubject()).isEqualTo(reachable.ada().id().value());
            assertThat(idToken.getExpiresAt()).isAfter(Instant.now());
        }
        assertThat(second.getRefreshToken().getTokenValue())
                .isNotEqualTo(first.getRefreshToken().getTokenValue());
        assertThat(second.getAccessToken().getScopes()).containsExactly("openid");
    }
}
