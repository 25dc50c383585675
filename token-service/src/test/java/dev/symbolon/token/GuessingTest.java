package dev.symbolon.token;

import static dev.symbolon.core.sample.Samples.aClient;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.tenant.PasswordPolicy;
import dev.symbolon.core.user.UserCommand;
import dev.symbolon.ports.secret.PasswordHash;
import dev.symbolon.token.running.CodeFlow;
import dev.symbolon.token.running.RunningPlatform;
import dev.symbolon.token.running.TestBrowser;
import dev.symbolon.token.running.TestTenant;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** SECURITY.md, "People": guessing costs the same work whoever is guessed, and starves nobody else. */
class GuessingTest {
    private static final RunningPlatform PLATFORM = RunningPlatform.shared();
    private static final int BURST = 12;
    private static final Watched HASHES = new Watched();
    private static RunningPlatform.Node node;
    private static TestTenant tenant;
    private static CodeFlow flow;

    /** The platform's own hashing, counted, and held up where a test asks for it. */
    private static final class Watched implements BeanPostProcessor {
        private final AtomicInteger computed = new AtomicInteger();
        private final Semaphore begun = new Semaphore(0);
        private volatile CountDownLatch gate = new CountDownLatch(0);

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof PasswordHash hashes ? watching(hashes) : bean;
        }

        private PasswordHash watching(PasswordHash hashes) {
            return new PasswordHash() {
                @Override
                public String hash(PasswordPolicy policy, char[] password) {
                    pass();
                    return hashes.hash(policy, password);
                }

                @Override
                public Verified verify(PasswordPolicy policy, char[] password, String phc) {
                    pass();
                    return hashes.verify(policy, password, phc);
                }
            };
        }

        private void pass() {
            computed.incrementAndGet();
            begun.release();
            try {
                if (!gate.await(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("held up for too long");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @BeforeAll
    static void start() {
        node = PLATFORM.start(
                "node-people",
                List.of(
                        "--symbolon.token.sign-in.queue=1",
                        "--symbolon.token.sign-in.address-burst=" + BURST,
                        "--symbolon.token.sign-in.address-refill=1h",
                        "--symbolon.token.sign-in.refusal-step=5ms"),
                context -> context.getBeanFactory().addBeanPostProcessor(HASHES));
        tenant = TestTenant.onboard(PLATFORM);
        flow = new CodeFlow(tenant, tenant.client(aClient().withPermissions().firstParty()));
    }

    @AfterAll
    static void stop() {
        node.context().close();
    }

    @Test
    void each_refusal_costs_one_computation_whoever_was_tried() throws Exception {
        tenant.person("ada");
        TestTenant.Person eve = tenant.person("eve");
        PLATFORM.send(tenant.id(), new UserCommand.Disable(tenant.id(), eve.id(), "test", Instant.now()));
        String address = "127.0.1.1";

        assertThat(computations(address, "ada", "wrong")).isEqualTo(1);
        assertThat(computations(address, "nobody", "wrong")).isEqualTo(1);
        assertThat(computations(address, "eve", eve.password())).isEqualTo(1);
        assertThat(computations(address, "", "wrong")).isEqualTo(1);
        assertThat(computations(address, "ada", "")).isEqualTo(1);
        assertThat(computations(address, "ada", "x".repeat(2000))).isEqualTo(1);
        // By now the account has to wait: a password isn't looked at, and the work is done all the same.
        assertThat(computations(address, "ada", "wrong")).isEqualTo(1);
        assertThat(computations(address, "ada", "wrong")).isEqualTo(1);
    }

    @Test
    void an_address_without_tries_left_is_told_so_whatever_it_claims_to_be_and_others_aren_t() throws Exception {
        String address = "127.0.1.2";
        int before = HASHES.computed.get();
        for (int i = 0; i < BURST; i++) {
            assertThat(attempt(address, "guess-" + i, "wrong").status()).isEqualTo(401);
        }
        assertThat(HASHES.computed.get() - before).isEqualTo(BURST);

        TestBrowser liar =
                browser(address).header("X-Forwarded-For", "203.0.113.9").header("Forwarded", "for=203.0.113.9");
        TestBrowser.Page refused = liar.signIn(flow.authorize(liar), "guess", "wrong");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isPresent();
        assertThat(refused.header("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(HASHES.computed.get() - before).isEqualTo(BURST);
        assertThat(attempt("127.0.1.3", "guess", "wrong").status()).isEqualTo(401);
    }

    @Test
    void a_full_queue_sends_people_away_while_token_traffic_goes_on() throws Exception {
        TestTenant.Person zoe = tenant.person("zoe");
        TestBrowser signedIn = browser("127.0.1.4");
        flow.complete(signedIn, zoe);
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        CountDownLatch gate = new CountDownLatch(1);
        HASHES.begun.drainPermits();
        HASHES.gate = gate;
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<TestBrowser.Page>> held = new java.util.ArrayList<>();
            for (int i = 0; i < threads; i++) {
                String login = "held-" + i;
                held.add(people.submit(() -> attempt("127.0.1.5", login, "wrong")));
            }
            assertThat(HASHES.begun.tryAcquire(threads, 20, TimeUnit.SECONDS)).isTrue();
            // One may wait; of two more, one at least is sent away.
            Future<TestBrowser.Page> one = people.submit(() -> attempt("127.0.1.6", "one-more", "wrong"));
            Future<TestBrowser.Page> another = people.submit(() -> attempt("127.0.1.6", "and-another", "wrong"));
            TestBrowser.Page busy = firstOf(one, another);

            assertThat(busy.status()).isEqualTo(503);
            assertThat(busy.header("Retry-After")).isPresent();
            assertThat(busy.header("Content-Type").orElseThrow()).startsWith("text/html");
            TestBrowser.Page tokens = flow.redeem(node, flow.code(signedIn, zoe));
            assertThat(tokens.status()).isEqualTo(200);
            assertThat(TestBrowser.at(node)
                            .header(
                                    "Authorization",
                                    "Bearer " + CodeFlow.json(tokens).get("access_token"))
                            .get(tenant.path() + "/userinfo")
                            .status())
                    .isEqualTo(200);
            gate.countDown();
            for (Future<TestBrowser.Page> waited : held) {
                assertThat(waited.get().status()).isEqualTo(401);
            }
            assertThat(List.of(one.get().status(), another.get().status())).containsExactlyInAnyOrder(401, 503);
        } finally {
            gate.countDown();
        }
    }

    private static TestBrowser.Page firstOf(Future<TestBrowser.Page> one, Future<TestBrowser.Page> another)
            throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!one.isDone() && !another.isDone() && System.nanoTime() < end) {
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
        return one.isDone() ? one.get() : another.get();
    }

    private static int computations(String address, String login, String password) throws Exception {
        int before = HASHES.computed.get();
        assertThat(attempt(address, login, password).status()).isEqualTo(401);
        return HASHES.computed.get() - before;
    }

    private static TestBrowser.Page attempt(String address, String login, String password) throws Exception {
        TestBrowser browser = browser(address);
        return browser.signIn(flow.authorize(browser), login, password);
    }

    private static TestBrowser browser(String address) {
        return TestBrowser.from(InetAddress.ofLiteral(address), node);
    }
}
