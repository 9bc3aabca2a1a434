#include <vector>
#define FACTOR 8
