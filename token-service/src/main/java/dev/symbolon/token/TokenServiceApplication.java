package dev.symbolon.token;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** OAuth and OpenID Connect for every tenant, with the pages on which people sign in and consent. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenSettings.class)
public class TokenServiceApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(TokenServiceApplication.class, arguments);
    }
}
