package dev.symbolon.infra.decision;

import dev.symbolon.core.authorization.ApprovedAccess;
import dev.symbolon.core.authorization.AuthorizationCommand;
import dev.symbolon.core.authorization.AuthorizationId;
import dev.symbolon.core.authorization.ConsentGround;
import dev.symbolon.core.authorization.NewCode;
import dev.symbolon.core.authorization.PreparedTokens;
import dev.symbolon.core.authorization.RequestedAuthorization;
import dev.symbolon.core.authorization.ResponseMode;
import dev.symbolon.core.authorization.SignedInPerson;
import dev.symbolon.core.authorization.Verdict;
import dev.symbolon.core.client.ClientAuthentication;
import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientKind;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.client.ConsentRule;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.Links;
import dev.symbolon.core.client.LogoutAddresses;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.core.client.SignInDefaults;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.client.SubjectIdentifier;
import dev.symbolon.core.event.Actor;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.grant.GrantId;
import dev.symbolon.core.grant.RefreshGeneration;
import dev.symbolon.core.grant.TokenId;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.session.SessionCommand;
import dev.symbolon.core.session.SessionId;
import dev.symbolon.core.signingkey.KeyId;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.user.Profile;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.decision.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Commands that succeed, in one tenant. */
final class Sample {
    static final TenantId TENANT = new TenantId("hotel");
    static final ClientId CLIENT = new ClientId("room-key");
    static final UserId USER = new UserId("ada");
    static final SessionId SESSION = new SessionId("browser");
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final Origin ORIGIN = Origin.of(new Actor.Client(CLIENT), "request-1");

    static ClientCommand.Register registerClient(ClientId client) {
        return new ClientCommand.Register(TENANT, client, metadata("Room key"), List.of(), NOW);
    }

    static ClientCommand.Change renameClient(ClientId client, String name) {
        return new ClientCommand.Change(TENANT, client, metadata(name), NOW);
    }

    static ClientCommand.Suspend suspend(ClientId client) {
        return new ClientCommand.Suspend(TENANT, client, "lost", NOW);
    }

    static ClientMetadata metadata(String name) {
        return new ClientMetadata(
                name,
                ClientKind.NATIVE,
                List.of("https://app.test/cb"),
                Set.of(GrantType.AUTHORIZATION_CODE),
                Set.of(ResponseType.CODE),
                ClientAuthentication.NONE,
                true,
                ConsentRule.REQUIRED,
                Set.of("openid"),
                List.of(),
                SigningAlgorithm.ES256,
                Optional.empty(),
                SubjectIdentifier.PUBLIC,
                SignInDefaults.NONE,
                LogoutAddresses.NONE,
                Links.NONE);
    }

    static UserCommand.Register registerUser(UserId user, String login) {
        return new UserCommand.Register(
                TENANT,
                user,
                "index-of-" + login,
                new Profile(Personal.of(login), Optional.empty(), Optional.empty(), false),
                NOW);
    }

    static SessionCommand.Start signIn(SessionId session) {
        return new SessionCommand.Start(
                TENANT,
                session,
                USER,
                SecretHash.of("cookie"),
                List.of("pwd"),
                "1",
                Personal.of("192.0.2.7"),
                Personal.of("Browser/1"),
                true,
                Optional.empty(),
                Optional.empty(),
                NOW.plus(Duration.ofDays(30)),
                NOW);
    }

    static AuthorizationCommand.Decide approve(AuthorizationId authorization) {
        return new AuthorizationCommand.Decide(
                TENANT,
                authorization,
                new RequestedAuthorization(
                        CLIENT,
                        "https://app.test/cb",
                        ResponseType.CODE,
                        ResponseMode.QUERY,
                        List.of("openid"),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        List.of()),
                new SignedInPerson(USER, SESSION, NOW, List.of("pwd"), "1"),
                new Verdict.Approve(
                        new ApprovedAccess(List.of("openid"), List.of("https://api.test"), Duration.ofMinutes(5)),
                        ConsentGround.GIVEN,
                        Optional.of(new NewCode(SecretHash.of("code"), NOW.plusSeconds(60))),
                        Optional.empty()),
                NOW);
    }

    static AuthorizationCommand.Redeem redeem(AuthorizationId authorization, GrantId grant) {
        return redeem(authorization, grant, Optional.empty());
    }

    static AuthorizationCommand.Redeem redeem(
            AuthorizationId authorization, GrantId grant, Optional<RefreshGeneration> refresh) {
        return new AuthorizationCommand.Redeem(
                TENANT,
                authorization,
                SecretHash.of("code"),
                CLIENT,
                Optional.of("https://app.test/cb"),
                Optional.empty(),
                new PreparedTokens(
                        grant,
                        new TokenId("access-" + grant.value()),
                        new TokenId("id-" + grant.value()),
                        refresh,
                        new KeyId("key-1"),
                        Duration.ofMinutes(5),
                        Duration.ofDays(30),
                        Optional.empty()),
                NOW.plusSeconds(5));
    }

    private Sample() {}
}
