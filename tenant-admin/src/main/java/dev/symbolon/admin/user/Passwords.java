package dev.symbolon.admin.user;

import dev.symbolon.admin.http.AdminRefusal;
import dev.symbolon.core.tenant.PasswordPolicy;
import dev.symbolon.ports.secret.PasswordHash;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Hashes at most two passwords at a time; who waits longer than five seconds is told to come again. */
@Component
public final class Passwords {
    private static final int AT_ONCE = 2;
    private static final int PATIENCE_SECONDS = 5;

    private final PasswordHash passwords;
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    Passwords(PasswordHash passwords) {
        this.passwords = passwords;
    }

    public String hash(PasswordPolicy policy, char[] password) {
        try {
            if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw AdminRefusal.busy();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw AdminRefusal.busy();
        }
        try {
            return passwords.hash(policy, password);
        } finally {
            places.release();
            Arrays.fill(password, '\0');
        }
    }
}
