package io.postern.reporter.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.reporter.commands.Admission.Caller;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private final Admission open = new Admission(Map.of());
    private final Admission closed = new Admission(Map.of("ada", "s3cret", "bob", "other"));

    @Test
    void withoutTokensOnlyAProgramOnThisMachineMay() {
        assertThat(open.author(new Caller(true, false, null), "ada")).contains("ada");
        assertThat(open.author(new Caller(true, false, null), null)).contains("local");
        assertThat(open.author(new Caller(false, false, null), "ada")).isEmpty();
    }

    @Test
    void aBrowserOrAProxyOnThisMachineIsNotTakenForALocalProgram() {
        assertThat(open.author(new Caller(true, true, null), "ada")).isEmpty();
    }

    @Test
    void whereThereAreTokensTheTokenSaysWhoItIsAndNothingElseDoes() {
        assertThat(closed.author(new Caller(false, true, "Bearer s3cret"), "root"))
                .contains("ada");
        assertThat(closed.author(new Caller(true, false, null), "ada")).isEmpty();
        assertThat(closed.author(new Caller(true, false, "Bearer wrong"), "ada"))
                .isEmpty();
        assertThat(closed.author(new Caller(true, false, "Basic s3cret"), "ada"))
                .isEmpty();
    }
}
