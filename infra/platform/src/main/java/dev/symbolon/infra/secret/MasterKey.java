package dev.symbolon.infra.secret;

/** The operator's key, which wraps every tenant's: held in a file here, in a key management service elsewhere. */
public interface MasterKey {

    /**
     * Wraps a key.
     *
     * @param name bound into the wrapping, so that one key can't be passed off as another
     * @return text that names the master key used, so that it can be rotated
     */
    String wrap(byte[] key, String name);

    /**
     * The wrapped key.
     *
     * @throws UnreadableSecretException when it was wrapped by another master key, under another name, or altered
     */
    byte[] unwrap(String wrapped, String name);
}
