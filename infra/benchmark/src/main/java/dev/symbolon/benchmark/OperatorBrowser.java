package dev.symbolon.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The first operator in front of a service's pages, signed in through the platform's own. */
final class OperatorBrowser {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private static final Pattern ACTION = Pattern.compile("<form method=\"post\" action=\"([^\"]+)\"");

    private final HttpClient browser = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .cookieHandler(new BrowserCookies())
            .build();
    private final URI service;
    private final String pages;

    private OperatorBrowser(URI service, String pages) {
        this.service = service;
        this.pages = pages;
    }

    /**
     * Signs in.
     *
     * @param pages the path that the service's pages lie under
     */
    static OperatorBrowser signedIn(Path profile, URI service, String pages) throws IOException, InterruptedException {
        JsonMapper json = JsonMapper.builder().build();
        JsonNode operator = json.readTree(Path.of(json.readTree(profile.toFile())
                        .path("operatorCredentialsFile")
                        .asString())
                .toFile());
        OperatorBrowser browser = new OperatorBrowser(service, pages);
        browser.signIn(
                operator.path("login").asString(), operator.path("password").asString());
        return browser;
    }

    private void signIn(String login, String password) throws IOException, InterruptedException {
        HttpResponse<String> form = post(service.resolve(pages + "/sign-in"), Map.of("tenant", "system"));
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher hidden = HIDDEN.matcher(form.body());
        while (hidden.find()) {
            fields.put(hidden.group(1), hidden.group(2));
        }
        fields.put("username", login);
        fields.put("password", password);
        Matcher action = ACTION.matcher(form.body());
        if (!action.find()) {
            throw new UnexpectedAnswerException("sign-in", form.statusCode(), form.body());
        }
        post(form.uri().resolve(action.group(1).replace("&amp;", "&")), fields);
    }

    /** Times pages asked for one after the other, each the path with one of the endings; a tenth before isn't counted. */
    Latencies measure(int asked, String path, List<String> endings) throws IOException, InterruptedException {
        Random random = new Random(5);
        Latencies latencies = new Latencies();
        for (int i = -asked / 10; i < asked; i++) {
            String asking = path + endings.get(random.nextInt(endings.size()));
            long begun = System.nanoTime();
            HttpResponse<String> page = get(asking);
            if (page.statusCode() != 200 || !page.uri().getPath().startsWith(pages + "/tenants")) {
                throw new UnexpectedAnswerException(asking, page.statusCode(), page.body());
            }
            if (i >= 0) {
                latencies.add(System.nanoTime() - begun);
            }
        }
        return latencies;
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(service.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
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
}
