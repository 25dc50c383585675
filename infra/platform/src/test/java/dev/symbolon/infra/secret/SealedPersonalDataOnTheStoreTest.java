package dev.symbolon.infra.secret;

import dev.symbolon.infra.log.TestStore;

/** The same on the embedded store, or any MongoDB. */
final class SealedPersonalDataOnTheStoreTest extends SealedPersonalDataTest {

    @Override
    KeysInMemory open() {
        return KeysInMemory.at(TestStore.freshDatabase());
    }
}
