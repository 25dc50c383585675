package dev.symbolon.benchmark;

import dev.symbolon.benchmark.HttpConnection.Header;
import dev.symbolon.benchmark.HttpConnection.Response;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One browser and its client on one connection: signs in once, then runs code flows with that session. */
public final class CodeFlow implements Load.Operation {
    private static final Pattern INPUT = Pattern.compile("<input\\b[^>]*>");
    private static final Pattern BUTTON = Pattern.compile("<button\\b[^>]*>");
    private static final Pattern ACTION = Pattern.compile("<form\\b[^>]*\\baction=\"([^\"]*)\"");

    private final Profile profile;
    private final HttpConnection connection;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final TokenRequests requests;

    /** A code as the redirect carried it, and what redeeming it takes. */
    public record Code(String value, String verifier) {}

    public CodeFlow(Profile profile) throws IOException {
        this(profile, Map.of());
    }

    private CodeFlow(Profile profile, Map<String, String> cookies) throws IOException {
        this.profile = profile;
        this.connection = new HttpConnection(profile.issuer());
        this.cookies.putAll(cookies);
        this.requests = new TokenRequests(connection, profile, profile.client().credentials());
    }

    /** A browser in which that person is signed in and has agreed. */
    static CodeFlow signedIn(Profile profile, Profile.Guest guest) throws IOException {
        CodeFlow flow = new CodeFlow(profile);
        flow.signIn(guest);
        return flow;
    }

    /** What the token endpoint answers to one flow, as JSON. */
    static String tokens(Profile profile, Profile.Guest guest) throws IOException {
        try (CodeFlow flow = new CodeFlow(profile)) {
            return flow.redeem(flow.signIn(guest));
        }
    }

    /** The same browser, with its session, on a new connection to what may have another address now. */
    public CodeFlow reconnected(Profile now) throws IOException {
        return new CodeFlow(now, cookies);
    }

    /** Signs in and agrees, through the pages, as a person would. */
    public Code signIn(Profile.Guest guest) throws IOException {
        String verifier = verifier();
        Response response = connection.get(authorizeTarget(challenge(verifier)), cookieHeaders());
        for (int step = 0; step < 8; step++) {
            remember(response);
            if (response.status() == 302 || response.status() == 303) {
                String location = response.header("location").orElseThrow();
                if (location.startsWith(profile.client().redirectUri())) {
                    return new Code(code(response), verifier);
                }
                response = connection.get(path(location), cookieHeaders());
            } else if (response.status() == 200) {
                response = submit(response.text(), guest);
            } else {
                throw new UnexpectedAnswerException("sign-in", response.status(), response.text());
            }
        }
        throw new IOException("sign-in didn't come to an end");
    }

    /** One whole flow: authorize by the session, then the code for tokens. */
    @Override
    public void run() throws IOException {
        redeem(authorize());
    }

    /** A code, by the session alone. */
    public Code authorize() throws IOException {
        String verifier = verifier();
        Response authorized = connection.get(authorizeTarget(challenge(verifier)), cookieHeaders());
        remember(authorized);
        return new Code(code(authorized), verifier);
    }

    /** The token endpoint's answer, as JSON. */
    public String redeem(Code code) throws IOException {
        return requests.ask("grant_type=authorization_code&code=" + code.value()
                + "&redirect_uri=" + encode(profile.client().redirectUri())
                + "&code_verifier=" + code.verifier());
    }

    /** Opens a page of this server by the session, and agrees there. */
    void agree(String page, Profile.Guest guest) throws IOException {
        Response shown = connection.get(path(page), cookieHeaders());
        remember(shown);
        Response answered = shown.status() == 200 ? submit(shown.text(), guest) : shown;
        if (answered.status() != 200) {
            throw new UnexpectedAnswerException("page", answered.status(), answered.text());
        }
    }

    /** In the query or in the fragment, with all else that was asked for. */
    private String code(Response redirect) throws IOException {
        String location = redirect.header("location").orElse("");
        for (String asked : profile.client().responseType().split(" ")) {
            if (!location.contains(asked + "=")) {
                throw new UnexpectedAnswerException("authorize", redirect.status(), location);
            }
        }
        int code = location.indexOf("code=");
        int end = location.indexOf('&', code);
        return location.substring(code + 5, end < 0 ? location.length() : end);
    }

    private Response submit(String page, Profile.Guest guest) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher inputs = INPUT.matcher(page);
        while (inputs.find()) {
            String name = attribute(inputs.group(), "name");
            String type = attribute(inputs.group(), "type");
            if (type.equals("password")) {
                fields.put(name, guest.password());
            } else if (type.equals("text") || type.equals("email")) {
                fields.put(name, guest.login());
            } else if (!name.isEmpty()) {
                fields.put(name, attribute(inputs.group(), "value"));
            }
        }
        Matcher buttons = BUTTON.matcher(page);
        while (buttons.find()) {
            String value = attribute(buttons.group(), "value");
            if (!value.isEmpty() && !value.equals("deny")) {
                fields.put(attribute(buttons.group(), "name"), value);
            }
        }
        Matcher action = ACTION.matcher(page);
        if (!action.find()) {
            throw new IOException("a page without a form");
        }
        String form = fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return connection.form(path(action.group(1).replace("&amp;", "&")), cookieHeaders(), form);
    }

    private String authorizeTarget(String challenge) {
        return profile.issuer().getPath() + "/authorize?response_type="
                + encode(profile.client().responseType()) + "&client_id="
                + profile.client().id() + "&redirect_uri="
                + encode(profile.client().redirectUri()) + "&scope="
                + encode(profile.client().scope()) + "&state=s"
                + ThreadLocalRandom.current().nextLong(1L << 60)
                + "&nonce=n" + ThreadLocalRandom.current().nextLong(1L << 60)
                + "&code_challenge_method=S256&code_challenge=" + challenge;
    }

    /** What the browser sends along. */
    List<Header> cookieHeaders() {
        if (cookies.isEmpty()) {
            return List.of();
        }
        return List.of(new Header(
                "Cookie",
                cookies.entrySet().stream()
                        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                        .collect(Collectors.joining("; "))));
    }

    private void remember(Response response) {
        for (String cookie : new ArrayList<>(response.headers("set-cookie"))) {
            String pair = cookie.split(";", 2)[0];
            int equals = pair.indexOf('=');
            cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
    }

    private static String path(String location) {
        URI uri = URI.create(location);
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    private static String attribute(String tag, String name) {
        Matcher matcher = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
        return matcher.find() ? matcher.group(1).replace("&amp;", "&") : "";
    }

    private static String verifier() {
        byte[] bytes = new byte[32];
        ThreadLocalRandom.current().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
