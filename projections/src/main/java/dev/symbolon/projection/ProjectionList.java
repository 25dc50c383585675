package dev.symbolon.projection;

import dev.symbolon.ports.account.AccountProjection;
import dev.symbolon.ports.view.RegisteredProjections;
import dev.symbolon.projection.audit.AuditProjection;
import dev.symbolon.projection.grant.GrantHistoryProjection;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Every projection that this service runs, in one list. */
@Configuration(proxyBeanMethods = false)
class ProjectionList {
    @Bean
    RegisteredProjections registeredProjections() {
        return new RegisteredProjections(
                List.of(new AuditProjection(), new GrantHistoryProjection(), new AccountProjection()));
    }
}
