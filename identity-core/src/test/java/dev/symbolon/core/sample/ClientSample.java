package dev.symbolon.core.sample;

import dev.symbolon.core.client.ClientAuthentication;
import dev.symbolon.core.client.ClientCommand;
import dev.symbolon.core.client.ClientId;
import dev.symbolon.core.client.ClientKind;
import dev.symbolon.core.client.ClientMetadata;
import dev.symbolon.core.client.ClientSecret;
import dev.symbolon.core.client.ConsentRule;
import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.Links;
import dev.symbolon.core.client.LogoutAddresses;
import dev.symbolon.core.client.Permission;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.core.client.SignInDefaults;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.core.client.SubjectIdentifier;
import dev.symbolon.core.event.ClientEvent;
import dev.symbolon.core.identifier.SecretHash;
import dev.symbolon.core.resource.ResourceId;
import dev.symbolon.core.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A client: a web app that keeps its secret and asks people, unless told otherwise. */
public final class ClientSample {

    public static final ClientId ID = new ClientId("bookingapp000000000000000a");
    public static final String REDIRECT_URI = "https://booking.test/cb";

    /** The secret as the client keeps it. */
    public static final String SECRET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";

    private TenantId tenant = Samples.TENANT;
    private ClientId client = ID;
    private String name = "Booking";
    private ClientKind kind = ClientKind.WEB;
    private List<String> redirectUris = List.of(REDIRECT_URI);
    private Set<GrantType> grantTypes = Set.of(GrantType.AUTHORIZATION_CODE);
    private Set<ResponseType> responseTypes = Set.of(ResponseType.CODE);
    private ClientAuthentication authentication = ClientAuthentication.CLIENT_SECRET_BASIC;
    private boolean pkceRequired = true;
    private ConsentRule consent = ConsentRule.REQUIRED;
    private Set<String> openIdScopes = Set.of("openid", "profile", "email");
    private List<Permission> permissions =
            List.of(new Permission(ResourceSample.ID, Set.of("bookings.read", "bookings.write")));
    private SigningAlgorithm signing = SigningAlgorithm.ES256;
    private Optional<SigningAlgorithm> userinfoSigning = Optional.empty();
    private SubjectIdentifier subject = SubjectIdentifier.PUBLIC;
    private SignInDefaults signIn = SignInDefaults.NONE;
    private LogoutAddresses logout = LogoutAddresses.NONE;
    private Links links = Links.NONE;
    private List<ClientSecret> secrets = List.of(secret("first", SECRET));

    public ClientSample in(TenantId other) {
        tenant = other;
        return this;
    }

    public ClientSample withId(ClientId id) {
        client = id;
        return this;
    }

    public ClientSample named(String text) {
        name = text;
        return this;
    }

    /** An app on a phone: no secret, hence PKCE. */
    public ClientSample publicClient() {
        kind = ClientKind.NATIVE;
        authentication = ClientAuthentication.NONE;
        pkceRequired = true;
        redirectUris = List.of("com.grand-hotel.keys:/cb");
        secrets = List.of();
        return this;
    }

    /** A job that acts for itself. */
    public ClientSample service() {
        kind = ClientKind.SERVICE;
        grantTypes = Set.of(GrantType.CLIENT_CREDENTIALS);
        responseTypes = Set.of();
        redirectUris = List.of();
        openIdScopes = Set.of();
        return this;
    }

    public ClientSample withRedirect(String... uris) {
        redirectUris = List.of(uris);
        return this;
    }

    public ClientSample withGrants(GrantType... grants) {
        grantTypes = Set.of(grants);
        responseTypes = grantTypes.contains(GrantType.AUTHORIZATION_CODE) ? Set.of(ResponseType.CODE) : Set.of();
        return this;
    }

    public ClientSample withResponses(ResponseType... types) {
        responseTypes = Set.of(types);
        return this;
    }

    /** An app in the browser: no secret, hence PKCE. */
    public ClientSample singlePage() {
        publicClient();
        kind = ClientKind.SINGLE_PAGE;
        redirectUris = List.of(REDIRECT_URI);
        return this;
    }

    public ClientSample withSignedUserinfo(SigningAlgorithm algorithm) {
        userinfoSigning = Optional.of(algorithm);
        return this;
    }

    public ClientSample with(SubjectIdentifier identifier) {
        subject = identifier;
        return this;
    }

    public ClientSample with(SignInDefaults defaults) {
        signIn = defaults;
        return this;
    }

    public ClientSample with(LogoutAddresses addresses) {
        logout = addresses;
        return this;
    }

    public ClientSample with(Links given) {
        links = given;
        return this;
    }

    public ClientSample with(ClientAuthentication method) {
        authentication = method;
        return this;
    }

    public ClientSample withoutPkce() {
        pkceRequired = false;
        return this;
    }

    public ClientSample firstParty() {
        consent = ConsentRule.FIRST_PARTY;
        return this;
    }

    public ClientSample withOpenIdScopes(String... scopes) {
        openIdScopes = Set.of(scopes);
        return this;
    }

    public ClientSample withPermissions(Permission... given) {
        permissions = List.of(given);
        return this;
    }

    public ClientSample withPermission(ResourceId resource, String... scopes) {
        permissions = List.of(new Permission(resource, Set.of(scopes)));
        return this;
    }

    public ClientSample signedWith(SigningAlgorithm algorithm) {
        signing = algorithm;
        return this;
    }

    public ClientSample withSecrets(ClientSecret... kept) {
        secrets = List.of(kept);
        return this;
    }

    public static ClientSecret secret(String id, String clear) {
        return new ClientSecret(id, SecretHash.of(clear), Optional.empty());
    }

    public ClientMetadata metadata() {
        return new ClientMetadata(
                name,
                kind,
                redirectUris,
                grantTypes,
                responseTypes,
                authentication,
                pkceRequired,
                consent,
                openIdScopes,
                permissions,
                signing,
                userinfoSigning,
                subject,
                signIn,
                logout,
                links);
    }

    public ClientCommand.Register register() {
        return new ClientCommand.Register(tenant, client, metadata(), secrets, Samples.NOON);
    }

    public ClientEvent.Registered registered() {
        return new ClientEvent.Registered(tenant, client, metadata(), secrets, Samples.NOON);
    }

    public ClientCommand.Change change() {
        return new ClientCommand.Change(tenant, client, metadata(), Samples.NOON);
    }

    public ClientEvent.Changed changed() {
        return new ClientEvent.Changed(tenant, client, metadata(), Samples.NOON);
    }
}
