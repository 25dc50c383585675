package dev.symbolon.standalone.demo;

import java.util.List;
import java.util.Optional;

/** What was onboarded, with the secrets that were shown once: kept in the data folder, for its owner only. */
record DemoTenant(String tenant, String issuer, String position, Api api, List<App> clients, List<Guest> users) {
    record Api(String id, String audience, List<String> scopes) {}

    record App(
            String name,
            String kind,
            String clientId,
            Optional<String> clientSecret,
            Optional<String> redirectUri,
            List<String> scopes) {}

    record Guest(String subject, String login, String password, String name, String email) {}

    App web() {
        return ofKind("web");
    }

    App phone() {
        return ofKind("native");
    }

    private App ofKind(String kind) {
        return clients.stream()
                .filter(client -> client.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "DemoTenant[" + tenant + "]";
    }
}
