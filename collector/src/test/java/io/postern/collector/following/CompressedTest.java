package io.postern.collector.following;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressedTest {

    private static final byte[] LINES = "Nov 20 10:34:32 mail one\nNov 20 10:34:33 mail two\n".getBytes(UTF_8);

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void readsWhatWasCompressedWhateverItsName(Packing packing) throws IOException {
        Path file = Files.write(directory.resolve("mail.log"), packing.pack(LINES));

        try (InputStream log = Compressed.open(file)) {
            assertThat(log.readAllBytes()).isEqualTo(LINES);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "B", "Nov 20 10:34:32 mail one\n", "BZh9 is a host's name\n"})
    void readsWhatIsPlain(String plain) throws IOException {
        assertThat(open(plain.getBytes(UTF_8)).readAllBytes()).isEqualTo(plain.getBytes(UTF_8));
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatWasCompressedInSeveralParts(Packing packing) throws IOException {
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        parts.writeBytes(packing.pack(LINES));
        parts.writeBytes(packing.pack("three\n".getBytes(UTF_8)));

        assertThat(new String(open(parts.toByteArray()).readAllBytes(), UTF_8))
                .isEqualTo(new String(LINES, UTF_8) + "three\n");
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatIsThereOfAFileThatWasCutAndThenSaysSo(Packing packing) {
        byte[] written = noise(1_000_000);
        byte[] packed = packing.pack(written);
        ByteArrayOutputStream read = new ByteArrayOutputStream();

        assertThatThrownBy(() ->
                        open(Arrays.copyOf(packed, packed.length - 200_000)).transferTo(read))
                .isInstanceOf(IOException.class);

        assertThat(read.size()).isGreaterThan(1 << 19);
        assertThat(Arrays.equals(read.toByteArray(), 0, read.size(), written, 0, read.size()))
                .isTrue();
    }

    /// Damage for which a method has no check sum is not seen, and harms nothing.
    @ParameterizedTest
    @EnumSource
    void throwsNothingButAnIOExceptionWhateverIsDamaged(Packing packing) {
        Random random = new Random(11);
        byte[] packed = packing.pack(noise(20_000));
        for (int i = 0; i < 100; i++) {
            byte[] damaged = packed.clone();
            damaged[12 + random.nextInt(packed.length - 12)] ^= (byte) (1 << random.nextInt(8));
            Throwable thrown = catchThrowable(() -> open(damaged).transferTo(OutputStream.nullOutputStream()));
            assertThat(thrown)
                    .satisfiesAnyOf(
                            none -> assertThat(none).isNull(),
                            told -> assertThat(told).isInstanceOf(IOException.class));
        }
    }

    /// A thousand times its size comes out, and passes through.
    @Test
    void keepsNothingOfWhatItReads() throws IOException {
        byte[] bomb = Packing.GZIP.pack(new byte[16 << 20]);
        assertThat(bomb.length).isLessThan(1 << 15);

        assertThat(open(bomb).transferTo(OutputStream.nullOutputStream())).isEqualTo(16 << 20);
    }

    private static InputStream open(byte[] bytes) throws IOException {
        return Compressed.open(new ByteArrayInputStream(bytes));
    }

    /// Hard to compress, so that a part of what is packed is about the same part of what comes out.
    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(7).nextBytes(noise);
        return noise;
    }
}
