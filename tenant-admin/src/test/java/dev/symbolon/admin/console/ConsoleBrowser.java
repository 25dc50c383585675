package dev.symbolon.admin.console;

import dev.symbolon.admin.running.RunningAdmin;
import dev.symbolon.admin.running.Tokens;
import dev.symbolon.admission.signin.SealedCookies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Somebody's browser at the console, with what cookies and headers a test gives it. It follows nothing by itself. */
final class ConsoleBrowser {
    static final String PROOF = "proof-of-these-tests";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final RunningAdmin ADMIN = RunningAdmin.shared();

    private final HttpClient http;
    private final Map<String, String> headers;

    private ConsoleBrowser(HttpClient http, Map<String, String> headers) {
        this.http = http;
        this.headers = headers;
    }

    static ConsoleBrowser stranger() {
        return new ConsoleBrowser(HTTP, Map.of());
    }

    /** The same at another of the machine's own addresses. */
    ConsoleBrowser from(String address) {
        return new ConsoleBrowser(
                HttpClient.newBuilder()
                        .localAddress(InetAddress.ofLiteral(address))
                        .build(),
                headers);
    }

    /** Signed in as the callback would have it: with a token of the console's own client. */
    static ConsoleBrowser signedIn(String tenant, String slug, String user, String scopes) {
        Instant now = Instant.now();
        return stranger().with(session(tenant, slug, user, scopes, now, now));
    }

    static ConsoleSession session(String tenant, String slug, String user, String scopes, Instant began, Instant seen) {
        String token = new Tokens(ADMIN).of(tenant, slug, user, scopes);
        return new ConsoleSession(
                slug,
                tenant,
                user,
                "Ada",
                new ConsoleSession.Tokens(token, Instant.now().plusSeconds(300), "", ""),
                PROOF,
                began,
                seen,
                "");
    }

    ConsoleBrowser with(ConsoleSession session) {
        return with("Cookie", sealed(ConsoleCookie.SESSION, session));
    }

    /** As the browser sends it back. */
    static String sealed(SealedCookies.Kind kind, Object content) {
        String header = ADMIN.bean(SealedCookies.class).sealed(kind, content, Duration.ofMinutes(5));
        return header.substring(0, header.indexOf(';'));
    }

    ConsoleBrowser with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new ConsoleBrowser(http, more);
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** The lines of a page that doesn't end, as they come; closing it is going away. */
    Stream<String> follow(String path) {
        try {
            return http.send(request(path).GET().build(), BodyHandlers.ofLines())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A form as its page would send it. */
    HttpResponse<String> post(String path, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("proof", PROOF));
        all.putAll(fields);
        return postOnly(path, all);
    }

    /** A form without what a page of the console adds to it. */
    HttpResponse<String> postOnly(String path, Map<String, String> fields) {
        String text = fields.entrySet().stream()
                .map(it -> encoded(it.getKey()) + "=" + encoded(it.getValue()))
                .collect(Collectors.joining("&"));
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(text)));
    }

    /** The value of a hidden field of a page. */
    static String hidden(HttpResponse<String> page, String name) {
        Matcher field =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page.body());
        if (!field.find()) {
            throw new AssertionError("no field " + name + " in " + page.body());
        }
        return field.group(1);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(ADMIN.address() + path)).timeout(Duration.ofSeconds(30));
        headers.forEach(request::header);
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
