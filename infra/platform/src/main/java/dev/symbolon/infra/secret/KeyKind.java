package dev.symbolon.infra.secret;

import java.util.Arrays;

/** What a key is for. The label is part of stored names and of sealed texts, and never changes. */
enum KeyKind {
    /** Wraps the tenant's other keys; itself wrapped by the master key. */
    TENANT("tenant"),
    /** Seals one person's data; replaced by a tombstone when the person is erased. */
    SUBJECT("subject"),
    /** Seals personal data of nobody known, by the day; retention removes it. */
    DAY("day"),
    /** Makes blind indexes. */
    INDEX("index"),
    /** Seals what browsers carry for the platform. */
    HANDLE("handle"),
    /** Makes refresh tokens. */
    REFRESH("refresh"),
    /** A private key or shared secret of the vault. */
    VAULT("vault");

    private final String label;

    KeyKind(String label) {
        this.label = label;
    }

    static KeyKind labelled(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new UnreadableSecretException("a key of an unknown kind: " + label));
    }

    String label() {
        return label;
    }
}
