package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.LogoutAddresses;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The device flow of openid-client and oauth4webapi, and the former's logout, on the machine's Node.js. */
class DeviceLibrariesTest {
    private static final String BYE = "https://booking.test/bye";
    private static final Path SOURCES = Path.of("src", "test", "node");
    private static final Path FOLDER = Path.of("target", "node-device").toAbsolutePath();

    @Test
    void both_do_the_device_flow_and_openid_client_signs_out() throws Exception {
        Assumptions.assumeTrue(runs("node", "--version") && runs("npm", "--version"), "Node.js isn't installed");
        Files.createDirectories(FOLDER);
        for (String file : new String[] {"package.json", "package-lock.json", "devices.mjs"}) {
            Files.copy(SOURCES.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        boolean there = Files.exists(FOLDER.resolve("node_modules/openid-client"))
                || runs("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        Assumptions.assumeTrue(there, "the libraries can't be installed: is there no network?");
        int port = freePort();
        RunningPlatform platform = RunningPlatform.shared();
        RunningPlatform.Node node = platform.start(
                "node-devices",
                List.of(
                        "--server.port=" + port,
                        "--symbolon.token.issuer-base=http://127.0.0.1:" + port,
                        "--symbolon.token.device.interval=1s"),
                _ -> {});
        try {
            assertThat(lastWord(node, TestTenant.onboard(platform)))
                    .as(Files.readString(FOLDER.resolve("errors.txt")))
                    .isEqualTo("DONE");
        } finally {
            node.context().close();
        }
    }

    private static String lastWord(RunningPlatform.Node node, TestTenant tenant) throws IOException {
        TestTenant.Person ada = tenant.person("ada");
        TestTenant.Client television =
                tenant.client(aClient().withPermissions().publicClient().withGrants(GrantType.DEVICE_CODE));
        TestTenant.Client web = tenant.client(aClient()
                .withPermissions()
                .with(new LogoutAddresses(List.of(BYE), Optional.empty(), Optional.empty())));
        ProcessBuilder builder = new ProcessBuilder("node", "devices.mjs").directory(FOLDER.toFile());
        builder.redirectError(FOLDER.resolve("errors.txt").toFile());
        builder.environment()
                .putAll(Map.of(
                        "ISSUER", node.address() + tenant.path(),
                        "TELEVISION_ID", television.id().value(),
                        "WEB_ID", web.id().value(),
                        "WEB_SECRET", web.secret(),
                        "REDIRECT_URI", web.redirectUri(),
                        "BYE", BYE));
        Process process = builder.start();
        TestBrowser browser = TestBrowser.at(node);
        String last = "";
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                Writer answers = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
                int http = line.indexOf("http");
                if (http > 0) {
                    String led = person(line.substring(0, http).strip(), line.substring(http), browser, ada);
                    answers.write(led + "\n");
                    answers.flush();
                }
            }
        } finally {
            process.destroyForcibly();
        }
        return last;
    }

    /** Does what a person would at that address; where it led. */
    private static String person(String wish, String address, TestBrowser browser, TestTenant.Person ada) {
        URI uri = URI.create(address);
        String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        TestBrowser.Page page = browser.get(path);
        for (int step = 0; step < 8; step++) {
            if (page.status() == 303 && page.location().startsWith("http")) {
                return page.location();
            }
            if (page.status() == 303) {
                page = browser.get(page.location());
            } else if (page.body().contains("name=\"password\"")) {
                page = browser.signIn(page, ada.login(), ada.password());
            } else if (page.body().contains("name=\"decision\"")) {
                page = browser.answer(page, wish.equals("DENY") ? "deny" : "allow");
            } else {
                return page.status() + "";
            }
        }
        throw new AssertionError("no end at " + page.status() + " " + page.body());
    }

    /** Free a moment ago: the issuer has to be known before the node listens. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(Files.isDirectory(FOLDER) ? FOLDER.toFile() : null)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(3, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        }
    }
}
