package dev.symbolon.admission.jwt;

import dev.symbolon.core.client.SigningAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where signatures are computed: a native library where this platform has one (a sixth of the cost), else the JDK. */
public final class CryptoProvider {
    private static final Logger LOG = LoggerFactory.getLogger(CryptoProvider.class);
    private static final String NATIVE = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    private final Optional<Provider> provider;

    private CryptoProvider(Optional<Provider> provider) {
        this.provider = provider;
    }

    /** The fastest that works here. */
    public static CryptoProvider fastest() {
        Optional<Provider> found = nativeProvider();
        LOG.info("Signatures are computed by {}", found.map(Provider::getName).orElse("the JDK"));
        return new CryptoProvider(found);
    }

    public static CryptoProvider jdk() {
        return new CryptoProvider(Optional.empty());
    }

    /** Empty: the JDK's own, whichever of its providers has the algorithm. */
    public Optional<Provider> provider() {
        return provider;
    }

    public KeyPair generate(SigningAlgorithm algorithm) {
        try {
            String family = family(algorithm);
            KeyPairGenerator generator = provider.isPresent()
                    ? KeyPairGenerator.getInstance(family, provider.get())
                    : KeyPairGenerator.getInstance(family);
            generator.initialize(size(algorithm));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("can't make a key for " + algorithm, e);
        }
    }

    public PrivateKey privateKey(SigningAlgorithm algorithm, byte[] pkcs8) {
        try {
            return factory(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a kept private key can't be read", e);
        }
    }

    public PublicKey publicKey(SigningAlgorithm algorithm, byte[] spki) {
        try {
            return factory(algorithm).generatePublic(new X509EncodedKeySpec(spki));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a recorded public key can't be read", e);
        }
    }

    private KeyFactory factory(SigningAlgorithm algorithm) throws GeneralSecurityException {
        String family = family(algorithm);
        return provider.isPresent() ? KeyFactory.getInstance(family, provider.get()) : KeyFactory.getInstance(family);
    }

    private static String family(SigningAlgorithm algorithm) {
        return switch (algorithm) {
            case ES256 -> "EC";
            case RS256 -> "RSA";
        };
    }

    private static AlgorithmParameterSpec size(SigningAlgorithm algorithm) {
        return switch (algorithm) {
            case ES256 -> new ECGenParameterSpec("secp256r1");
            case RS256 -> new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4);
        };
    }

    /** By name, for it is on the class path only; its native part may not load on another platform. */
    private static Optional<Provider> nativeProvider() {
        try {
            Provider found =
                    (Provider) Class.forName(NATIVE).getField("INSTANCE").get(null);
            Signature.getInstance("SHA256withECDSA", found);
            return Optional.of(found);
        } catch (ReflectiveOperationException | GeneralSecurityException | LinkageError e) {
            LOG.info("No native crypto provider here: {}", e.toString());
            return Optional.empty();
        }
    }
}
