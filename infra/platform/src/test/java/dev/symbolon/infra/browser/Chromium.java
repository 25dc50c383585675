package dev.symbolon.infra.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.infra.log.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real browser, driven by its debugging protocol: for what only a browser can show. */
public final class Chromium implements AutoCloseable {
    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--no-proxy-server",
            "--remote-debugging-port=0");
    private static final Path SHOTS = Path.of("target", "screenshots");
    private static final int PHONE = 390;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private int sent;

    private Chromium(Path folder, Process process, URI page) {
        this.folder = folder;
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, new Listener())
                .join();
        call("Page.enable", Map.of());
    }

    /** Whether the browser is there. Who says where it is wants it used: then no test is left out in silence. */
    public static boolean installed() {
        return named().isPresent() || Files.isExecutable(executable());
    }

    private static Optional<String> named() {
        return Optional.ofNullable(System.getenv("SYMBOLON_CHROMIUM"));
    }

    private static Path executable() {
        return Path.of(named().orElse("/usr/bin/chromium"));
    }

    public static Chromium start() {
        return start(List.of());
    }

    /** @param flags besides those of every start */
    public static Chromium start(List<String> flags) {
        try {
            Path folder = RunFolder.create("symbolon-chromium");
            List<String> command = Stream.of(
                            Stream.of(executable().toString()),
                            FLAGS.stream(),
                            flags.stream(),
                            Stream.of("--user-data-dir=" + folder, "about:blank"))
                    .flatMap(it -> it)
                    .toList();
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            Path port = folder.resolve("DevToolsActivePort");
            await(() -> Files.exists(port) && !Files.readString(port).isBlank());
            String debugging = "http://127.0.0.1:" + Files.readAllLines(port).getFirst();
            HttpResponse<String> targets = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(debugging + "/json/list"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            JsonNode page = JSON.readTree(targets.body())
                    .valueStream()
                    .filter(target -> target.path("type").asString().equals("page"))
                    .findFirst()
                    .orElseThrow();
            return new Chromium(
                    folder,
                    process,
                    URI.create(page.path("webSocketDebuggerUrl").asString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Chromium window(int width, int height, boolean dark) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        return this;
    }

    /** Pages' own scripts don't run from now on; what the test evaluates does. */
    public Chromium withoutScripts() {
        call("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        return this;
    }

    public void open(String url) {
        call("Page.navigate", Map.of("url", url));
    }

    /** The value of an expression in the page, as text. */
    public String evaluate(String expression) {
        return call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true))
                .path("result")
                .path("value")
                .asString("");
    }

    /** Waits until the page has loaded and satisfies the condition; its address. */
    public String awaitPage(Predicate<String> address) {
        String[] seen = new String[1];
        await(() -> {
            seen[0] = evaluate("document.readyState === 'complete' ? location.href : ''");
            return !seen[0].isEmpty() && address.test(seen[0]);
        });
        return seen[0];
    }

    /** Waits until the expression is that text. */
    public void awaitText(String expression, String text) {
        await(() -> evaluate(expression).equals(text));
    }

    /** Types as a person does, into the focused element. */
    public void type(String text) {
        call("Input.insertText", Map.of("text", text));
    }

    public void press(String key) {
        int code = key.equals("Tab") ? 9 : 13;
        Map<String, Object> down = Map.of(
                "type",
                "keyDown",
                "key",
                key,
                "code",
                key,
                "windowsVirtualKeyCode",
                code,
                "text",
                code == 13 ? "\r" : "");
        call("Input.dispatchKeyEvent", down);
        call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "code", key, "windowsVirtualKeyCode", code));
    }

    /**
     * The page as people see it, at a desk and on a phone, where nothing of it may be wider than the screen. Its pictures
     * are for people to judge: by day, and with {@code --long} by night.
     */
    public void look(String name) {
        boolean[] nights = System.getProperty("long") == null ? new boolean[] {false} : new boolean[] {true, false};
        for (boolean night : nights) {
            String kind = night ? "-dark.png" : ".png";
            window(PHONE, 844, night).screenshot(name + "-phone" + kind);
            assertThat(evaluate("String(document.documentElement.scrollWidth)"))
                    .as(name + " isn't wider than a phone")
                    .isEqualTo(Integer.toString(PHONE));
            window(1280, 900, night).screenshot(name + kind);
        }
    }

    /** Into {@code target/screenshots} of the module. */
    public void screenshot(String name) {
        Path file = SHOTS.resolve(name);
        String data = call("Page.captureScreenshot", Map.of("format", "png"))
                .path("data")
                .asString();
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, Base64.getDecoder().decode(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode call(String method, Map<String, Object> parameters) {
        int id = ++sent;
        socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
                .join();
        try {
            while (true) {
                JsonNode answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (answer == null) {
                    throw new AssertionError(method + " wasn't answered");
                }
                if (answer.path("id").asInt(0) == id) {
                    return answer.path("result");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!condition.holds()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("the browser didn't get there");
                }
                LockSupport.parkNanos(20_000_000);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        socket.abort();
        // Its helper processes go on writing for a moment after it is gone.
        List<ProcessHandle> helpers = process.descendants().toList();
        process.destroy();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        helpers.forEach(ProcessHandle::destroyForcibly);
        helpers.forEach(
                helper -> helper.onExit().orTimeout(10, TimeUnit.SECONDS).join());
        RunFolder.delete(folder);
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                answers.add(JSON.readTree(text.toString()));
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
