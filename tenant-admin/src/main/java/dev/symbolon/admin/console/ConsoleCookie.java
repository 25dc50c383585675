package dev.symbolon.admin.console;

import dev.symbolon.admission.signin.SealedCookies;

/** What the console has its browsers carry. */
public enum ConsoleCookie implements SealedCookies.Kind {
    SESSION("console"),
    SIGN_IN("console-sign-in"),
    TRIAL("console-trial"),
    ONBOARDING("console-onboarding");

    private final String label;

    ConsoleCookie(String label) {
        this.label = label;
    }

    @Override
    public String label() {
        return label;
    }
}
