package dev.symbolon.benchmark;

import dev.symbolon.admission.jwt.CryptoProvider;
import dev.symbolon.core.client.SigningAlgorithm;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Provider;
import java.security.Signature;
import java.util.Optional;

/**
 * What one ES256 signature takes of a processor, by the provider that the services take: one thread's CPU, without the
 * token around it and without waiting, both of which are in the time that the token service counts.
 */
final class SignatureCost {
    private static final int ROUNDS = 5_000;

    /** About as much as an access token has before its signature. */
    private static final int SIGNED_BYTES = 700;

    static double cpuMicros() {
        CryptoProvider crypto = CryptoProvider.fastest();
        KeyPair key = crypto.generate(SigningAlgorithm.ES256);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        try {
            sign(crypto.provider(), key);
            long before = threads.getCurrentThreadCpuTime();
            sign(crypto.provider(), key);
            return (threads.getCurrentThreadCpuTime() - before) / 1e3 / ROUNDS;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sign(Optional<Provider> provider, KeyPair key) throws GeneralSecurityException {
        byte[] token = new byte[SIGNED_BYTES];
        for (int i = 0; i < ROUNDS; i++) {
            Signature signature = provider.isPresent()
                    ? Signature.getInstance("SHA256withECDSA", provider.get())
                    : Signature.getInstance("SHA256withECDSA");
            signature.initSign(key.getPrivate());
            signature.update(token);
            signature.sign();
        }
    }

    private SignatureCost() {}
}
