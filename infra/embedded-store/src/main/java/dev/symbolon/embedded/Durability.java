package dev.symbolon.embedded;

/** What has happened to a write when it is acknowledged. */
public enum Durability {
    /** It is in the log on disk, synchronised: it survives loss of power. */
    FSYNC,
    /** It is in the operating system's hands: it survives the death of this process. */
    WAL
}
