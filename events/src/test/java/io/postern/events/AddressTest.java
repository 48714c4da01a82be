package io.postern.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    private static final Pattern LAX = Pattern.compile("[0-9a-fA-F]{5}|[:.]0[0-9]+\\.");

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "::ffff:203.0.113.7, 203.0.113.7",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "0:0:0:0:0:0:0:0, ::",
        "::1, ::1",
        "fe80::, fe80::",
        "1:2:3:4:5:6:7:0, 1:2:3:4:5:6:7:0",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221"
    })
    void hasOneCanonicalText(String written, String canonical) {
        assertThat(Address.of(written)).hasToString(canonical).isEqualTo(Address.of(canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "01.2.3.4",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                "0x7f.0.0.1",
                "2130706433",
                "localhost",
                "example.org",
                "fe80::1%eth0",
                "2001:db8::1/64",
                "[::1]",
                ":::",
                "1:2:3",
                "::1::2",
                "12345::",
                "1.2.3.4 ",
                "١.٢.٣.٤",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4::5:6:7:8",
                ":1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::1.2.3",
                "::1.2.3.04",
                "1.2.3.4::",
                "1:2:3:4:5:6:7:8::",
                "::g"
            })
    void refusesWhatIsNotAnAddress(String text) {
        assertThat(Address.orNull(text)).isNull();
        assertThatThrownBy(() -> Address.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not an IP address: ");
    }

    @Test
    void readsBackWhatItWrites() throws UnknownHostException {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[i % 2 == 0 ? 16 : 4];
            random.nextBytes(bytes);
            for (int zeros = random.nextInt(bytes.length); zeros > 0; zeros--) {
                bytes[random.nextInt(bytes.length)] = 0;
            }
            Address address = Address.of(InetAddress.getByAddress(bytes));
            assertThat(Address.of(address.toString())).isEqualTo(address);
            assertThat(InetAddress.ofLiteral(address.toString()).getAddress()).isEqualTo(address.bytes());
        }
    }

    /// But for groups of more than four digits and leading zeros in an IPv4 tail, which the JDK lets pass.
    @Test
    void readsIpv6AsTheJdkDoes() {
        Random random = new Random(8);
        String[] pieces = {":", ":", ":", "::", "0", "1", "ab", "FFFF", "ffff", "12345", "g", "1.2.3.4", "255.0.0.1"};
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder(":".repeat(random.nextInt(2)));
            for (int parts = 1 + random.nextInt(18); parts > 0; parts--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            assertThat(Address.orNull(text.toString())).as(text.toString()).isEqualTo(byTheJdk(text.toString()));
        }
    }

    private static Address byTheJdk(String text) {
        if (LAX.matcher(text).find()) {
            return null;
        }
        try {
            return text.contains(":") ? Address.of(InetAddress.ofLiteral(text)) : Address.orNull(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
