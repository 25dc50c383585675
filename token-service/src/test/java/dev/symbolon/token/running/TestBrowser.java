package dev.symbolon.token.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without scripts that follows no redirect by itself, so that a test sees every answer. */
public final class TestBrowser {
    private static final HttpClient HTTP = client().build();
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private static final Pattern ACTION = Pattern.compile("<form method=\"post\" action=\"([^\"]+)\"");

    /** One answer. */
    public record Page(int status, HttpResponse<String> response) {
        public String body() {
            return response.body();
        }

        public String location() {
            return header("Location").orElseThrow(() -> new AssertionError("no redirect but " + status + " " + body()));
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        /** A parameter of the redirect's query. */
        public Optional<String> redirected(String name) {
            return Optional.ofNullable(
                    query(URI.create(location()).getRawQuery()).get(name));
        }

        /** The redirect's fragment, as a script in the page that it leads to reads it. */
        public Map<String, String> fragment() {
            String fragment = URI.create(location()).getRawFragment();
            return query(fragment == null ? "" : fragment);
        }

        public Map<String, String> form() {
            Map<String, String> fields = new LinkedHashMap<>();
            Matcher hidden = HIDDEN.matcher(body());
            while (hidden.find()) {
                fields.put(hidden.group(1), hidden.group(2));
            }
            return fields;
        }

        public String action() {
            Matcher action = ACTION.matcher(body());
            if (!action.find()) {
                throw new AssertionError("no form in " + status + " " + body());
            }
            return action.group(1);
        }
    }

    private final URI address;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    private final HttpClient http;

    public TestBrowser(URI address) {
        this(address, HTTP);
    }

    private TestBrowser(URI address, HttpClient http) {
        this.address = address;
        this.http = http;
    }

    /** A browser elsewhere: on a loopback address of its own. */
    public static TestBrowser from(InetAddress local, RunningPlatform.Node node) {
        return new TestBrowser(node.address(), client().localAddress(local).build());
    }

    private static HttpClient.Builder client() {
        return HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(5));
    }

    public static TestBrowser at(RunningPlatform.Node node) {
        return new TestBrowser(node.address());
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    public TestBrowser header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public Page get(String path) {
        return send(request(path).GET());
    }

    public Page post(String path, Map<String, String> form) {
        return post(path, encoded(form));
    }

    public Page post(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public Page send(String method, String path) {
        return send(request(path).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    /** Fills the sign-in page's form. */
    public Page signIn(Page page, String login, String password) {
        Map<String, String> form = page.form();
        form.put("username", login);
        form.put("password", password);
        return post(page.action(), form);
    }

    public Page answer(Page consentPage, String decision) {
        Map<String, String> form = consentPage.form();
        form.put("decision", decision);
        return post(consentPage.action(), form);
    }

    public static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    static Map<String, String> query(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            String[] both = pair.split("=", 2);
            parameters.put(both[0], URLDecoder.decode(both.length > 1 ? both[1] : "", StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(30));
        headers.forEach(request::setHeader);
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private Page send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return new Page(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keep(String header) {
        String pair = header.split(";", 2)[0];
        int equals = pair.indexOf('=');
        cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
