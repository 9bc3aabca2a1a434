#include "picture.h"

#include <png.h>

#include <csetjmp>
#include <cstddef>
#include <memory>
#include <stdexcept>

// clang-format off
#include <cstdio>  // jpeglib.h needs it
#include <jpeglib.h>
// clang-format on

namespace {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

Picture blank(std::size_t width, std::size_t height) {
  constexpr std::size_t kMaxPixels = std::size_t{1} << 28;
  if (width * height > kMaxPixels) {
    throw std::runtime_error("a picture of " + std::to_string(width) + " x " +
                             std::to_string(height) + " pixels is too large");
  }
  return {static_cast<int>(width), static_cast<int>(height), std::vector<uchar4>(width * height)};
}

Picture read_png(std::FILE* file) {
  png_image image = {};
  image.version = PNG_IMAGE_VERSION;
  const std::unique_ptr<png_image, decltype(&png_image_free)> release(&image, &png_image_free);
  if (!png_image_begin_read_from_stdio(&image, file)) throw std::runtime_error(image.message);
  image.format = PNG_FORMAT_RGBA;
  Picture picture = blank(image.width, image.height);
  if (!png_image_finish_read(&image, nullptr, picture.pixels.data(), 0, nullptr)) {
    throw std::runtime_error(image.message);
  }
  return picture;
}

/// libjpeg with exceptions for errors. It reports errors through a function that must not return
/// and that has C frames below it, so a longjmp leaves those before the exception is thrown.
class JpegDecoder {
 public:
  explicit JpegDecoder(std::FILE* file) {
    decoder_.err = jpeg_std_error(&errors_);
    decoder_.client_data = this;
    errors_.error_exit = [](j_common_ptr decoder) {
      std::longjmp(static_cast<JpegDecoder*>(decoder->client_data)->resume_, 1);
    };
    errors_.output_message = [](j_common_ptr) {};  // a warning: the rest can still be shown
    jpeg_create_decompress(&decoder_);
    jpeg_stdio_src(&decoder_, file);
  }
  ~JpegDecoder() { jpeg_destroy_decompress(&decoder_); }
  JpegDecoder(const JpegDecoder&) = delete;
  JpegDecoder& operator=(const JpegDecoder&) = delete;

  Picture read() {
    guard([this] {
      jpeg_read_header(&decoder_, TRUE);
      decoder_.out_color_space = JCS_EXT_RGBA;
      jpeg_start_decompress(&decoder_);
    });
    Picture picture = blank(decoder_.output_width, decoder_.output_height);
    uchar4* row = picture.pixels.data();
    guard([this, row]() mutable {
      for (; decoder_.output_scanline < decoder_.output_height; row += decoder_.output_width) {
        JSAMPROW samples = reinterpret_cast<JSAMPROW>(row);
        jpeg_read_scanlines(&decoder_, &samples, 1);
      }
    });
    return picture;
  }

 private:
  template <class Step>  // no object in a step may need a destructor
  void guard(Step step) {
    if (setjmp(resume_) == 0) {
      step();
      return;
    }
    char message[JMSG_LENGTH_MAX];
    errors_.format_message(reinterpret_cast<j_common_ptr>(&decoder_), message);
    throw std::runtime_error(message);
  }

  jpeg_decompress_struct decoder_ = {};
  jpeg_error_mgr errors_ = {};
  std::jmp_buf resume_ = {};
};

Picture read(std::FILE* file) {
  unsigned char start[8] = {};
  const std::size_t size = std::fread(start, 1, sizeof start, file);
  std::rewind(file);
  if (size == sizeof start && png_sig_cmp(start, 0, sizeof start) == 0) return read_png(file);
  if (size > 2 && start[0] == 0xff && start[1] == 0xd8) return JpegDecoder(file).read();
  throw std::runtime_error("neither a PNG nor a JPEG file");
}

}  // namespace

Picture read_picture(const std::string& path) try {
  const File file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (!file) throw std::runtime_error("cannot be opened");
  return read(file.get());
} catch (const std::runtime_error& error) {
  throw std::runtime_error(path + ": " + error.what());
}

void write_png(const std::string& path, const Picture& picture) {
  png_image image = {};
  image.version = PNG_IMAGE_VERSION;
  image.width = picture.width;
  image.height = picture.height;
  image.format = PNG_FORMAT_RGBA;
  if (!png_image_write_to_file(&image, path.c_str(), 0, picture.pixels.data(), 0, nullptr)) {
    throw std::runtime_error(path + ": " + image.message);
  }
}
