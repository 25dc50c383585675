package dev.symbolon.benchmark;

import java.io.IOException;
import java.net.CookieHandler;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The auditor's pages as the first operator sees them, signed in through the platform's own pages. */
final class AuditorPages {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private static final Pattern ACTION = Pattern.compile("<form method=\"post\" action=\"([^\"]+)\"");

    private final HttpClient browser = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .cookieHandler(new Cookies())
            .build();
    private final Profile profile;
    private final int asked;

    AuditorPages(Profile profile, int asked) {
        this.profile = profile;
        this.asked = asked;
    }

    void run(AuditApi api) throws IOException, InterruptedException {
        signIn();
        List<JsonNode> grants =
                api.get("/grants?limit=200").path("rows").valueStream().toList();
        String base = "/auditor/tenants/" + profile.tenant();
        System.out.println("| page | asked | p50 ms | p99 ms | most ms |");
        System.out.println("|---|---|---|---|---|");
        measure("the newest events", base + "/events", List.of(""));
        measure(
                "events of a person, by type",
                base + "/events?type=grant.issued&subject=",
                grants.stream().map(grant -> grant.path("subject").asString()).toList());
        measure(
                "a grant with its diagram",
                base + "/grants/",
                grants.stream().map(grant -> grant.path("id").asString()).toList());
        measure(
                "a person, at a moment",
                base + "/people/",
                grants.stream()
                        .map(grant -> grant.path("subject").asString() + "?at="
                                + Instant.ofEpochMilli(grant.path("clock").asLong() >>> 16))
                        .toList());
    }

    private void measure(String name, String path, List<String> endings) throws IOException, InterruptedException {
        Random random = new Random(5);
        Latencies latencies = new Latencies();
        for (int i = -asked / 10; i < asked; i++) {
            String asking = path + endings.get(random.nextInt(endings.size()));
            long begun = System.nanoTime();
            HttpResponse<String> page = get(asking);
            if (page.statusCode() != 200 || !page.uri().getPath().startsWith("/auditor/tenants/")) {
                throw new UnexpectedAnswerException(asking, page.statusCode(), page.body());
            }
            if (i >= 0) {
                latencies.add(System.nanoTime() - begun);
            }
        }
        System.out.println(latencies.row(name));
    }

    private void signIn() throws IOException, InterruptedException {
        JsonNode root = JSON.readTree(profile.file().toFile());
        JsonNode operator = JSON.readTree(
                Path.of(root.path("operatorCredentialsFile").asString()).toFile());
        HttpResponse<String> form = post(profile.audit().resolve("/auditor/sign-in"), Map.of("tenant", "system"));
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher hidden = HIDDEN.matcher(form.body());
        while (hidden.find()) {
            fields.put(hidden.group(1), hidden.group(2));
        }
        fields.put("username", operator.path("login").asString());
        fields.put("password", operator.path("password").asString());
        Matcher action = ACTION.matcher(form.body());
        if (!action.find()) {
            throw new UnexpectedAnswerException("sign-in", form.statusCode(), form.body());
        }
        post(form.uri().resolve(action.group(1).replace("&amp;", "&")), fields);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(profile.audit().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(URI address, Map<String, String> fields)
            throws IOException, InterruptedException {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return browser.send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** A browser's own: the JDK's sends cookies with a Max-Age in a form that browsers never used. */
    private static final class Cookies extends CookieHandler {
        private final Map<String, String> values = new ConcurrentHashMap<>();

        @Override
        public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
            String all = values.entrySet().stream()
                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; "));
            return all.isEmpty() ? Map.of() : Map.of("Cookie", List.of(all));
        }

        @Override
        public void put(URI uri, Map<String, List<String>> headers) {
            headers.forEach((name, lines) -> {
                if ("set-cookie".equalsIgnoreCase(name)) {
                    lines.forEach(line -> {
                        String[] cookie = line.split(";", 2)[0].split("=", 2);
                        values.put(cookie[0], cookie[1]);
                    });
                }
            });
        }
    }
}
