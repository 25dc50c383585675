package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationGrantError;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationRequest;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationResponse;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.device.DeviceCodeGrant;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.Prompt;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.LogoutAddresses;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.DeviceFlow;
import dev.symbolon.token.running.Reachable;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private static ClientAuthentication proof(TestTenant.Client client) {
        return new ClientSecretBasic(new ClientID(client.id().value()), new Secret(client.secret()));
    }

    private static TokenResponse ask(TestTenant.Client client, AuthorizationGrant grant, Scope scope) throws Exception {
        TokenRequest.Builder request = new TokenRequest.Builder(provider.getTokenEndpointURI(), proof(client), grant);
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

    @Test
    void an_api_asks_what_a_token_says_until_the_service_gives_it_back() throws Exception {
        AccessToken token = ask(reachable.service(), new ClientCredentialsGrant(), new Scope("rooms.read"))
                .toSuccessResponse()
                .getTokens()
                .getAccessToken();

        TokenIntrospectionSuccessResponse before = introspected(token);
        assertThat(before.isActive()).isTrue();
        assertThat(before.getClientID().getValue())
                .isEqualTo(reachable.service().id().value());
        assertThat(before.getScope()).isEqualTo(new Scope("rooms.read"));
        assertThat(before.getIssuer()).isEqualTo(provider.getIssuer());
        assertThat(before.getAudience()).containsExactly(new Audience(Reachable.AUDIENCE));
        assertThat(before.getTokenType()).isEqualTo(AccessTokenType.BEARER);
        assertThat(before.getExpirationTime()).isAfter(before.getIssueTime());

        HTTPResponse revoked = new TokenRevocationRequest(
                        provider.getRevocationEndpointURI(), proof(reachable.service()), token)
                .toHTTPRequest()
                .send();
        assertThat(revoked.indicatesSuccess()).isTrue();
        assertThat(introspected(token).isActive()).isFalse();
    }

    private static TokenIntrospectionSuccessResponse introspected(AccessToken token) throws Exception {
        return TokenIntrospectionResponse.parse(new TokenIntrospectionRequest(
                                provider.getIntrospectionEndpointURI(), proof(reachable.api()), token)
                        .toHTTPRequest()
                        .send())
                .toSuccessResponse();
    }

    @Test
    void a_device_s_code_waits_for_its_person_and_gets_their_tokens() throws Exception {
        TestTenant.Client television = reachable
                .tenant()
                .client(aClient().withPermissions().publicClient().withGrants(GrantType.DEVICE_CODE));
        ClientID id = new ClientID(television.id().value());

        assertThat(polled(id, asked(id)).toErrorResponse().getErrorObject())
                .isEqualTo(DeviceAuthorizationGrantError.AUTHORIZATION_PENDING);

        DeviceAuthorizationSuccessResponse allowed = asked(id);
        new DeviceFlow(reachable.tenant(), television)
                .answer(
                        reachable.browser(),
                        reachable.ada(),
                        Map.of("verification_uri_complete", allowed.getVerificationURIComplete()),
                        "allow");
        OIDCTokenResponse tokens = (OIDCTokenResponse) polled(id, allowed).toSuccessResponse();
        IDTokenClaimsSet claims = new IDTokenValidator(
                        provider.getIssuer(),
                        id,
                        JWSAlgorithm.ES256,
                        provider.getJWKSetURI().toURL())
                .validate(tokens.getOIDCTokens().getIDToken(), null);
        assertThat(claims.getSubject().getValue())
                .isEqualTo(reachable.ada().id().value());
    }

    private static DeviceAuthorizationSuccessResponse asked(ClientID id) throws Exception {
        return DeviceAuthorizationResponse.parse(new DeviceAuthorizationRequest.Builder(id)
                        .endpointURI(provider.getDeviceAuthorizationEndpointURI())
                        .scope(new Scope("openid", "profile"))
                        .build()
                        .toHTTPRequest()
                        .send())
                .toSuccessResponse();
    }

    private static TokenResponse polled(ClientID id, DeviceAuthorizationSuccessResponse asked) throws Exception {
        return OIDCTokenResponseParser.parse(
                new TokenRequest.Builder(provider.getTokenEndpointURI(), id, new DeviceCodeGrant(asked.getDeviceCode()))
                        .build()
                        .toHTTPRequest()
                        .send());
    }

    @Test
    void a_logout_request_ends_the_session_and_leads_back() throws Exception {
        TestTenant.Client web = reachable
                .tenant()
                .client(aClient()
                        .withPermissions()
                        .with(new LogoutAddresses(
                                List.of("https://booking.test/bye"), Optional.empty(), Optional.empty())));
        CodeFlow flow = new CodeFlow(reachable.tenant(), web);
        TestBrowser browser = reachable.browser();
        AuthorizationCode code = new AuthorizationCode(flow.code(browser, reachable.ada()));
        OIDCTokenResponse tokens = (OIDCTokenResponse) ask(
                        web,
                        new AuthorizationCodeGrant(
                                code, URI.create(web.redirectUri()), new CodeVerifier(CodeFlow.VERIFIER)),
                        null)
                .toSuccessResponse();
        assertThat(flow.authorize(browser).location()).startsWith(web.redirectUri());

        State state = new State();
        LogoutRequest request = new LogoutRequest(
                provider.getEndSessionEndpointURI(),
                tokens.getOIDCTokens().getIDToken(),
                URI.create("https://booking.test/bye"),
                state);

        assertThat(browser.get(request.toURI().toString()).location())
                .isEqualTo("https://booking.test/bye?state=" + state);
        assertThat(flow.authorize(browser).body()).contains("name=\"password\"");
    }
}
