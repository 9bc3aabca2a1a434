#include <cstdio>

int walk_alone_one();
int walk_alone_two();

int main() {
  const int walked = walk_alone_one();
  std::printf("%d and %d\n", walked, walk_alone_two());
}
