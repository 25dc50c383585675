package dev.symbolon.projection.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.infra.browser.Chromium;
import dev.symbolon.infra.view.MongoViews;
import dev.symbolon.projection.RunningAudit;
import dev.symbolon.projection.audit.AuditProjection;
import dev.symbolon.projection.audit.SampleTrail;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The file that a browser puts together, when the connection is lost while it does. */
@EnabledIf("dev.symbolon.infra.browser.Chromium#installed")
final class ExportInChromiumTest {
    private static final RunningAudit AUDIT = RunningAudit.shared();
    private static final String SEARCH = "type=session.used";

    private static TenantId tenant;

    @BeforeAll
    static void fill() {
        tenant = AUDIT.aTenant();
        AUDIT.bean(MongoViews.class)
                .open(tenant, List.of(new AuditProjection()), (_, _, _) -> List.of(), InstantSource.system())
                .apply(new SampleTrail(tenant, 9, 12, 4).next(1_500));
    }

    @Test
    void an_export_that_breaks_off_says_that_it_goes_on_and_has_every_line_once() throws IOException {
        try (Breaking proxy = new Breaking(AUDIT.address().getPort());
                Chromium chromium = Chromium.start().window(1280, 900, false)) {
            String here = "http://127.0.0.1:" + proxy.port() + "/auditor";
            chromium.open(here + "/sign-in");
            chromium.awaitPage(it -> it.endsWith("/sign-in"));
            chromium.evaluate("document.getElementById('token').focus()");
            chromium.type(RunningAudit.TOKEN);
            chromium.press("Enter");
            chromium.awaitPage(it -> it.endsWith("/auditor"));
            for (String format : List.of("ndjson", "csv")) {
                chromium.open(here + "/tenants/" + tenant.value() + "/events?" + SEARCH + "&order=oldest&limit="
                        + (format.equals("csv") ? 2 : 1));
                chromium.awaitPage(it -> it.endsWith(format.equals("csv") ? "limit=2" : "limit=1"));
                chromium.evaluate("(() => { window.told = []; window.saved = '';"
                        + " const text = document.querySelector('#export-progress span');"
                        + " new MutationObserver(() => told.push(text.textContent)).observe(text, { childList: true });"
                        + " const made = URL.createObjectURL;"
                        + " URL.createObjectURL = (file) => {"
                        + "   file.text().then((it) => { window.saved = it; }); return made.call(URL, file); };"
                        + "})()");
                proxy.breakNext();
                chromium.evaluate("document.querySelector('a[data-export=" + format + "]').click()");
                await().until(() -> chromium.evaluate("told.join('\\n')").contains("exported"));
                await().until(() -> !chromium.evaluate("saved").isEmpty());

                String whole = AUDIT.get(tenant, "/export?" + SEARCH + "&order=oldest&format=" + format)
                        .body();
                assertThat(proxy.broke()).as(format).isTrue();
                assertThat(chromium.evaluate("told.join('\\n')"))
                        .as(format)
                        .containsPattern("It broke off; going on from entry [1-9]");
                assertThat(lines(format, chromium.evaluate("saved")))
                        .as(format)
                        .hasSizeGreaterThan(1_000)
                        .isEqualTo(lines(format, whole));
            }
        }
    }

    /** Without their cursors, which say where a line stands in its page. */
    private static List<String> lines(String format, String file) {
        return file.lines()
                .map(line -> format.equals("csv")
                        ? line.substring(line.indexOf(',') + 1)
                        : line.replaceFirst("\"cursor\":\"[^\"]*\",", ""))
                .toList();
    }

    /** Stands between browser and service, and loses the connection in the middle of an export when told to. */
    private static final class Breaking implements AutoCloseable {
        private static final int PASSED = 150_000;

        private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
        private final AtomicBoolean due = new AtomicBoolean();
        private final int target;
        private volatile boolean broke;

        Breaking(int target) throws IOException {
            this.target = target;
            Thread.ofVirtual().start(this::accept);
        }

        int port() {
            return listener.getLocalPort();
        }

        void breakNext() {
            broke = false;
            due.set(true);
        }

        boolean broke() {
            return broke;
        }

        private void accept() {
            while (!listener.isClosed()) {
                try {
                    Socket browser = listener.accept();
                    Socket service = new Socket(InetAddress.getLoopbackAddress(), target);
                    sockets.addAll(Set.of(browser, service));
                    AtomicBoolean breaks = new AtomicBoolean();
                    Thread.ofVirtual().start(() -> requests(browser, service, breaks));
                    Thread.ofVirtual().start(() -> answers(service, browser, breaks));
                } catch (IOException _) {
                    // Closed.
                }
            }
        }

        private void requests(Socket browser, Socket service, AtomicBoolean breaks) {
            try (browser;
                    service) {
                InputStream in = browser.getInputStream();
                OutputStream out = service.getOutputStream();
                byte[] piece = new byte[8_192];
                for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                    if (new String(piece, 0, read, StandardCharsets.ISO_8859_1).contains("/export?")
                            && due.compareAndSet(true, false)) {
                        breaks.set(true);
                    }
                    out.write(piece, 0, read);
                }
            } catch (IOException _) {
                // One side is gone, and so is the other with it.
            }
        }

        private void answers(Socket service, Socket browser, AtomicBoolean breaks) {
            try (browser;
                    service) {
                InputStream in = service.getInputStream();
                OutputStream out = browser.getOutputStream();
                byte[] piece = new byte[8_192];
                int passed = 0;
                for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                    out.write(piece, 0, read);
                    passed += breaks.get() ? read : 0;
                    if (passed > PASSED) {
                        broke = true;
                        return;
                    }
                }
            } catch (IOException _) {
                // One side is gone, and so is the other with it.
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
