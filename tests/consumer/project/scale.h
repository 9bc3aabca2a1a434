#include <vector>

/// Multiplies each number by three, on whatever device there is, and says on which.
bool scale(std::vector<float>& numbers);
