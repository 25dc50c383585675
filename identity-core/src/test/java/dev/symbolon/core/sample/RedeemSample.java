package dev.symbolon.core.sample;

import dev.symbolon.core.authorization.ApprovedAccess;
import dev.symbolon.core.authorization.AuthorizationCommand;
import dev.symbolon.core.authorization.PreparedTokens;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.RefreshGeneration;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.signingkey.KeyId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A code as it is presented at the token endpoint. */
public final class RedeemSample {

    public static final TokenId ACCESS_TOKEN = new TokenId("0000000000000001-access");
    public static final TokenId ID_TOKEN = new TokenId("0000000000000001-id");
    public static final KeyId KEY = new KeyId("key00000000000000000000000");

    private final AuthorizationSample authorization;
    private SecretHash code;
    private ClientId presentedBy;
    private Optional<String> redirectUri;
    private Optional<String> verifier;
    private GrantId grant = AuthorizationSample.GRANT;
    private Optional<RefreshGeneration> refresh = Optional.empty();
    private Optional<ApprovedAccess> narrowed = Optional.empty();
    private Duration grantLife = Duration.ofDays(1);
    private Instant at = Samples.NOON.plusSeconds(5);

    RedeemSample(AuthorizationSample authorization) {
        this.authorization = authorization;
        code = authorization.code;
        presentedBy = authorization.client;
        redirectUri = Optional.of(authorization.redirectUri);
        verifier = authorization.challenge.map(_ -> AuthorizationSample.VERIFIER);
    }

    public RedeemSample withCode(SecretHash hash) {
        code = hash;
        return this;
    }

    public RedeemSample by(ClientId client) {
        presentedBy = client;
        return this;
    }

    public RedeemSample withRedirect(String uri) {
        redirectUri = Optional.of(uri);
        return this;
    }

    public RedeemSample withoutRedirect() {
        redirectUri = Optional.empty();
        return this;
    }

    public RedeemSample withVerifier(String text) {
        verifier = Optional.of(text);
        return this;
    }

    public RedeemSample withoutVerifier() {
        verifier = Optional.empty();
        return this;
    }

    public RedeemSample into(GrantId id) {
        grant = id;
        return this;
    }

    public RedeemSample withRefresh(RefreshGeneration first) {
        refresh = Optional.of(first);
        return this;
    }

    public RedeemSample narrowedTo(ApprovedAccess access) {
        narrowed = Optional.of(access);
        return this;
    }

    public RedeemSample lasting(Duration life) {
        grantLife = life;
        return this;
    }

    public RedeemSample at(Instant time) {
        at = time;
        return this;
    }

    public AuthorizationCommand.Redeem command() {
        return new AuthorizationCommand.Redeem(
                authorization.tenant,
                authorization.authorization,
                code,
                presentedBy,
                redirectUri,
                verifier,
                new PreparedTokens(
                        grant, ACCESS_TOKEN, ID_TOKEN, refresh, KEY, Duration.ofMinutes(5), grantLife, narrowed),
                at);
    }
}
