package dev.symbolon.token.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symbolon.core.tenant.PasswordPolicy;
import dev.symbolon.ports.secret.PasswordHash;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PasswordQueueTest {
    private static final PasswordPolicy POLICY = PasswordPolicy.STANDARD;
    private static final Executor CALLERS = task -> Thread.startVirtualThread(task);

    /** Counts what is computed, and computes only when it may. */
    private static final class CountedHash implements PasswordHash {
        final Semaphore permits = new Semaphore(0);
        final CountDownLatch started = new CountDownLatch(1);
        final AtomicInteger computed = new AtomicInteger();
        final AtomicInteger atOnce = new AtomicInteger();
        final AtomicInteger mostAtOnce = new AtomicInteger();

        @Override
        public String hash(PasswordPolicy policy, char[] password) {
            compute();
            return "new:" + new String(password);
        }

        @Override
        public Verified verify(PasswordPolicy policy, char[] password, String phc) {
            compute();
            return phc.endsWith(":" + new String(password))
                    ? new Verified.Right(phc.startsWith("old"))
                    : new Verified.Wrong();
        }

        private void compute() {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            started.countDown();
            try {
                permits.tryAcquire(10, TimeUnit.SECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            atOnce.decrementAndGet();
            computed.incrementAndGet();
        }
    }

    private final CountedHash hash = new CountedHash();

    @Test
    void a_right_password_is_right_and_an_outdated_hash_is_made_anew() {
        hash.permits.release(10);
        try (PasswordQueue queue = queue(1, 4)) {
            assertThat(queue.verify("s", Optional.of("now:s"), POLICY))
                    .isEqualTo(new PasswordQueue.Verification.Right(Optional.empty()));
            assertThat(queue.verify("s", Optional.of("old:s"), POLICY))
                    .isEqualTo(new PasswordQueue.Verification.Right(Optional.of("new:s")));
            assertThat(queue.verify("x", Optional.of("now:s"), POLICY))
                    .isEqualTo(new PasswordQueue.Verification.Wrong());
        }
    }

    @Test
    void nobody_s_password_costs_as_much_as_somebody_s() {
        hash.permits.release(10);
        try (PasswordQueue queue = queue(1, 4)) {
            assertThat(queue.verify("x", Optional.empty(), POLICY)).isEqualTo(new PasswordQueue.Verification.Wrong());
            assertThat(hash.computed).hasValue(1);
        }
    }

    @Test
    void what_doesn_t_fit_into_the_queue_is_sent_away_and_the_rest_is_done_one_by_one() throws Exception {
        try (PasswordQueue queue = queue(1, 2)) {
            CompletableFuture<PasswordQueue.Verification> first = ask(queue);
            assertThat(hash.started.await(10, TimeUnit.SECONDS)).isTrue();

            List<CompletableFuture<PasswordQueue.Verification>> others = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                others.add(ask(queue));
            }
            // Eight find the queue full; they are answered though nothing is computed.
            long busy = 0;
            while (busy < 8) {
                busy = others.stream().filter(CompletableFuture::isDone).count();
                Thread.onSpinWait();
            }
            hash.permits.release(20);

            assertThat(first.get(10, TimeUnit.SECONDS)).isInstanceOf(PasswordQueue.Verification.Wrong.class);
            int sentAway = 0;
            for (CompletableFuture<PasswordQueue.Verification> other : others) {
                if (other.get(10, TimeUnit.SECONDS) instanceof PasswordQueue.Verification.Busy) {
                    sentAway++;
                }
            }
            assertThat(sentAway).isEqualTo(8);
            assertThat(hash.mostAtOnce).hasValue(1);
        }
    }

    private CompletableFuture<PasswordQueue.Verification> ask(PasswordQueue queue) {
        return CompletableFuture.supplyAsync(() -> queue.verify("x", Optional.of("now:s"), POLICY), CALLERS);
    }

    private PasswordQueue queue(int threads, int bound) {
        return new PasswordQueue(hash, threads, bound, new SimpleMeterRegistry());
    }
}
