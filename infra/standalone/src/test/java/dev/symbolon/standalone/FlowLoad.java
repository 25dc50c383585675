package dev.symbolon.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.benchmark.CodeFlow;
import dev.symbolon.benchmark.Profile;
import dev.symbolon.benchmark.UnexpectedAnswerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Whole code flows on a few connections, until the platform dies under them. */
final class FlowLoad {
    private static final int CONNECTIONS = 6;

    private final Acknowledged acknowledged;
    private final List<CodeFlow> browsers = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean stopping;
    private volatile boolean ending;

    private FlowLoad(Acknowledged acknowledged) {
        this.acknowledged = acknowledged;
    }

    /** Begins with people who sign in. */
    static FlowLoad start(Profile profile, Acknowledged acknowledged) throws IOException {
        FlowLoad load = new FlowLoad(acknowledged);
        for (int i = 0; i < CONNECTIONS; i++) {
            load.begin(profile, profile.guests().get(i % profile.guests().size()));
        }
        return load;
    }

    /** Begins anew: every other browser comes back with its session, and the rest sign in. */
    FlowLoad again(Profile profile) throws IOException {
        FlowLoad load = new FlowLoad(acknowledged);
        for (int i = 0; i < CONNECTIONS; i++) {
            if (i % 2 == 0 && i < browsers.size()) {
                load.begin(browsers.get(i).reconnected(profile));
            } else {
                load.begin(profile, profile.guests().get(i % profile.guests().size()));
            }
        }
        return load;
    }

    private void begin(Profile profile, Profile.Guest guest) {
        run(() -> {
            CodeFlow browser;
            CodeFlow.Code code;
            // Of several tries at one account some are refused when their turn takes long to come.
            synchronized (guest) {
                browser = new CodeFlow(profile);
                code = browser.signIn(guest);
            }
            acknowledged.code(code);
            redeem(browser, code);
            return browser;
        });
    }

    private void begin(CodeFlow browser) {
        run(() -> browser);
    }

    private interface Begin {
        CodeFlow browser() throws IOException;
    }

    private void run(Begin begin) {
        threads.add(Thread.ofVirtual().start(() -> {
            try (CodeFlow browser = begin.browser()) {
                browsers.add(browser);
                while (!stopping && !ending) {
                    CodeFlow.Code code = browser.authorize();
                    acknowledged.code(code);
                    redeem(browser, code);
                }
            } catch (IOException e) {
                if (!ending) {
                    failures.add(e);
                }
            } catch (Throwable e) {
                failures.add(e);
            }
        }));
    }

    private void redeem(CodeFlow browser, CodeFlow.Code code) throws IOException {
        String answer;
        try {
            answer = browser.redeem(code);
        } catch (IOException e) {
            acknowledged.inDoubt(code);
            throw e;
        }
        acknowledged.redeemed(code, answer);
    }

    /** Returns when so many more codes were redeemed. */
    void awaitRedeemed(int more) throws Exception {
        int target = acknowledged.redemptions().size() + more;
        Await.until("codes are redeemed", () -> {
            if (!failures.isEmpty()) {
                throw new IllegalStateException("the load failed: " + failures, failures.peek());
            }
            assertThat(acknowledged.redemptions().size()).isGreaterThanOrEqualTo(target);
        });
    }

    /** From now on an answer may fail to come. */
    void expectTheEnd() {
        ending = true;
    }

    /** Each flow that has begun comes to its end first. */
    void stop() throws InterruptedException {
        stopping = true;
        join();
    }

    void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }

    /** What was in doubt is redeemed now or never; what was redeemed isn't redeemed again. */
    static void settle(Profile profile, Acknowledged acknowledged) throws IOException {
        for (CodeFlow.Code code : acknowledged.takeDoubts()) {
            Optional<String> answer = redeemed(profile, code);
            if (answer.isPresent()) {
                acknowledged.redeemed(code, answer.get());
            }
        }
        for (String spent :
                acknowledged.redemptions().keySet().stream().limit(3).toList()) {
            assertThat(redeemed(profile, acknowledged.codes().get(spent)))
                    .as("a spent code")
                    .isEmpty();
        }
    }

    /** Empty when the code was refused. On a connection of its own: a refusal ends it. */
    private static Optional<String> redeemed(Profile profile, CodeFlow.Code code) throws IOException {
        try (CodeFlow client = new CodeFlow(profile)) {
            return Optional.of(client.redeem(code));
        } catch (UnexpectedAnswerException e) {
            assertThat(e).hasMessageContaining("invalid_grant");
            assertThat(e.status()).isEqualTo(400);
            return Optional.empty();
        }
    }
}
