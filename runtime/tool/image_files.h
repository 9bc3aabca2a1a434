// Names for the files of extracted images.
#ifndef LARDER_TOOL_IMAGE_FILES_H
#define LARDER_TOOL_IMAGE_FILES_H

#include <string>
#include <string_view>
#include <vector>

#include "runtime/format/digest.h"
#include "runtime/format/target.h"

namespace larder::tool {

/// The properties of one image of one kernel that its file's name depends on.
struct ImageOfKernel {
  std::string_view symbol;
  format::Target target;
  format::Digest identity;  ///< different for all images that get names together
};

/// A name for each: "<symbol>.sm_90a.cubin" for machine code, "<symbol>.compute_90.ptx" for PTX.
/// Characters other than letters, digits, '_', '$', '-' and single points inside become '_', and at
/// most 140 stay; a digest of the symbol then distinguishes it. Names that are equal, or differ
/// only in case, get the identity in front of the extension. So all names are different, even if
/// case is ignored, none is longer than 200 bytes, and none leads out of a folder.
[[nodiscard]] std::vector<std::string> image_file_names(const std::vector<ImageOfKernel>& images);

}  // namespace larder::tool

#endif  // LARDER_TOOL_IMAGE_FILES_H
