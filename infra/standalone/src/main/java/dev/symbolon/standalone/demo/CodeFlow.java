package dev.symbolon.standalone.demo;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * The authorization code flow with PKCE (RFC 6749 §4.1, RFC 7636, OpenID Connect Core §3.1) from the side of a
 * confidential client, by a library that knows nothing of the platform.
 */
final class CodeFlow {
    private final OIDCProviderMetadata provider;
    private final DemoTenant.App app;
    private final String audience;
    private final State state = new State();
    private final Nonce nonce = new Nonce();
    private final CodeVerifier verifier = new CodeVerifier();

    private CodeFlow(OIDCProviderMetadata provider, DemoTenant.App app, String audience) {
        this.provider = provider;
        this.app = app;
        this.audience = audience;
    }

    /** Begins with what the issuer publishes about itself; the library checks that it names itself. */
    static CodeFlow discover(DemoTenant hotel, DemoTenant.App app) throws Exception {
        return new CodeFlow(
                OIDCProviderMetadata.resolve(new Issuer(hotel.issuer())),
                app,
                hotel.api().audience());
    }

    OIDCProviderMetadata provider() {
        return provider;
    }

    URI authorizationRequest() {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE,
                        new Scope(app.scopes().toArray(String[]::new)),
                        new ClientID(app.clientId()),
                        redirect())
                .endpointURI(provider.getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .resource(URI.create(audience))
                .build()
                .toURI();
    }

    URI redirect() {
        return URI.create(app.redirectUri().orElseThrow());
    }

    /** The code, if the answer is to this request and from this issuer (RFC 9207). */
    AuthorizationCode code(URI answer) throws Exception {
        AuthenticationResponse response = AuthenticationResponseParser.parse(answer);
        if (!response.indicatesSuccess()) {
            throw new StepFailedException(
                    "refused: " + response.toErrorResponse().getErrorObject().toJSONObject());
        }
        if (!state.equals(response.getState())) {
            throw new StepFailedException("the answer has another state");
        }
        if (!provider.getIssuer().equals(response.getIssuer())) {
            throw new StepFailedException("the answer names the issuer " + response.getIssuer());
        }
        return response.toSuccessResponse().getAuthorizationCode();
    }

    TokenRequest tokenRequest(AuthorizationCode code) {
        return new TokenRequest.Builder(
                        provider.getTokenEndpointURI(),
                        new ClientSecretBasic(
                                new ClientID(app.clientId()),
                                new Secret(app.clientSecret().orElseThrow())),
                        new AuthorizationCodeGrant(code, redirect(), verifier))
                .build();
    }

    OIDCTokenResponse redeem(AuthorizationCode code) throws Exception {
        HTTPResponse answer = tokenRequest(code).toHTTPRequest().send();
        if (answer.getStatusCode() != 200) {
            throw new StepFailedException(
                    "the token endpoint answered " + answer.getStatusCode() + ": " + answer.getBody());
        }
        return (OIDCTokenResponse) OIDCTokenResponseParser.parse(answer);
    }

    /** What the token endpoint says to a code that was redeemed before. */
    String refusedAgain(AuthorizationCode code) throws Exception {
        HTTPResponse answer = tokenRequest(code).toHTTPRequest().send();
        if (answer.getStatusCode() != 400) {
            throw new StepFailedException("a spent code was answered " + answer.getStatusCode());
        }
        return answer.getBody();
    }

    /** Signature by the published keys, issuer, audience, expiry and nonce. */
    IDTokenClaimsSet verifiedIdToken(OIDCTokenResponse tokens) throws Exception {
        return new IDTokenValidator(
                        provider.getIssuer(),
                        new ClientID(app.clientId()),
                        JWSAlgorithm.ES256,
                        provider.getJWKSetURI().toURL())
                .validate(tokens.getOIDCTokens().getIDToken(), nonce);
    }

    /** As the API would: RFC 9068 §4. */
    JWTClaimsSet verifiedAccessToken(OIDCTokenResponse tokens) throws Exception {
        DefaultJWTProcessor<SecurityContext> api = new DefaultJWTProcessor<>();
        api.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
        api.setJWSKeySelector(new JWSVerificationKeySelector<>(
                JWSAlgorithm.ES256,
                JWKSourceBuilder.create(provider.getJWKSetURI().toURL()).build()));
        api.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                audience,
                new JWTClaimsSet.Builder()
                        .issuer(provider.getIssuer().getValue())
                        .build(),
                Set.of("sub", "exp", "iat", "jti", "client_id", "scope")));
        return api.process(
                SignedJWT.parse(tokens.getOIDCTokens().getAccessToken().getValue()), null);
    }

    UserInfo userInfo(AccessToken token) throws Exception {
        UserInfoResponse answer = UserInfoResponse.parse(new UserInfoRequest(provider.getUserInfoEndpointURI(), token)
                .toHTTPRequest()
                .send());
        if (!answer.indicatesSuccess()) {
            throw new StepFailedException("userinfo refused: "
                    + answer.toErrorResponse().getErrorObject().toJSONObject());
        }
        return Optional.ofNullable(answer.toSuccessResponse().getUserInfo())
                .orElseThrow(() -> new StepFailedException("userinfo isn't JSON"));
    }
}
