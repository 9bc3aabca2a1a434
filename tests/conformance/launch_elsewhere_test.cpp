// A source that the generator does not see: it launches kernels that a header declares.
#include <vector>

#include "backends.h"
#include "kernels_in_header.h"

namespace {

CONFORMANCE_SUITE(LaunchElsewhere);

TEST_P(LaunchElsewhere, DeclaredKernel) {
  auto out = device().allocate<int>(10);
  device().launch(defined_elsewhere, {1, 10}, out, 30);
  const std::vector<int> values = contents(out);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(values[i], 30 + i);
}

TEST_P(LaunchElsewhere, ExplicitlyInstantiatedTemplate) {
  auto out = device().allocate<int>(10);
  device().launch(instantiated_elsewhere<7>, {1, 10}, out);
  const std::vector<int> values = contents(out);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(values[i], 7 * i);
}

}  // namespace
