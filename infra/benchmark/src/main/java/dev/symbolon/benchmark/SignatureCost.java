package dev.symbolon.benchmark;

import dev.symbolon.admission.jwt.CryptoProvider;
import dev.symbolon.core.client.SigningAlgorithm;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;

/**
 * What one ES256 signature takes of a processor, and what its check, by the provider that the services take: one thread's
 * CPU, without the token around it and without waiting, both of which are in the time that the token service counts.
 */
final class SignatureCost {
    private static final int ROUNDS = 5_000;

    /** About as much as an access token has before its signature. */
    private static final byte[] SIGNED = new byte[700];

    @FunctionalInterface
    private interface Work {
        void run() throws GeneralSecurityException;
    }

    private final Work work;

    private SignatureCost(Work work) {
        this.work = work;
    }

    static SignatureCost ofSigning() {
        CryptoProvider crypto = CryptoProvider.fastest();
        KeyPair key = crypto.generate(SigningAlgorithm.ES256);
        return new SignatureCost(() -> sign(crypto, key));
    }

    static SignatureCost ofChecking() {
        CryptoProvider crypto = CryptoProvider.fastest();
        KeyPair key = crypto.generate(SigningAlgorithm.ES256);
        byte[] signature;
        try {
            signature = sign(crypto, key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return new SignatureCost(() -> check(crypto, key, signature));
    }

    double cpuMicros() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        try {
            rounds();
            long before = threads.getCurrentThreadCpuTime();
            rounds();
            return (threads.getCurrentThreadCpuTime() - before) / 1e3 / ROUNDS;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void rounds() throws GeneralSecurityException {
        for (int i = 0; i < ROUNDS; i++) {
            work.run();
        }
    }

    private static byte[] sign(CryptoProvider crypto, KeyPair key) throws GeneralSecurityException {
        Signature signature = ecdsa(crypto);
        signature.initSign(key.getPrivate());
        signature.update(SIGNED);
        return signature.sign();
    }

    private static void check(CryptoProvider crypto, KeyPair key, byte[] made) throws GeneralSecurityException {
        Signature signature = ecdsa(crypto);
        signature.initVerify(key.getPublic());
        signature.update(SIGNED);
        if (!signature.verify(made)) {
            throw new IllegalStateException("a signature of ours isn't genuine");
        }
    }

    private static Signature ecdsa(CryptoProvider crypto) throws GeneralSecurityException {
        return crypto.provider().isPresent()
                ? Signature.getInstance("SHA256withECDSA", crypto.provider().get())
                : Signature.getInstance("SHA256withECDSA");
    }
}
