package dev.symbolon.admission.signin;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A sign-in under way: the authorization code flow with PKCE (RFC 6749 §4.1, RFC 7636, OpenID Connect Core §3.1). The
 * browser that began it carries it, sealed, so that its answer counts in that browser only.
 *
 * @param slug     of the tenant whose answer is expected (RFC 9207: no other's counts)
 * @param callback where the answer comes to
 */
public record SignIn(
        String slug, String client, String callback, String state, String nonce, String verifier, Instant began) {

    /** One that begins now. */
    public static SignIn at(String slug, String client, String callback, Instant now) {
        return new SignIn(
                slug,
                client,
                callback,
                new State().getValue(),
                new Nonce().getValue(),
                new CodeVerifier().getValue(),
                now);
    }

    /** Where the browser is sent. */
    public URI request(OIDCProviderMetadata from, Scope scope, Map<String, String> more) {
        AuthenticationRequest.Builder request = new AuthenticationRequest.Builder(
                        ResponseType.CODE, scope, new ClientID(client), URI.create(callback))
                .endpointURI(from.getAuthorizationEndpointURI())
                .state(new State(state))
                .nonce(new Nonce(nonce))
                .codeChallenge(new CodeVerifier(verifier), CodeChallengeMethod.S256);
        more.forEach(request::customParameter);
        return request.build().toURI();
    }

    /** What came of it, checked. */
    public record Done(OIDCTokenResponse tokens, IDTokenClaimsSet claims) {}

    /**
     * Redeems the code of an answer, if it is one to this request.
     *
     * @param answer         the address by which the browser came back
     * @param authentication empty for a public client
     */
    public Done done(
            Issuer issuer, String answer, Optional<ClientAuthentication> authentication, JWSAlgorithm algorithm) {
        AuthorizationCode code = code(issuer, answer);
        OIDCProviderMetadata from =
                issuer.published(slug).orElseThrow(() -> new RefusedException(502, "The sign-in service is gone."));
        AuthorizationCodeGrant grant =
                new AuthorizationCodeGrant(code, URI.create(callback), new CodeVerifier(verifier));
        TokenRequest.Builder request = authentication
                .map(it -> new TokenRequest.Builder(from.getTokenEndpointURI(), it, grant))
                .orElseGet(() -> new TokenRequest.Builder(from.getTokenEndpointURI(), new ClientID(client), grant));
        OIDCTokenResponse tokens = issuer.tokens(request.build());
        if (tokens.getOIDCTokens().getIDToken() == null) {
            throw new RefusedException(502, "There was no ID token in the answer.");
        }
        return new Done(
                tokens,
                issuer.verified(
                        from,
                        new ClientID(client),
                        algorithm,
                        tokens.getOIDCTokens().getIDToken(),
                        new Nonce(nonce)));
    }

    private AuthorizationCode code(Issuer issuer, String answer) {
        try {
            AuthenticationResponse response = AuthenticationResponseParser.parse(URI.create(answer));
            // Before all else: an answer to another request, or from another tenant, says nothing here.
            if (response.getState() == null || !response.getState().getValue().equals(state)) {
                throw new RefusedException(403, "This answer belongs to another sign-in than the one of this browser.");
            }
            if (response.getIssuer() == null || !response.getIssuer().getValue().equals(issuer.of(slug))) {
                throw new RefusedException(403, "This answer comes from another tenant than the one that was asked.");
            }
            if (!response.indicatesSuccess()) {
                throw new RefusedException(
                        403,
                        "The sign-in was refused: "
                                + response.toErrorResponse().getErrorObject().getCode() + ".");
            }
            return response.toSuccessResponse().getAuthorizationCode();
        } catch (ParseException | IllegalArgumentException e) {
            throw new RefusedException(400, "This isn’t an answer to a sign-in.");
        }
    }

    /** The sign-in ends here; its text may be shown. */
    public static final class RefusedException extends RuntimeException {
        private final int status;

        /** @param status of the page that tells it */
        public RefusedException(int status, String text) {
            super(text, null, false, false);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    @Override
    public String toString() {
        return "SignIn[" + slug + "/" + client + "]";
    }
}
