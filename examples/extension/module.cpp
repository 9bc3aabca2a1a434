// The Python module: takes any buffer of 32-bit floats, such as array.array("f") or a NumPy array.
#include <pybind11/pybind11.h>

#include "kernels.h"

namespace py = pybind11;

namespace {

void follow(const py::buffer& samples, int passes) {
  const py::buffer_info info = samples.request(true);
  if (!info.item_type_is_equivalent_to<float>() || info.ndim != 1 ||
      info.strides[0] != static_cast<py::ssize_t>(sizeof(float)))
    throw py::type_error("samples must be 32-bit floats in one row");
  if (info.size == 0) return;
  const py::gil_scoped_release others_may_run;
  envelope::follow(static_cast<float*>(info.ptr), static_cast<int>(info.size), passes);
}

}  // namespace

PYBIND11_MODULE(_envelope, module) {
  module.def("follow", &follow, py::arg("samples"), py::arg("passes") = 1,
             "Replaces the samples by their envelope.");
  module.def("device", &envelope::device, "Where kernels run, and why there.");
}
