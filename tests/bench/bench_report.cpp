#include "tests/bench/bench_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace larder::bench {

Spread spread_of(std::vector<double> values) {
  std::ranges::sort(values);
  const auto at = [&values](double part) {
    return values[static_cast<std::size_t>(
        std::lround(part * static_cast<double>(values.size() - 1)))];
  };
  return {at(0.5), at(0.1), at(0.9)};
}

void Report::add(const std::string& name, const std::string& unit, double scale,
                 const Spread& value, const std::optional<Rival>& rival) {
  Row row{name, unit, value.median * scale, rival};
  std::string line = fmt::format("{:<38} {:>9.4g} {}", name, row.value, unit);
  if (value.low != value.high) {
    line += fmt::format(" ({:.4g} to {:.4g})", value.low * scale, value.high * scale);
  }
  if (row.rival) {
    row.rival->value *= rival->name == "limit" ? 1 : scale;
    line += fmt::format("  {} {:.4g}", row.rival->name, row.rival->value);
  }
  note(line);
  rows_.push_back(std::move(row));
}

void Report::note(const std::string& text) {
  fmt::print("{}\n", text);
  std::fflush(stdout);
}

void Report::write(const std::string& path) const {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Row& row : rows_) {
    nlohmann::ordered_json one = {
        {"bench", bench_}, {"case", row.name}, {"value", row.value}, {"unit", row.unit}};
    one["rival"] = row.rival ? nlohmann::ordered_json(row.rival->name) : nullptr;
    one["rival_value"] = row.rival ? nlohmann::ordered_json(row.rival->value) : nullptr;
    one["ratio"] = row.rival ? nlohmann::ordered_json(row.value / row.rival->value) : nullptr;
    list.push_back(std::move(one));
  }
  std::ofstream file(path);
  file << list.dump(1) << "\n";
  file.close();
  if (!file) throw std::runtime_error("cannot write " + path);
}

}  // namespace larder::bench
