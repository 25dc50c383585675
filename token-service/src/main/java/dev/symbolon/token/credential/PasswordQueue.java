package dev.symbolon.token.credential;

import dev.symbolon.core.tenant.PasswordPolicy;
import dev.symbolon.ports.secret.PasswordHash;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where passwords are hashed: few platform threads of its own and a bounded queue before them, so that a flood of
 * sign-ins costs at most so much CPU and the token endpoints go on.
 */
public final class PasswordQueue implements AutoCloseable {
    /** What came of one password. */
    public sealed interface Verification {
        /** @param rehash the same password's hash under the policy's parameters, where the old one has others */
        record Right(Optional<String> rehash) implements Verification {}

        record Wrong() implements Verification {}

        /** The queue is full: nothing was computed. */
        record Busy() implements Verification {}
    }

    private final ThreadPoolExecutor threads;
    private final PasswordHash hashes;
    private final Timer timer;

    public PasswordQueue(PasswordHash hashes, int threadCount, int bound, MeterRegistry meters) {
        this.hashes = hashes;
        this.threads = new ThreadPoolExecutor(
                threadCount,
                threadCount,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(bound),
                Thread.ofPlatform().name("password-", 0).daemon().factory());
        this.timer = Timer.builder("symbolon.password.verification")
                .description("Time of one verification, without its wait")
                .register(meters);
        Gauge.builder("symbolon.password.waiting", threads, it -> it.getQueue().size())
                .description("Sign-ins that wait for a hashing thread")
                .register(meters);
    }

    /**
     * Verifies a password. Where there is no hash it does the same work under the policy's parameters, so that time
     * doesn't tell whether an account exists.
     */
    public Verification verify(String password, Optional<String> phc, PasswordPolicy policy) {
        return queued(() -> timer.recordCallable(() -> verifyNow(password, phc, policy)))
                .orElse(new Verification.Busy());
    }

    /** A new password's hash; empty when the queue is full. */
    public Optional<String> hash(String password, PasswordPolicy policy) {
        return queued(() -> {
            char[] characters = password.toCharArray();
            try {
                return hashes.hash(policy, characters);
            } finally {
                Arrays.fill(characters, '\0');
            }
        });
    }

    private Verification verifyNow(String password, Optional<String> phc, PasswordPolicy policy) {
        char[] characters = password.toCharArray();
        try {
            if (phc.isEmpty()) {
                hashes.hash(policy, characters);
                return new Verification.Wrong();
            }
            return switch (hashes.verify(policy, characters, phc.get())) {
                case PasswordHash.Verified.Wrong _ -> new Verification.Wrong();
                case PasswordHash.Verified.Right(boolean outdated) ->
                    new Verification.Right(outdated ? Optional.of(hashes.hash(policy, characters)) : Optional.empty());
            };
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    private <T> Optional<T> queued(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        try {
            threads.execute(task);
            return Optional.of(task.get());
        } catch (RejectedExecutionException _) {
            return Optional.empty();
        } catch (InterruptedException e) {
            task.cancel(false);
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a password couldn't be hashed", e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
