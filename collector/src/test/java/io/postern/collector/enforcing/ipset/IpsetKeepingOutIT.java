package io.postern.collector.enforcing.ipset;

import io.postern.collector.enforcing.Enforcer;
import io.postern.collector.enforcing.KeepingOut;
import io.postern.collector.enforcing.Traffic;

class IpsetKeepingOutIT extends KeepingOut {

    @Override
    protected Enforcer enforcer(Traffic traffic) {
        return new IpsetEnforcer(traffic);
    }
}
