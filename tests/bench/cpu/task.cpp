#include "tests/bench/cpu/task.h"

namespace larder::bench {

Buffer<float> random_floats(Device& device, std::size_t count, float low, float high,
                            unsigned seed) {
  Random random(seed);
  std::vector<float> values(count);
  for (float& value : values) value = random.between(low, high);
  return device.upload(values);
}

Buffer<float> random_whole(Device& device, std::size_t count, unsigned limit, unsigned seed) {
  Random random(seed);
  std::vector<float> values(count);
  for (float& value : values) value = static_cast<float>(random.bits() % limit);
  return device.upload(values);
}

void check(const Status& status) {
  if (!status) throw std::runtime_error(status.text());
}

}  // namespace larder::bench
