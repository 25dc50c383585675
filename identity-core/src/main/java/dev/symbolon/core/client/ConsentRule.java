package dev.symbolon.core.client;

/** Whether people are asked before a client gets access. */
public enum ConsentRule {
    /** Asked once; remembered until more is asked for or the consent is withdrawn. */
    REQUIRED,
    /** The tenant's own app: its admin decided for its people. */
    FIRST_PARTY
}
