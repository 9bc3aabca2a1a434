#include <cstdio>

#include "scale.h"

int main() {
  std::vector<float> numbers(1000);
  for (int i = 0; i < 1000; ++i) numbers[i] = static_cast<float>(i);
  bool right = scale(numbers);
  for (int i = 0; i < 1000; ++i) right = right && numbers[i] == 3.0f * static_cast<float>(i);
  std::puts(right ? "consumer: right" : "consumer: WRONG");
  return right ? 0 : 1;
}
