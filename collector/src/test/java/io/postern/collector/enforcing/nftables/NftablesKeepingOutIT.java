package io.postern.collector.enforcing.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.collector.enforcing.Changes;
import io.postern.collector.enforcing.Enforcer;
import io.postern.collector.enforcing.KeepingOut;
import io.postern.collector.enforcing.Traffic;
import io.postern.events.Network;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NftablesKeepingOutIT extends KeepingOut {

    @Override
    protected Enforcer enforcer(Traffic traffic) {
        return new NftablesEnforcer(traffic);
    }

    @Test
    void whatIsDroppedIsCounted() throws Exception {
        host.in(() -> {
            try (Enforcer enforcer = enforcer(new Traffic(List.of(), false))) {
                enforcer.prepare();
                enforcer.apply(new Changes(Map.of(Network.of("192.0.2.7"), Duration.ofHours(1)), Set.of()));
            }
            return null;
        });

        attacker.isKeptOut("192.0.2.7", "192.0.2.1", 143);

        assertThat(host.run("nft", "list", "chain", "inet", "postern", "incoming"))
                .containsPattern("ip saddr @ban4_32 counter packets [1-9]\\d* bytes [1-9]\\d* drop");
    }
}
