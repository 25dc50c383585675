package dev.symbolon.core.session;

/**
 * What a session rests on, counted and not timed: no two clocks are compared, and a sign-in that was decided by what was
 * known before a password was taken away says so itself, however late it comes.
 *
 * @param passwords how often its person's password had been set or taken away
 * @param disables  how often they had been disabled
 */
public record Standing(long passwords, long disables) {
    boolean before(Standing now) {
        return passwords < now.passwords || disables < now.disables;
    }
}
