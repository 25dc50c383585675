package dev.symbolon.core.aggregate;

import dev.symbolon.core.command.Command;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;

/** Sends a command to the aggregate that it names itself. */
public final class CommandTargets implements CommandTargetResolver {
    @Override
    public VersionedAggregateIdentifier resolveTarget(CommandMessage<?> message) {
        if (message.getPayload() instanceof Command<?> command) {
            return new VersionedAggregateIdentifier(command.target().toString(), null);
        }
        throw new IllegalArgumentException(message.getCommandName() + " is no command of the model");
    }
}
