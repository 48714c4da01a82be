package io.postern.policy.deciding;

import io.postern.policy.counting.SubjectCounts;

/// Where counts are kept from one attempt to the next.
public interface Counts {

    /// @param key the subject's
    /// @return null when there is none
    SubjectCounts get(String key);

    /// @param before what [#get] said; null when there was none
    void put(String key, SubjectCounts before, SubjectCounts after);
}
