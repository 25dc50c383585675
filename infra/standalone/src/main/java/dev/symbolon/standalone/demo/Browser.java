package dev.symbolon.standalone.demo;

import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Connection;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/**
 * A person at a browser without JavaScript: follows redirects, keeps cookies, signs in where a page asks for a password,
 * and allows what a page asks consent for.
 */
final class Browser {
    private static final int MOST_PAGES = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http;
    private final Narration say;
    private final DemoTenant.Guest guest;
    private final List<HttpCookie> cookies = new ArrayList<>();

    Browser(HttpClient http, Narration say, DemoTenant.Guest guest) {
        this.http = http;
        this.say = say;
        this.guest = guest;
    }

    /** Opens an address, and goes on until it is sent to one that begins so. */
    URI openUntil(URI start, String end) throws IOException, InterruptedException {
        HttpResponse<String> page = send(HttpRequest.newBuilder(start).GET());
        for (int i = 0; i < MOST_PAGES; i++) {
            if (page.statusCode() == 302 || page.statusCode() == 303) {
                URI next =
                        page.uri().resolve(page.headers().firstValue("Location").orElseThrow());
                if (next.toString().startsWith(end)) {
                    return next;
                }
                page = send(HttpRequest.newBuilder(next).GET());
            } else if (page.statusCode() == 200) {
                page = submit(page);
            } else {
                throw new StepFailedException(page.uri().getPath() + " was answered " + page.statusCode() + ": "
                        + Jsoup.parse(page.body()).text());
            }
        }
        throw new StepFailedException("the browser was sent around " + MOST_PAGES + " times");
    }

    private HttpResponse<String> submit(HttpResponse<String> page) throws IOException, InterruptedException {
        Document document = Jsoup.parse(page.body(), page.uri().toString());
        FormElement form = document.forms().stream()
                .findFirst()
                .orElseThrow(() -> new StepFailedException("a page without a form: " + document.text()));
        Map<String, String> fields = new LinkedHashMap<>();
        for (Connection.KeyVal field : form.formData()) {
            fields.put(field.key(), field.value());
        }
        Element password = form.selectFirst("input[type=password]");
        if (password != null) {
            say.line("page      " + document.title() + ": signs in as " + guest.login());
            Element login = form.selectFirst("input[autocomplete=username], input[type=text], input[type=email]");
            if (login == null) {
                throw new StepFailedException("a sign-in page without a field for the name");
            }
            fields.put(login.attr("name"), guest.login());
            fields.put(password.attr("name"), guest.password());
        } else {
            say.line("page      " + document.title() + ": allows");
            document.select("main li").eachText().forEach(asked -> say.line("            " + asked));
            Element allow = form.selectFirst("button[value=allow]");
            if (allow == null) {
                throw new StepFailedException("a page without a way on: " + document.text());
            }
            fields.put(allow.attr("name"), allow.attr("value"));
        }
        return send(HttpRequest.newBuilder(
                        URI.create(form.absUrl("action").isEmpty() ? page.uri().toString() : form.absUrl("action")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", page.uri().getScheme() + "://" + page.uri().getAuthority())
                .POST(HttpRequest.BodyPublishers.ofString(encoded(fields))));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        URI uri = request.build().uri();
        // The JDK's own cookie store sends no Secure cookie to http, not even to this machine; browsers do.
        List<String> sent = new ArrayList<>();
        for (HttpCookie cookie : cookies) {
            if (uri.getPath().startsWith(cookie.getPath() == null ? "/" : cookie.getPath())) {
                sent.add(cookie.getName() + "=" + cookie.getValue());
            }
        }
        if (!sent.isEmpty()) {
            request.header("Cookie", String.join("; ", sent));
        }
        HttpResponse<String> answer =
                http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        for (String header : answer.headers().allValues("Set-Cookie")) {
            keep(header);
        }
        return answer;
    }

    private void keep(String header) {
        for (HttpCookie cookie : HttpCookie.parse(header)) {
            cookies.removeIf(old -> old.getName().equals(cookie.getName()));
            if (!cookie.hasExpired()) {
                cookies.add(cookie);
            }
        }
    }

    private static String encoded(Map<String, String> fields) {
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, value) -> pairs.add(URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return String.join("&", pairs);
    }
}
