package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCClaimsRequest;
import com.nimbusds.openid.connect.sdk.claims.ClaimsSetRequest;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.AuthorizationCodeValidator;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nimbus's OpenID Connect SDK makes the requests, and reads and validates what comes back: implicit, hybrid, form_post. */
class NimbusInFrontTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static TestTenant tenant;
    private static TestTenant.Person ada;
    private static TestTenant.Client client;

    @BeforeAll
    static void onboard() {
        tenant = TestTenant.onboard(PLATFORM);
        ada = tenant.person("ada");
        client = tenant.client(aClient()
                .withPermissions()
                .firstParty()
                .withGrants(GrantType.AUTHORIZATION_CODE, GrantType.IMPLICIT)
                .withResponses(dev.symbolon.core.client.ResponseType.values()));
    }

    @ParameterizedTest
    @CsvSource({
        "code,",
        "id_token,",
        "id_token token,",
        "code id_token,",
        "code token,",
        "code id_token token,",
        "code,form_post",
        "id_token,form_post",
        "code id_token token,form_post"
    })
    void each_flow_s_answer_is_read_and_holds_together(String type, String mode) throws Exception {
        TestBrowser browser = TestBrowser.at(PLATFORM.node());
        OIDCProviderMetadata provider = OIDCProviderMetadata.parse(
                browser.get(tenant.path() + "/.well-known/openid-configuration").body());
        assertThat(provider.getResponseTypes()).contains(ResponseType.parse(type));
        State state = new State();
        Nonce nonce = new Nonce();
        AuthenticationRequest.Builder request = new AuthenticationRequest.Builder(
                        ResponseType.parse(type),
                        new Scope("openid", "email"),
                        new ClientID(client.id().value()),
                        URI.create(client.redirectUri()))
                .endpointURI(provider.getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .codeChallenge(new CodeVerifier(), CodeChallengeMethod.S256)
                .claims(new OIDCClaimsRequest().withUserInfoClaimsRequest(new ClaimsSetRequest().add("name")));
        if (mode != null) {
            request.responseMode(new ResponseMode(mode));
        }

        AuthenticationSuccessResponse answer =
                answer(browser, request.build().toURI()).toSuccessResponse();

        assertThat(answer.getState()).isEqualTo(state);
        assertThat(answer.getIssuer()).isEqualTo(new Issuer(tenant.issuer()));
        assertThat(answer.impliedResponseType()).isEqualTo(ResponseType.parse(type));
        JWT idToken = answer.getIDToken();
        if (idToken != null) {
            JWKSet keys = JWKSet.parse(browser.get(tenant.path() + "/jwks").body());
            IDTokenClaimsSet claims = new IDTokenValidator(
                            provider.getIssuer(), new ClientID(client.id().value()), JWSAlgorithm.ES256, keys)
                    .validate(idToken, nonce);
            if (answer.getAccessToken() != null) {
                AccessTokenValidator.validate(answer.getAccessToken(), JWSAlgorithm.ES256, claims.getAccessTokenHash());
            }
            if (answer.getAuthorizationCode() != null) {
                AuthorizationCodeValidator.validate(
                        answer.getAuthorizationCode(), JWSAlgorithm.ES256, claims.getCodeHash());
            }
        }
    }

    /** Signs in, and reads what the browser would take to the client. */
    private static AuthenticationResponse answer(TestBrowser browser, URI request) throws Exception {
        TestBrowser.Page signIn = browser.get(request.getRawPath() + "?" + request.getRawQuery());
        TestBrowser.Page page =
                browser.get(browser.signIn(signIn, ada.login(), ada.password()).location());
        if (page.status() == 303) {
            return AuthenticationResponseParser.parse(URI.create(page.location()));
        }
        Map<String, List<String>> posted = page.form().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, field -> List.of(field.getValue())));
        return AuthenticationResponseParser.parse(URI.create(page.action()), posted);
    }
}
