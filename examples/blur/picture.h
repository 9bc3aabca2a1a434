#ifndef BLUR_PICTURE_H
#define BLUR_PICTURE_H

#include <larder/kernel.h>

#include <string>
#include <vector>

/// Red, green, blue and opacity of each pixel, row by row from the top left.
struct Picture {
  int width = 0;
  int height = 0;
  std::vector<uchar4> pixels;
};

/// Reads a PNG or a JPEG file. Throws std::runtime_error with the path and the reason.
Picture read_picture(const std::string& path);

/// Writes a PNG file. Throws std::runtime_error with the path and the reason.
void write_png(const std::string& path, const Picture& picture);

#endif  // BLUR_PICTURE_H
