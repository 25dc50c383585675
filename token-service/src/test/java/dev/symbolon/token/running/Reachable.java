package dev.symbolon.token.running;

import static dev.symbolon.core.client.GrantType.AUTHORIZATION_CODE;
import static dev.symbolon.core.client.GrantType.REFRESH_TOKEN;
import static dev.symbolon.core.sample.Samples.aClient;

import dev.symbolon.core.resource.ResourceId;
import dev.symbolon.core.resource.ResourceMetadata;
import dev.symbolon.core.sample.ClientSample;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/** A node whose issuers are where it listens, as libraries that read metadata need it, and who is in one tenant. */
public final class Reachable implements AutoCloseable {
    public static final String AUDIENCE = "https://rooms.test";

    private final RunningPlatform.Node node;
    private final TestTenant tenant;
    private final TestTenant.Person ada;
    private final TestTenant.Client service;
    private final TestTenant.Client api;
    private final TestTenant.Client web;
    private final TestTenant.Client app;

    public Reachable(String name) {
        RunningPlatform platform = RunningPlatform.shared();
        int port = freePort();
        node = platform.start(
                name,
                List.of(
                        "--server.port=" + port,
                        "--symbolon.token.issuer-base=http://127.0.0.1:" + port,
                        "--symbolon.outbound.allowed-loopback=127.0.0.1"),
                _ -> {});
        tenant = TestTenant.onboard(platform);
        ada = tenant.person("ada");
        ResourceId rooms =
                tenant.resource("Rooms", AUDIENCE, new ResourceMetadata.Scope("rooms.read", "See your rooms"));
        service = tenant.client(aClient().service().withPermission(rooms, "rooms.read"));
        api = tenant.client(aClient().service().withPermission(rooms));
        ClientSample refreshing = aClient()
                .withGrants(AUTHORIZATION_CODE, REFRESH_TOKEN)
                .withOpenIdScopes("openid", "profile", "offline_access")
                .withPermission(rooms, "rooms.read");
        web = tenant.client(refreshing);
        app = tenant.client(refreshing.publicClient());
    }

    public String issuer() {
        return node.address() + tenant.path();
    }

    public TestTenant.Client service() {
        return service;
    }

    /** Who the service's tokens are for: it may ask what they say. */
    public TestTenant.Client api() {
        return api;
    }

    public TestTenant.Client web() {
        return web;
    }

    public TestTenant.Client app() {
        return app;
    }

    public TestTenant.Person ada() {
        return ada;
    }

    public TestTenant tenant() {
        return tenant;
    }

    public TestBrowser browser() {
        return TestBrowser.at(node);
    }

    /** Where the person's browser ends up: the redirect URI with the answer. */
    public String signedIn(String authorization, String redirectUri) {
        return CodeFlow.complete(TestBrowser.at(node), ada, authorization, redirectUri)
                .location();
    }

    @Override
    public void close() {
        node.context().close();
    }

    /** Free a moment ago: an address has to be known before anybody listens there. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
