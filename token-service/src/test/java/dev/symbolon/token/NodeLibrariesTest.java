package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.client.GrantType;
import dev.symbolon.core.client.ResponseType;
import dev.symbolon.core.client.SigningAlgorithm;
import dev.symbolon.token.running.Reachable;
import dev.symbolon.token.running.TestTenant;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** openid-client and oauth4webapi against the running service. They are installed once, into the build folder. */
class NodeLibrariesTest {
    private static final Path SOURCES = Path.of("src/test/node");
    private static final Path FOLDER = Path.of("target/node");
    private static Reachable reachable;

    @BeforeAll
    static void start() throws Exception {
        Assumptions.assumeTrue(runs("node", "--version") && runs("npm", "--version"), "Node.js isn't installed");
        Files.createDirectories(FOLDER);
        for (String file : new String[] {"package.json", "package-lock.json", "flows.mjs"}) {
            Files.copy(SOURCES.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        boolean there = Files.exists(FOLDER.resolve("node_modules/openid-client"))
                || runs("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        Assumptions.assumeTrue(there, "the libraries can't be installed: is there no network?");
        reachable = new Reachable("node-js");
    }

    @AfterAll
    static void stop() {
        if (reachable != null) {
            reachable.close();
        }
    }

    @Test
    void openid_client_and_oauth4webapi_do_each_flow_and_ask_of_and_revoke_what_they_got() throws Exception {
        TestTenant.Client old = reachable
                .tenant()
                .client(aClient()
                        .withGrants(GrantType.AUTHORIZATION_CODE, GrantType.IMPLICIT, GrantType.REFRESH_TOKEN)
                        .withResponses(ResponseType.CODE_ID_TOKEN, ResponseType.ID_TOKEN)
                        .withOpenIdScopes("openid", "profile", "offline_access")
                        .withPermissions()
                        .withSignedUserinfo(SigningAlgorithm.ES256));
        ProcessBuilder builder = new ProcessBuilder("node", "flows.mjs").directory(FOLDER.toFile());
        builder.redirectError(FOLDER.resolve("errors.txt").toFile());
        builder.environment()
                .putAll(Map.of(
                        "ISSUER", reachable.issuer(),
                        "SERVICE_ID", reachable.service().id().value(),
                        "SERVICE_SECRET", reachable.service().secret(),
                        "WEB_ID", reachable.web().id().value(),
                        "WEB_SECRET", reachable.web().secret(),
                        "REDIRECT_URI", reachable.web().redirectUri(),
                        "APP_ID", reachable.app().id().value(),
                        "APP_REDIRECT_URI", reachable.app().redirectUri(),
                        "OLD_ID", old.id().value(),
                        "OLD_SECRET", old.secret()));
        Process node = builder.start();
        try {
            assertThat(attended(node))
                    .as(Files.readString(FOLDER.resolve("errors.txt")))
                    .isEqualTo("DONE");
        } finally {
            node.destroyForcibly();
        }
    }

    /** Signs the person in wherever the libraries send them; the last line. */
    private static String attended(Process node) throws IOException {
        String last = "";
        try (BufferedReader lines = node.inputReader(StandardCharsets.UTF_8);
                Writer answers = new OutputStreamWriter(node.getOutputStream(), StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
                if (line.startsWith("SIGN IN ")) {
                    TestTenant.Client client =
                            line.contains(reachable.app().id().value()) ? reachable.app() : reachable.web();
                    answers.write(reachable.signedIn(line.substring("SIGN IN ".length()), client.redirectUri()) + "\n");
                    answers.flush();
                }
            }
        }
        return last;
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
