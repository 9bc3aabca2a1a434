// A program with both libraries of version.cpp.
#include <cstdio>
#include <string>

std::string first();
std::string second();

int main() { std::printf("first: %s\nsecond: %s\n", first().c_str(), second().c_str()); }
