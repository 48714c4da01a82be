package io.postern.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client:203.0.113.7",
                "client:2001:db8::5",
                "network:203.0.113.0/24",
                "account:ada@example.org",
                "account:a:b/c d",
                "login:2001:db8::5/ada@example.org",
                "login:203.0.113.7/a/b:c",
                "asn:4200000000"
            })
    void everyKindIsReadBackFromItsKey(String key) {
        assertThat(Subject.of(key).key()).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "host:mx1",
                "client:ada",
                "network:203.0.113.0/33",
                "account:",
                "login:203.0.113.7",
                "login:ada/203.0.113.7",
                "asn:0",
                "asn:AS7",
                "asn:99999999999"
            })
    void whatIsNoSubjectIsRefused(String key) {
        assertThatThrownBy(() -> Subject.of(key)).isInstanceOf(IllegalArgumentException.class);
    }
}
