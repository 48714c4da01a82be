package io.postern.policy.deciding;

import io.postern.policy.counting.RuleCount;

/// Where counts are kept from one failure to the next.
public interface Counts {

    /// Null when there is none.
    RuleCount get(String key);

    /// @param before what [#get] said; null when there was none
    void put(String key, RuleCount before, RuleCount after);
}
