constexpr int kAddend = 100;
