package io.dabba.server.images;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFormatTest {

  @Test
  void firstBytes_tellWhatItIs() {
    assertThat(of("\u00ff\u00d8\u00ff\u00e0..JFIF")).contains(ImageFormat.JPEG);
    assertThat(of("\u0089PNG\r\n\u001a\n....IHDR")).contains(ImageFormat.PNG);
    assertThat(of("RIFF....WEBPVP8 ")).contains(ImageFormat.WEBP);
    assertThat(of("\0\0\0\u001cftypavif\0\0\0\0avifmif1miaf")).contains(ImageFormat.AVIF);
    assertThat(of("\0\0\0\u001cftypmif1\0\0\0\0mif1avifmiaf")).contains(ImageFormat.AVIF);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "P",
        "\u00ff\u00d8",
        "GIF89a",
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "RIFF....WAVE",
        "RIFFWEBP",
        "\0\0\0\u0010ftypmif1\0\0\0\0avif",
        "\0\0\0\u001cftyp",
        "ftyp",
        "\0\0\u00ff\u00ffftypisom\0\0\0\0mp41"
      })
  void everythingElse_isNoImage(String text) {
    assertThat(of(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0-0",
    "bytes=2-5, 2-5",
    "bytes=5-, 5-9",
    "bytes=-3, 7-9",
    "bytes=-99, 0-9",
    "bytes=8-99, 8-9",
    "bytes=0-99999999999999999999, 0-9",
    "'Bytes=1-2', 1-2",
    "bytes=10-, none",
    "bytes=99999999999999999999-, none",
    "bytes=-0, none",
    "bytes=5-2, 0-9",
    "bytes=-, 0-9",
    "'bytes=0-1,3-4', 0-9",
    "lines=0-1, 0-9",
    "garbage, 0-9"
  })
  void rangeOfTenBytes_isReadAsRfc9110HasIt(String header, String expected) {
    String range =
        ByteRange.read(header, 10).map(read -> read.from() + "-" + read.to()).orElse("none");
    assertThat(range).isEqualTo(expected);
  }

  private static Optional<ImageFormat> of(String latin1) {
    return ImageFormat.of(latin1.getBytes(ISO_8859_1));
  }
}
