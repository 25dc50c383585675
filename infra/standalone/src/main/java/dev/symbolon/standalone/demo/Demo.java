package dev.symbolon.standalone.demo;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import dev.symbolon.standalone.CannotStartException;
import dev.symbolon.standalone.Part;
import dev.symbolon.standalone.Platform;
import dev.symbolon.standalone.SecretFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** The main job from end to end: from a browser's request to the grant, replayed from the log. */
public final class Demo {
    private final Platform platform;
    private final Narration say;
    private final AdminApi auditor;
    private final GrandHotel hotels;
    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private Demo(Platform platform, PrintStream out) {
        this.platform = platform;
        this.say = new Narration(out);
        this.auditor = new AdminApi(http, json, automation(platform, "audit-api"));
        this.hotels = new GrandHotel(
                new AdminApi(http, json, automation(platform, "admin-api")),
                json,
                platform.url(Part.ADMIN),
                platform.url(Part.TOKEN),
                platform.data().resolve("demo-tenant.json"));
    }

    public static Demo of(Platform platform, PrintStream out) {
        return new Demo(platform, out);
    }

    /** Runs the demo; false when a step didn't hold. */
    public boolean run() {
        try {
            DemoTenant hotel = hotel();
            flow(hotel);
            tryByHand(hotel);
            return true;
        } catch (StepFailedException e) {
            say.heading("This step did not hold: " + e.getMessage());
            return false;
        }
    }

    /** Writes what tools need to know of the demo tenant; onboards it where that wasn't done yet. */
    public void writeProfile(Path file) {
        try {
            DemoTenant hotel = hotel();
            Map<String, Object> profile = new LinkedHashMap<>();
            profile.put("issuer", hotel.issuer());
            profile.put("tenant", hotel.tenant());
            profile.put("adminUrl", platform.url(Part.ADMIN));
            profile.put("auditUrl", platform.url(Part.AUDIT));
            profile.put("operatorCredentialsFile", platform.credentials().toString());
            profile.put("processes", platform.processIds());
            profile.put("resource", hotel.api());
            profile.put("clients", hotel.clients());
            profile.put("users", hotel.users());
            SecretFiles.write(
                    file.toAbsolutePath(), json.writerWithDefaultPrettyPrinter().writeValueAsString(profile));
        } catch (StepFailedException e) {
            throw new CannotStartException("the demo tenant can't be onboarded: " + e.getMessage(), e);
        }
    }

    private DemoTenant hotel() {
        Optional<DemoTenant> known;
        try {
            known = hotels.known();
        } catch (IOException e) {
            throw new StepFailedException("the demo tenant's file can't be read", e);
        }
        return known.isPresent()
                ? say.step("The Grand Hotel is a tenant already", () -> {
                    say.line(known.get().issuer());
                    return known.get();
                })
                : say.step("An operator onboards the Grand Hotel", () -> hotels.onboard(say));
    }

    private void flow(DemoTenant hotel) {
        DemoTenant.Guest guest = hotel.users().getFirst();
        CodeFlow flow = say.step("The booking app reads what the issuer publishes", () -> {
            CodeFlow discovered = CodeFlow.discover(hotel, hotel.web());
            say.line("GET " + hotel.issuer() + "/.well-known/openid-configuration");
            say.values(Map.of("keys", discovered.provider().getJWKSetURI()));
            return discovered;
        });
        URI answer = say.step("It sends " + guest.name() + "'s browser to ask for access", () -> {
            URI request = flow.authorizationRequest();
            say.line("GET " + request.getScheme() + "://" + request.getAuthority() + request.getPath());
            say.values(parameters(request));
            URI end = new Browser(http, say, guest)
                    .openUntil(request, flow.redirect().toString());
            say.line("back at   " + flow.redirect());
            say.values(parameters(end));
            return end;
        });
        AuthorizationCode code = say.step("The answer's state and issuer are checked", () -> flow.code(answer));
        OIDCTokenResponse tokens = say.step("The booking app redeems the code", () -> {
            say.line("POST " + flow.provider().getTokenEndpointURI());
            OIDCTokenResponse redeemed = flow.redeem(code);
            say.values(Map.of(
                    "token_type", redeemed.getTokens().getAccessToken().getType(),
                    "expires_in", redeemed.getTokens().getAccessToken().getLifetime()));
            return redeemed;
        });
        say.step("The ID token is verified by the published keys", () -> {
            IDTokenClaimsSet claims = flow.verifiedIdToken(tokens);
            say.values(claims.toJSONObject());
            return require(claims.getSubject().getValue().equals(guest.subject()), "sub is the guest's");
        });
        JWTClaimsSet access = say.step("The access token is verified as the rooms API would", () -> {
            JWTClaimsSet claims = flow.verifiedAccessToken(tokens);
            say.values(claims.toJSONObject());
            return claims;
        });
        say.step("UserInfo says who it is", () -> {
            UserInfo info = flow.userInfo(tokens.getTokens().getAccessToken());
            say.values(info.toJSONObject());
            return require(guest.email().equals(info.getEmailAddress()), "email is the guest's");
        });
        say.step("Somebody who has seen the code presents it again", () -> {
            String refused = flow.refusedAgain(code);
            say.line(refused);
            return require(refused.contains("invalid_grant"), "it is refused, and what came of it is revoked");
        });
        say.step("The auditor replays the grant from the log", () -> {
            String diagram = Audit.diagram(auditor, platform.url(Part.AUDIT), hotel, access);
            say.block(diagram);
            require(diagram.contains(access.getStringClaim("grant_id")), "the diagram is of this grant");
            return require(
                    diagram.contains("REPLAYED") && diagram.contains("REVOKED"),
                    "it shows the replay and the revocation");
        });
    }

    private void tryByHand(DemoTenant hotel) {
        say.heading("To try by hand:");
        say.values(ordered(
                "issuer", hotel.issuer(),
                "console", platform.url(Part.ADMIN) + "/console/",
                "admin API", platform.url(Part.ADMIN) + "/admin/v1/tenants/" + hotel.tenant(),
                "audit API", platform.url(Part.AUDIT) + "/audit/v1/tenants/" + hotel.tenant() + "/grants",
                "audit trail", platform.url(Part.AUDIT) + "/auditor",
                "operator", "signs in as said in " + platform.credentials()));
        for (DemoTenant.App client : hotel.clients()) {
            say.line("client    " + client.name() + " (" + client.kind() + ")");
            say.values(ordered(
                    "client_id", client.clientId(),
                    "client_secret", client.clientSecret().orElse("none: a public client"),
                    "redirect_uri", client.redirectUri().orElse("none: a service")));
        }
        for (DemoTenant.Guest guest : hotel.users()) {
            say.line("guest     " + guest.login() + " / " + guest.password() + "  (" + guest.name() + ")");
        }
    }

    private static Automation automation(Platform platform, String api) {
        return new Automation(
                URI.create(platform.url(Part.TOKEN) + "/t/system/token"),
                platform.credentials(),
                URI.create("urn:symbolon:" + api));
    }

    private static Map<String, String> ordered(String... namesAndValues) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return values;
    }

    private static boolean require(boolean holds, String what) {
        if (!holds) {
            throw new StepFailedException("not so: " + what);
        }
        return true;
    }

    private static Map<String, String> parameters(URI uri) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> pairs = Arrays.asList(uri.getRawQuery().split("&"));
        pairs.forEach(pair -> {
            int equals = pair.indexOf('=');
            values.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
        });
        return values;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
