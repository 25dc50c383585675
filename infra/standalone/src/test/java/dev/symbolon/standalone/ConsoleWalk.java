package dev.symbolon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** The console's whole way: a customer is brought on board, runs the tenant, is suspended, and goes on. */
record ConsoleWalk(String address, String operatorPassword, String slug) {
    private static final String PASSWORD = "correct horse battery staple";

    /** A name that is also an attempt at the pages that show it. */
    private static final String NAME = "Hotel <b>Bristol</b> & Söhne";

    /** @param address of its page */
    private record Client(String address, String secret) {}

    void walk() {
        try (ConsolePerson operator = new ConsolePerson(address);
                ConsolePerson admin = new ConsolePerson(address)) {
            operator.open("");
            operator.awaitTitle("Sign in to the console");
            operator.look("sign-in");
            operator.signIn("system", "operator", operatorPassword);
            operator.awaitTitle("Tenants");
            operator.look("tenants");
            String invitation = onboard(operator);
            accept(admin, invitation);
            String tenant = admin.address().replaceFirst("[?#].*", "");

            operator.press("#try");
            operator.awaitPage("/authorize");
            operator.fill("username", "ada");
            operator.fill("password", PASSWORD);
            operator.press("main form button");
            operator.awaitPage("/authorize/resume");
            operator.press("button[value=allow]");
            operator.awaitTitle("The login works");
            operator.look("tried");

            operator.openAddress(tenant + "/activity");
            operator.awaitText("#live-state", "Listening. Times are UTC.");
            Client client = makeClient(admin);
            operator.awaitText("#live li strong", "Application registered");
            assertThat(operator.text("#live .about")).contains("Room key", "Ada Lovelace");
            operator.look("activity");
            logIn(admin, client);
            visit(admin, tenant, client);

            operator.openAddress(tenant);
            operator.awaitTitle(NAME);
            act(operator, "Suspend", "unpaid");
            operator.look("suspended");
            operator.awaitTitle(NAME);
            admin.openAddress(client.address() + "/trial");
            admin.awaitTitle("Your session is over");
            admin.begin(slug);
            admin.awaitPage("/authorize");
            assertThat(admin.text("h1")).isEqualTo("This didn’t work");

            act(operator, "Reactivate", "");
            admin.signIn(slug, "ada", PASSWORD);
            admin.awaitTitle(NAME);
            logIn(admin, client);
            signOut(admin, tenant);
            renew(operator, admin, tenant);
        }
    }

    private static void signOut(ConsolePerson admin, String tenant) {
        admin.openAddress(tenant);
        admin.press(".who button");
        admin.awaitTitle("You are signed out");
        admin.openAddress(tenant);
        admin.awaitTitle("Sign in to the console");
    }

    /** A visit that outlives its access token at every page, by keyboard and without a script. */
    private void renew(ConsolePerson operator, ConsolePerson admin, String tenant) {
        operator.openAddress(tenant + "/token-policy/edit");
        operator.fill("f-accessTokenSeconds", "20");
        operator.press("main form .actions button");
        operator.awaitText("h1", "Token policy");
        operator.openAddress(tenant + "/activity");
        operator.awaitText("#live-state", "Listening. Times are UTC.");

        admin.withoutScripts();
        admin.open("sign-in");
        admin.tabTo("#tenant");
        admin.type(slug);
        admin.enter();
        admin.awaitPage("/authorize");
        admin.tabTo("[name=username]");
        admin.type("ada");
        admin.tabTo("[name=password]");
        admin.type(PASSWORD);
        admin.enter();
        admin.awaitTitle(NAME);
        admin.tabToLink("Groups");
        admin.enter();
        admin.awaitTitle("Groups");
        admin.tabToLink("New group");
        admin.enter();
        admin.awaitTitle("New group");
        admin.tabTo("#f-name");
        admin.type("night-shift");
        admin.tabTo("main form .actions button");
        admin.enter();
        admin.awaitTitle("night-shift");
        operator.awaitHappened("Group defined", 1);
        operator.awaitHappened("Tokens were issued", 4);
    }

    /** @return the first admin's link */
    private String onboard(ConsolePerson operator) {
        operator.press(".headline a.primary");
        operator.awaitTitle("Name");
        operator.fill("f-displayName", NAME);
        operator.fill("f-slug", slug);
        operator.look("onboarding-name");
        operator.press("main form button");
        operator.awaitTitle("Looks");
        operator.fill("f-accentColor", "#7a1f3d");
        operator.press("main form button");
        operator.awaitTitle("First admin");
        operator.fill("f-admin-login", "ada");
        operator.fill("f-admin-name", "Ada Lovelace");
        operator.look("onboarding-admin");
        operator.press("main form button");
        operator.awaitTitle("First application");
        String invitation = operator.text("#invitation");
        // Closed, and opened again later: it goes on where it stopped, with the same link.
        operator.open("onboarding");
        operator.awaitTitle("First application");
        assertThat(operator.text("#invitation")).isEqualTo(invitation).contains("/invitations/");
        operator.fill("f-name", "Booking");
        operator.fill("f-kind", "web");
        operator.fill("f-redirectUris", "https://bristol.example/cb");
        operator.look("onboarding-application");
        operator.press("main form button.primary");
        operator.awaitTitle("Ready to sign in");
        operator.look("onboarded");
        assertThat(operator.text("#snippet"))
                .contains(
                        "issuer",
                        "/t/" + slug,
                        "client_id",
                        "client_secret",
                        "https://bristol.example/cb",
                        "discovery");
        return invitation;
    }

    private void accept(ConsolePerson admin, String invitation) {
        admin.openAddress(invitation);
        admin.awaitTitle("Choose a password");
        admin.look("invitation");
        admin.fill("password", PASSWORD);
        admin.fill("again", PASSWORD);
        admin.press("main form button");
        admin.awaitTitle("Your password is saved");
        admin.signIn(slug, "ada", PASSWORD);
        admin.awaitTitle(NAME);
        admin.look("tenant");
    }

    private Client makeClient(ConsolePerson admin) {
        admin.follow("Applications");
        admin.awaitTitle("Applications");
        admin.follow("New application");
        admin.awaitTitle("New application");
        admin.fill("f-name", "Room key");
        admin.fill("f-kind", "web");
        admin.fill("f-redirectUris", "ftp://nowhere.example/");
        admin.press("main form button.primary");
        admin.awaitText(".wrong .error", "An address begins with https://, on this machine with http://.");
        admin.look("client-refused");
        admin.fill("f-redirectUris", address + "/console/trial/callback");
        admin.check("openIdScopes", "openid");
        admin.check("openIdScopes", "profile");
        admin.press("main form button.primary");
        admin.awaitTitle("Application created");
        String secret = admin.text("#secret-0");
        admin.look("client-secret");
        admin.press("main .actions a.primary");
        admin.awaitTitle("Room key");
        return new Client(admin.address().replaceFirst("[?#].*", ""), secret);
    }

    /** At the tenant one is signed in already: only consent is asked, the first time. */
    private static void logIn(ConsolePerson admin, Client client) {
        admin.openAddress(client.address() + "/trial");
        admin.awaitTitle("Try a login");
        admin.fill("secret", client.secret());
        admin.press("main form button");
        String there = admin.awaitPage("code=", "/authorize");
        if (there.contains("/authorize")) {
            admin.press("button[value=allow]");
        }
        admin.awaitTitle("The login works");
        assertThat(admin.text("#claims")).contains("iss", "sub", "nonce");
    }

    private static void act(ConsolePerson operator, String action, String reason) {
        operator.follow(action);
        operator.awaitTitle(action);
        if (!reason.isEmpty()) {
            operator.fill("f-reason", reason);
            operator.look("reason");
        }
        operator.press("main form .actions button");
        operator.awaitTitle(NAME);
    }

    private static void visit(ConsolePerson admin, String tenant, Client client) {
        for (String page : List.of(
                "",
                "/edit",
                "/clients",
                "/resources",
                "/resources/new",
                "/users",
                "/users/new",
                "/invitations",
                "/groups",
                "/roles",
                "/roles/new",
                "/login-policy",
                "/login-policy/edit",
                "/identity-providers",
                "/identity-providers/new",
                "/token-policy",
                "/claim-mapping",
                "/claim-mapping/edit",
                "/signing-keys",
                "/sessions",
                "/grants",
                "/consents")) {
            admin.openAddress(tenant + page);
            assertThat(admin.text("main h1")).as(page).isNotEmpty();
            assertThat(admin.text("title")).as(page).contains("Bristol");
            admin.look("tenant" + page.replace('/', '-'));
        }
        admin.openAddress(client.address());
        admin.look("client");
        admin.openAddress(client.address() + "/edit");
        admin.look("client-edit");
    }
}
