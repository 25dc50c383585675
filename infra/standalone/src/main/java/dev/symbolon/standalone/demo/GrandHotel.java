package dev.symbolon.standalone.demo;

import dev.symbolon.standalone.SecretFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Onboards the demo tenant once; later runs find it in the data folder. */
final class GrandHotel {
    static final String SLUG = "grand-hotel";
    static final String AUDIENCE = "https://api.grand-hotel.example/rooms";
    private static final String ALPHABET = "abcdefghjkmnpqrstvwxyz23456789";

    private final AdminApi admin;
    private final JsonMapper json;
    private final String adminUrl;
    private final String issuer;
    private final Path file;

    GrandHotel(AdminApi admin, JsonMapper json, String adminUrl, String tokenUrl, Path file) {
        this.admin = admin;
        this.json = json;
        this.adminUrl = adminUrl;
        this.issuer = tokenUrl + "/t/" + SLUG;
        this.file = file;
    }

    Optional<DemoTenant> known() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        DemoTenant tenant = json.readValue(Files.readString(file), DemoTenant.class);
        // Another port is another issuer; the rest is what it was.
        return Optional.of(new DemoTenant(
                tenant.tenant(), issuer, tenant.position(), tenant.api(), tenant.clients(), tenant.users()));
    }

    DemoTenant onboard(Narration say) throws IOException, InterruptedException {
        AdminApi.Made made = admin.post(
                adminUrl + "/admin/v1/tenants",
                Map.of("slug", SLUG, "displayName", "The Grand Hotel", "accentColor", "#7a1f3d"));
        String tenant = text(made.body(), "id");
        say.line("tenant    " + tenant + "  " + issuer);
        String base = adminUrl + "/admin/v1/tenants/" + tenant;
        DemoTenant.Api api = api(base);
        say.line("API       " + api.audience() + "  " + String.join(" ", api.scopes()));
        List<DemoTenant.App> clients = List.of(
                client(base, "Grand Hotel Booking", "web", "https://booking.grand-hotel.example/callback", api),
                client(base, "Grand Hotel Room Key", "native", "http://127.0.0.1/callback", api),
                client(base, "Nightly Report", "service", null, api));
        clients.forEach(client -> say.line("client    " + client.clientId() + "  " + client.name()));
        List<DemoTenant.Guest> guests = new ArrayList<>();
        String position = made.position();
        for (String[] person :
                new String[][] {{"ada", "Ada Lovelace"}, {"grace", "Grace Hopper"}, {"emmy", "Emmy Noether"}}) {
            String email = person[0] + "@guests.example";
            String password = password(person[0]);
            AdminApi.Made guest = admin.post(
                    base + "/users",
                    Map.of(
                            "login",
                            person[0],
                            "name",
                            person[1],
                            "email",
                            email,
                            "emailVerified",
                            true,
                            "password",
                            password));
            guests.add(new DemoTenant.Guest(text(guest.body(), "id"), person[0], password, person[1], email));
            position = guest.position();
            say.line("guest     " + text(guest.body(), "id") + "  " + person[1]);
        }
        DemoTenant hotel = new DemoTenant(tenant, issuer, position, api, clients, guests);
        SecretFiles.write(file, json.writerWithDefaultPrettyPrinter().writeValueAsString(hotel));
        return hotel;
    }

    private DemoTenant.Api api(String base) throws IOException, InterruptedException {
        AdminApi.Made api = admin.post(
                base + "/resources",
                Map.of(
                        "audience",
                        AUDIENCE,
                        "name",
                        "Rooms",
                        "scopes",
                        List.of(
                                Map.of("name", "rooms:read", "consentText", "See your bookings and room number"),
                                Map.of("name", "rooms:book", "consentText", "Book and cancel rooms for you"))));
        return new DemoTenant.Api(text(api.body(), "id"), AUDIENCE, List.of("rooms:read", "rooms:book"));
    }

    private DemoTenant.App client(String base, String name, String kind, @Nullable String redirect, DemoTenant.Api api)
            throws IOException, InterruptedException {
        boolean people = redirect != null;
        AdminApi.Made made = admin.post(
                base + "/clients",
                Map.of(
                        "name",
                        name,
                        "kind",
                        kind,
                        "grantTypes",
                        grants(kind),
                        "redirectUris",
                        people ? List.of(redirect) : List.of(),
                        "openIdScopes",
                        people ? List.of("openid", "profile", "email") : List.of(),
                        "permissions",
                        List.of(Map.of("resource", api.id(), "scopes", api.scopes()))));
        List<String> scopes = new ArrayList<>(people ? List.of("openid", "profile", "email") : List.of());
        scopes.addAll(api.scopes());
        return new DemoTenant.App(
                name,
                kind,
                text(made.body(), "id"),
                Optional.ofNullable(made.body().get("secret")).map(JsonNode::asString),
                Optional.ofNullable(redirect),
                scopes);
    }

    /** The room key is an app on a phone or a television. */
    private static List<String> grants(String kind) {
        return switch (kind) {
            case "service" -> List.of("client_credentials");
            case "native" ->
                List.of("authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code");
            default -> List.of("authorization_code", "refresh_token");
        };
    }

    private static String text(JsonNode node, String field) {
        return node.get(field).asString();
    }

    /**
     * Four groups of four: 78 bits, and possible to type. The same again for an onboarding that was killed half-way, so
     * that it can be completed.
     */
    private String password(String login) throws IOException {
        byte[] digest = admin.derived("password of " + login);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            text.append(i > 0 && i % 4 == 0 ? "-" : "")
                    .append(ALPHABET.charAt(Byte.toUnsignedInt(digest[i]) % ALPHABET.length()));
        }
        return text.toString();
    }
}
