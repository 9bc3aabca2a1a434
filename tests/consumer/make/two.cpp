#include <cstdio>

int doubled(int value);
int negated(int value);

int main() { std::printf("%d %d\n", doubled(21), negated(7)); }
