package dev.symbolon.token;

import dev.symbolon.admission.access.AccessTokens;
import dev.symbolon.admission.correlation.Correlated;
import dev.symbolon.admission.jwt.CryptoProvider;
import dev.symbolon.admission.jwt.PublicHalves;
import dev.symbolon.admission.jwt.Verifier;
import dev.symbolon.admission.signingkey.PrivateHalves;
import dev.symbolon.admission.transport.StrictTransport;
import dev.symbolon.core.identifier.Randomness;
import dev.symbolon.ports.decision.Claims;
import dev.symbolon.ports.decision.Decisions;
import dev.symbolon.ports.decision.HybridClock;
import dev.symbolon.ports.decision.RefusalLog;
import dev.symbolon.ports.decision.Spent;
import dev.symbolon.ports.log.AllTenants;
import dev.symbolon.ports.revocation.Revocations;
import dev.symbolon.ports.secret.Handles;
import dev.symbolon.ports.secret.KeyVault;
import dev.symbolon.ports.secret.PasswordHash;
import dev.symbolon.ports.secret.PersonalData;
import dev.symbolon.ports.secret.RefreshSecrets;
import dev.symbolon.ports.stream.ControlTidings;
import dev.symbolon.token.client.ClientRequests;
import dev.symbolon.token.cors.CrossOrigin;
import dev.symbolon.token.cors.Preflight;
import dev.symbolon.token.credential.Attempts;
import dev.symbolon.token.credential.PasswordQueue;
import dev.symbolon.token.device.DeviceCodes;
import dev.symbolon.token.device.Polls;
import dev.symbolon.token.grant.ExtensionGrant;
import dev.symbolon.token.grant.RefreshTokens;
import dev.symbolon.token.grant.TokenGrants;
import dev.symbolon.token.grant.TokenMaker;
import dev.symbolon.token.http.Cookies;
import dev.symbolon.token.http.Edge;
import dev.symbolon.token.http.Failures;
import dev.symbolon.token.http.KeptOnRefusal;
import dev.symbolon.token.http.TenantRoutes;
import dev.symbolon.token.jwt.Signer;
import dev.symbolon.token.limit.RequestLimits;
import dev.symbolon.token.page.Pages;
import dev.symbolon.token.role.MappedClaims;
import dev.symbolon.token.session.IdTokenHints;
import dev.symbolon.token.session.KnownDevices;
import dev.symbolon.token.session.Pace;
import dev.symbolon.token.session.SignInPage;
import dev.symbolon.token.session.SignIns;
import dev.symbolon.token.signingkey.FirstKeys;
import dev.symbolon.token.signingkey.KeyRotation;
import dev.symbolon.token.signingkey.SigningKeys;
import dev.symbolon.token.tenant.TenantArgument;
import dev.symbolon.token.tenant.Tenants;
import dev.symbolon.token.user.Subjects;
import dev.symbolon.token.user.UserClaims;
import dev.symbolon.token.user.UserinfoAnswer;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.RequestContextFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.thymeleaf.ITemplateEngine;

/** What the endpoints are made of; they themselves are found by their annotation. */
@Configuration(proxyBeanMethods = false)
class TokenServiceConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> keptOnRefusal() {
        return factory -> factory.setProtocol(KeptOnRefusal.class.getName());
    }

    @Bean
    FilterRegistrationBean<StrictTransport> strictTransport(TokenSettings settings) {
        return first(new StrictTransport(settings.issuerBase()));
    }

    @Bean
    FilterRegistrationBean<Correlated> correlated(Randomness randomness) {
        return first(new Correlated(randomness));
    }

    @Bean
    FilterRegistrationBean<Edge> edge(MeterRegistry meters) {
        return first(new Edge(meters));
    }

    /** Before those that answer by themselves. A filter that is a bean of its own would be after them, whatever its method says. */
    private static <F extends Filter> FilterRegistrationBean<F> first(F filter) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** After the edge, so that preflights are counted too, and before everything else. */
    @Bean
    FilterRegistrationBean<Preflight> preflight() {
        FilterRegistrationBean<Preflight> registration = new FilterRegistrationBean<>(new Preflight());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }

    /** Nothing here asks for the request by its thread; the dispatcher keeps it there besides. */
    @Bean
    FilterRegistrationBean<RequestContextFilter> requestByThread() {
        FilterRegistrationBean<RequestContextFilter> registration =
                new FilterRegistrationBean<>(new RequestContextFilter());
        registration.setEnabled(false);
        return registration;
    }

    @Bean
    WebMvcRegistrations tenantRoutes() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new TenantRoutes();
            }
        };
    }

    @Bean
    WebMvcConfigurer tenantArgument(Tenants tenants) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new TenantArgument(tenants));
            }
        };
    }

    @Bean
    CrossOrigin crossOrigin(Decisions decisions) {
        return new CrossOrigin(decisions);
    }

    @Bean
    IdTokenHints idTokenHints(PublicHalves keys, Verifier verifier) {
        return new IdTokenHints(keys, verifier);
    }

    @Bean
    Failures failures(Pages pages) {
        return new Failures((status, text) -> pages.error(status, Optional.empty(), text));
    }

    @Bean
    Pages pages(ITemplateEngine templates, Randomness randomness) {
        return new Pages(templates, randomness);
    }

    @Bean
    Cookies cookies(TokenSettings settings) {
        return new Cookies(settings.secure());
    }

    @Bean
    Tenants tenants(Claims claims, Decisions decisions, TokenSettings settings) {
        return new Tenants(claims, decisions, settings.issuerBase().toString());
    }

    @Bean
    RequestLimits requestLimits(Tenants tenants) {
        return new RequestLimits(tenants, System::nanoTime);
    }

    @Bean
    CryptoProvider cryptoProvider() {
        return CryptoProvider.fastest();
    }

    @Bean
    PublicHalves publicHalves(CryptoProvider crypto) {
        return new PublicHalves(crypto);
    }

    @Bean
    Signer signer(CryptoProvider crypto, MeterRegistry meters) {
        return new Signer(crypto, meters);
    }

    @Bean
    Verifier verifier(CryptoProvider crypto) {
        return new Verifier(crypto);
    }

    @Bean
    AccessTokens accessTokens(PublicHalves keys, Verifier verifier, Revocations revocations) {
        return new AccessTokens(keys, verifier, revocations);
    }

    @Bean
    ClientRequests clientRequests(RefusalLog refusals, HybridClock clock) {
        return new ClientRequests(refusals, clock);
    }

    @Bean
    SigningKeys signingKeys(
            Decisions decisions, KeyVault vault, CryptoProvider crypto, Randomness randomness, HybridClock clock) {
        return new SigningKeys(decisions, new PrivateHalves(vault), crypto, randomness, clock);
    }

    @Bean
    FirstKeys firstKeys(ControlTidings tidings, SigningKeys keys, Spent spent, HybridClock clock) {
        return new FirstKeys(tidings, keys, spent, clock);
    }

    @Bean
    KeyRotation keyRotation(
            Tenants tenants,
            AllTenants all,
            Decisions decisions,
            SigningKeys keys,
            Randomness randomness,
            TokenSettings settings) {
        return new KeyRotation(tenants, all, decisions, keys, randomness, settings.keyRound());
    }

    @Bean
    RefreshTokens refreshTokens(RefreshSecrets secrets) {
        return new RefreshTokens(secrets);
    }

    @Bean
    TokenMaker tokenMaker(
            Signer signer, Revocations revocations, MappedClaims mapped, Subjects subjects, UserClaims userClaims) {
        return new TokenMaker(signer, revocations, mapped, subjects, userClaims);
    }

    @Bean
    TokenGrants tokenGrants(
            Decisions decisions,
            DeviceCodes deviceCodes,
            Polls polls,
            SigningKeys keys,
            TokenMaker tokens,
            Revocations revocations,
            RefreshTokens refreshTokens,
            ObjectProvider<ExtensionGrant> extensions,
            Randomness randomness,
            HybridClock clock) {
        return new TokenGrants(
                decisions,
                deviceCodes,
                polls,
                keys,
                tokens,
                revocations,
                refreshTokens,
                extensions.orderedStream().toList(),
                randomness,
                clock);
    }

    @Bean
    Subjects subjects(PersonalData personalData, Decisions decisions) {
        return new Subjects(personalData, decisions);
    }

    @Bean
    UserClaims userClaims(PersonalData personalData, Decisions decisions) {
        return new UserClaims(personalData, decisions);
    }

    @Bean
    MappedClaims mappedClaims(Decisions decisions) {
        return new MappedClaims(decisions);
    }

    @Bean
    UserinfoAnswer userinfoAnswer(
            UserClaims claims,
            MappedClaims mapped,
            Subjects subjects,
            SigningKeys keys,
            Signer signer,
            Decisions decisions,
            HybridClock clock) {
        return new UserinfoAnswer(claims, mapped, subjects, keys, signer, decisions, clock);
    }

    @Bean
    PasswordQueue passwordQueue(PasswordHash hashes, TokenSettings settings, MeterRegistry meters) {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        return new PasswordQueue(hashes, threads, settings.signIn().queue(), meters);
    }

    @Bean
    SignInPage signInPage(Tenants tenants, Handles handles, Pages pages, Cookies cookies, HybridClock clock) {
        return new SignInPage(tenants, handles, pages, cookies, clock);
    }

    @Bean
    KnownDevices knownDevices(Handles handles, Cookies cookies, HybridClock clock) {
        return new KnownDevices(handles, cookies, clock);
    }

    @Bean
    Attempts attempts(TokenSettings settings) {
        return new Attempts(settings.signIn().addressBurst(), settings.signIn().addressRefill());
    }

    @Bean
    SignIns signIns(
            Decisions decisions,
            Claims claims,
            PersonalData personalData,
            RefusalLog refusals,
            PasswordQueue passwords,
            Attempts attempts,
            TokenSettings settings,
            Randomness randomness,
            HybridClock clock) {
        return new SignIns(
                decisions,
                claims,
                personalData,
                refusals,
                passwords,
                attempts,
                new Pace(settings.signIn().refusalStep()),
                randomness,
                clock);
    }
}
