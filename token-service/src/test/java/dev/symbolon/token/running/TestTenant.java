package dev.symbolon.token.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientSecret;
import dev.symbolon.core.command.Outcome;
import dev.symbolon.core.credential.CredentialCommand;
import dev.symbolon.core.event.Personal;
import dev.symbolon.core.identifier.Secret;
import dev.symbolon.core.resource.ResourceCommand;
import dev.symbolon.core.resource.ResourceId;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.core.sample.ClientSample;
import dev.symbolon.core.tenant.Branding;
import dev.symbolon.core.tenant.LoginPolicy;
import dev.symbolon.core.tenant.PasswordPolicy;
import dev.symbolon.core.tenant.Slug;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.tenant.TokenPolicy;
import dev.symbolon.core.user.LoginName;
import dev.symbolon.core.user.Profile;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.core.user.UserId;
import dev.symbolon.ports.secret.PasswordHash;
import dev.symbolon.ports.secret.PersonalData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A tenant of its own for a test class, with whom and what the test needs in it. */
public final class TestTenant {
    /** The cheapest that the policy lets: tests sign in a lot. */
    public static final PasswordPolicy CHEAP = new PasswordPolicy(1024, 1, 1, 8);

    private final RunningPlatform platform;
    private final RunningPlatform.Node node;
    private final TenantId id;
    private final String slug;

    private TestTenant(RunningPlatform platform, RunningPlatform.Node node, TenantId id, String slug) {
        this.platform = platform;
        this.node = node;
        this.id = id;
        this.slug = slug;
    }

    /** A client, and the secret that only it and this test know. */
    public record Client(ClientId id, String secret, String redirectUri) {}

    /** A person, and what they type. */
    public record Person(UserId id, String login, String password) {}

    public static TestTenant onboard(RunningPlatform platform) {
        return onboard(platform, TokenPolicy.STANDARD);
    }

    public static TestTenant onboard(RunningPlatform platform, TokenPolicy policy) {
        return onboard(platform, platform.node(), "default", policy);
    }

    /** In a cell that this node has a setting for, by way of it. */
    public static TestTenant onboard(RunningPlatform platform, RunningPlatform.Node node, String cell) {
        return onboard(platform, node, cell, TokenPolicy.STANDARD);
    }

    private static TestTenant onboard(
            RunningPlatform platform, RunningPlatform.Node node, String cell, TokenPolicy policy) {
        TenantId id = new TenantId(platform.randomness().identifier());
        String slug = "hotel-" + id.value().substring(0, 8);
        Instant now = Instant.now();
        done(platform.send(
                node, TenantId.SYSTEM, new TenantCommand.Register(id, new Slug(slug), cell, "Grand Hotel", now)));
        done(platform.send(
                node,
                id,
                new TenantCommand.Onboard(
                        id,
                        new Slug(slug),
                        new Branding("Grand Hotel", "#8b1e3f"),
                        new LoginPolicy(Duration.ofHours(8), Duration.ofDays(7), CHEAP),
                        policy,
                        now)));
        return new TestTenant(platform, node, id, slug);
    }

    public TenantId id() {
        return id;
    }

    public String path() {
        return "/t/" + slug;
    }

    public String issuer() {
        return RunningPlatform.ISSUER_BASE + path();
    }

    public RunningPlatform platform() {
        return platform;
    }

    /** Registers the sample with an id and a secret of its own. */
    public Client client(ClientSample sample) {
        ClientId client = new ClientId(platform.randomness().identifier());
        Secret secret = platform.randomness().secret();
        boolean confidential = sample.metadata().kind().confidential();
        done(platform.send(
                node,
                id,
                new ClientCommand.Register(
                        id,
                        client,
                        sample.metadata(),
                        confidential ? List.of(new ClientSecret("one", secret.hash(), Optional.empty())) : List.of(),
                        Instant.now())));
        String redirectUri =
                sample.metadata().redirectUris().stream().findFirst().orElse("");
        return new Client(client, secret.reveal(), redirectUri);
    }

    /** Changes a client to that sample. */
    public Outcome change(Client client, ClientSample sample) {
        return platform.send(node, id, new ClientCommand.Change(id, client.id(), sample.metadata(), Instant.now()));
    }

    public ResourceId resource(String name, String audience, ResourceMetadata.Scope... scopes) {
        return resource(new ResourceMetadata(audience, name, List.of(scopes), Optional.empty()));
    }

    public ResourceId resource(ResourceMetadata metadata) {
        ResourceId resource = new ResourceId(platform.randomness().identifier());
        done(platform.send(node, id, new ResourceCommand.Register(id, resource, metadata, Instant.now())));
        return resource;
    }

    public Person person(String login) {
        UserId user = new UserId(platform.randomness().identifier());
        String password = platform.randomness().secret().reveal();
        PersonalData personalData = node.bean(PersonalData.class);
        String index = personalData.blindIndex(
                id, "login", LoginName.typed(login).orElseThrow().value());
        Profile profile = new Profile(
                Personal.of(login),
                Optional.of(Personal.of("Name of " + login)),
                Optional.of(Personal.of(login + "@guest.test")),
                true);
        done(platform.send(node, id, new UserCommand.Register(id, user, index, profile, Instant.now())));
        String hash = node.bean(PasswordHash.class).hash(CHEAP, password.toCharArray());
        done(platform.send(node, id, new CredentialCommand.SetPassword(id, user, Personal.of(hash), Instant.now())));
        return new Person(user, login, password);
    }

    /** Gives a person another password, by way of that node. */
    public Person newPassword(RunningPlatform.Node at, Person person) {
        String password = platform.randomness().secret().reveal();
        String hash = at.bean(PasswordHash.class).hash(CHEAP, password.toCharArray());
        done(platform.send(
                at, id, new CredentialCommand.SetPassword(id, person.id(), Personal.of(hash), Instant.now())));
        return new Person(person.id(), person.login(), password);
    }

    private static void done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
    }
}
