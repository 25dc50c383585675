package dev.symbolon.projection;

import dev.symbolon.projection.http.Router;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

@Configuration(proxyBeanMethods = false)
class AuditRoutes {
    @Bean
    RouterFunction<ServerResponse> routes(Router router, AuditOperations operations) {
        return router.to(operations.all());
    }
}
