#include <cstdio>
#include <string>

std::string older_negated();
std::string newer_negated();

int main() { std::printf("%s, %s\n", older_negated().c_str(), newer_negated().c_str()); }
