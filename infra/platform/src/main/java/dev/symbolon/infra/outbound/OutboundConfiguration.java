package dev.symbolon.infra.outbound;

import dev.symbolon.ports.outbound.Outbound;
import javax.net.ssl.SSLSocketFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutboundSettings.class)
class OutboundConfiguration {

    @Bean(destroyMethod = "close")
    Outbound outbound(OutboundSettings settings) {
        return new GuardedOutbound(
                settings, GuardedOutbound.Resolver::system, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }
}
