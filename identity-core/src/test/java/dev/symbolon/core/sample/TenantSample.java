package dev.symbolon.core.sample;

import dev.symbolon.core.event.RegistrationEvent;
import dev.symbolon.core.event.TenantEvent;
import dev.symbolon.core.tenant.Branding;
import dev.symbolon.core.tenant.LoginPolicy;
import dev.symbolon.core.tenant.Slug;
import dev.symbolon.core.tenant.TenantCommand;
import dev.symbolon.core.tenant.TenantId;
import dev.symbolon.core.tenant.TokenPolicy;

/** A tenant, active and with the standard policies. */
public final class TenantSample {

    private TenantId tenant = Samples.TENANT;
    private Slug slug = new Slug("grand-hotel");
    private LoginPolicy loginPolicy = LoginPolicy.STANDARD;
    private TokenPolicy tokenPolicy = TokenPolicy.STANDARD;

    public TenantSample withId(TenantId id) {
        tenant = id;
        return this;
    }

    public TenantSample withSlug(String text) {
        slug = new Slug(text);
        return this;
    }

    public TenantSample with(LoginPolicy policy) {
        loginPolicy = policy;
        return this;
    }

    public TenantSample with(TokenPolicy policy) {
        tokenPolicy = policy;
        return this;
    }

    public Branding branding() {
        return new Branding("Grand Hotel", "#7a1f2b");
    }

    public TenantCommand.Register register() {
        return new TenantCommand.Register(tenant, slug, "default", "Grand Hotel", Samples.NOON);
    }

    public RegistrationEvent.Registered registered() {
        return new RegistrationEvent.Registered(tenant, slug, "default", "Grand Hotel", Samples.NOON);
    }

    public TenantCommand.Onboard onboard() {
        return new TenantCommand.Onboard(tenant, slug, branding(), loginPolicy, tokenPolicy, Samples.NOON);
    }

    public TenantEvent.Onboarded onboarded() {
        return new TenantEvent.Onboarded(tenant, slug, branding(), loginPolicy, tokenPolicy, Samples.NOON);
    }

    public TenantEvent.Suspended suspended() {
        return new TenantEvent.Suspended(tenant, "unpaid", Samples.NOON);
    }
}
