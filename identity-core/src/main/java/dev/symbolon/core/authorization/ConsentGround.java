package dev.symbolon.core.authorization;

/** Why a client may have what was approved. */
public enum ConsentGround {
    /** The person was asked and agreed, just now. */
    GIVEN,
    /** The person agreed earlier, to no less. */
    REMEMBERED,
    /** The tenant's own app. */
    FIRST_PARTY
}
