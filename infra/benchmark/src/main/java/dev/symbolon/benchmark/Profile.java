package dev.symbolon.benchmark;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The running platform as {@code ./symbolon up --profile-json FILE} describes it.
 *
 * @param device    client id of an app on a device, which has no secret
 * @param file      where that is written
 * @param processes name of each process, made of the parts that run in it, to its number
 */
public record Profile(
        URI issuer,
        String tenant,
        Client client,
        Credentials service,
        String device,
        List<Guest> guests,
        Map<String, Long> processes,
        URI audit,
        Path file) {
    /** @param responseType what it asks the authorization endpoint for */
    public record Client(String id, String secret, String redirectUri, String scope, String responseType) {
        Credentials credentials() {
            return new Credentials(id, secret);
        }
    }

    /** What a client proves itself by. */
    public record Credentials(String id, String secret) {}

    public record Guest(String login, String password) {}

    public static Profile read(Path file) throws IOException {
        JsonNode root = JsonMapper.builder().build().readTree(file.toFile());
        JsonNode web = client(root, "web");
        JsonNode service = client(root, "service");
        Map<String, Long> processes = new LinkedHashMap<>();
        root.path("processes")
                .properties()
                .forEach(p -> processes.put(p.getKey(), p.getValue().asLong()));
        return new Profile(
                URI.create(root.path("issuer").asString()),
                root.path("tenant").asString(),
                new Client(
                        web.path("clientId").asString(),
                        web.path("clientSecret").asString(),
                        web.path("redirectUri").asString(),
                        web.path("scopes").valueStream().map(JsonNode::asString).collect(Collectors.joining(" ")),
                        "code"),
                new Credentials(
                        service.path("clientId").asString(),
                        service.path("clientSecret").asString()),
                client(root, "native").path("clientId").asString(),
                root.path("users")
                        .valueStream()
                        .map(user -> new Guest(
                                user.path("login").asString(),
                                user.path("password").asString()))
                        .toList(),
                processes,
                URI.create(root.path("auditUrl").asString()),
                file);
    }

    /** The same, with another client for what people do. */
    Profile with(Client other) {
        return new Profile(issuer, tenant, other, service, device, guests, processes, audit, file);
    }

    private static JsonNode client(JsonNode root, String kind) {
        return root.path("clients")
                .valueStream()
                .filter(client -> client.path("kind").asString().equalsIgnoreCase(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the profile has no " + kind + " client"));
    }
}
