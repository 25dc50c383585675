package dev.symbolon.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.Prompt;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.symbolon.token.running.Reachable;
import dev.symbolon.token.running.TestTenant;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nimbus' OAuth 2.0 and OpenID Connect SDK against the running service. */
class NimbusTest {
    private static Reachable reachable;
    private static OIDCProviderMetadata provider;

    @BeforeAll
    static void start() throws Exception {
        reachable = new Reachable("node-nimbus");
        provider = OIDCProviderMetadata.resolve(new Issuer(reachable.issuer()));
    }

    @AfterAll
    static void stop() {
        reachable.close();
    }

    private static TokenResponse ask(TestTenant.Client client, AuthorizationGrant grant, Scope scope) throws Exception {
        ClientSecretBasic proof = new ClientSecretBasic(new ClientID(client.id().value()), new Secret(client.secret()));
        TokenRequest.Builder request = new TokenRequest.Builder(provider.getTokenEndpointURI(), proof, grant);
        return OIDCTokenResponseParser.parse((scope == null ? request : request.scope(scope))
                .build()
                .toHTTPRequest()
                .send());
    }

    @Test
    void a_service_gets_a_token_of_its_own() throws Exception {
        TokenResponse answer = ask(reachable.service(), new ClientCredentialsGrant(), new Scope("rooms.read"));

        assertThat(answer.indicatesSuccess()).isTrue();
        assertThat(answer.toSuccessResponse().getTokens().getBearerAccessToken().getScope())
                .isEqualTo(new Scope("rooms.read"));
    }

    @Test
    void a_person_signs_in_by_code_with_pkce_and_the_client_refreshes() throws Exception {
        TestTenant.Client web = reachable.web();
        CodeVerifier verifier = new CodeVerifier();
        State state = new State();
        Nonce nonce = new Nonce();
        URI redirect = URI.create(web.redirectUri());
        AuthenticationRequest request = new AuthenticationRequest.Builder(
                        new ResponseType("code"),
                        new Scope("openid", "profile", "offline_access"),
                        new ClientID(web.id().value()),
                        redirect)
                .endpointURI(provider.getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .prompt(new Prompt(Prompt.Type.CONSENT))
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build();
        AuthenticationResponse response = AuthenticationResponseParser.parse(
                URI.create(reachable.signedIn(request.toURI().toString(), web.redirectUri())));
        assertThat(response.getState()).isEqualTo(state);
        assertThat(response.getIssuer()).isEqualTo(provider.getIssuer());

        OIDCTokenResponse first = (OIDCTokenResponse) ask(
                        web,
                        new AuthorizationCodeGrant(
                                response.toSuccessResponse().getAuthorizationCode(), redirect, verifier),
                        null)
                .toSuccessResponse();
        RefreshToken refreshToken = first.getOIDCTokens().getRefreshToken();
        OIDCTokenResponse second = (OIDCTokenResponse)
                ask(web, new RefreshTokenGrant(refreshToken), null).toSuccessResponse();

        IDTokenValidator validator = new IDTokenValidator(
                provider.getIssuer(),
                new ClientID(web.id().value()),
                JWSAlgorithm.ES256,
                provider.getJWKSetURI().toURL());
        IDTokenClaimsSet before = validator.validate(first.getOIDCTokens().getIDToken(), nonce);
        IDTokenClaimsSet after = validator.validate(second.getOIDCTokens().getIDToken(), null);
        assertThat(after.getSubject()).isEqualTo(before.getSubject());
        assertThat(second.getOIDCTokens().getRefreshToken()).isNotEqualTo(refreshToken);
        UserInfoResponse userInfo = UserInfoResponse.parse(new UserInfoRequest(
                        provider.getUserInfoEndpointURI(),
                        second.getOIDCTokens().getBearerAccessToken())
                .toHTTPRequest()
                .send());
        assertThat(userInfo.toSuccessResponse().getUserInfo().getSubject()).isEqualTo(before.getSubject());
    }
}
