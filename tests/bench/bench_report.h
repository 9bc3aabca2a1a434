// Medians, and the rows that a benchmark hands to tests/support/bench.py.
#ifndef LARDER_TESTS_BENCH_BENCH_REPORT_H
#define LARDER_TESTS_BENCH_BENCH_REPORT_H

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace larder::bench {

/// Several measurements of one thing: other jobs on the machine make them differ.
struct Spread {
  double median = 0;
  double low = 0;   ///< a tenth of the measurements lie below
  double high = 0;  ///< a tenth lie above
};

/// `values` has at least one.
[[nodiscard]] Spread spread_of(std::vector<double> values);

/// The reference for a value.
struct Rival {
  std::string name;  ///< "limit" for a number that must not be exceeded
  double value = 0;
};

/// Rows in the order of the calls.
class Report {
 public:
  explicit Report(std::string bench) : bench_(std::move(bench)) {}

  /// Also prints the row and its spread. Scale: values are multiplied by it.
  void add(const std::string& name, const std::string& unit, double scale, const Spread& value,
           const std::optional<Rival>& rival);
  /// A line that is no row: what is measured, or why something is not.
  static void note(const std::string& text);
  /// Throws std::runtime_error where the file can't be written.
  void write(const std::string& path) const;

 private:
  struct Row {
    std::string name;
    std::string unit;
    double value = 0;
    std::optional<Rival> rival;
  };
  std::string bench_;
  std::vector<Row> rows_;
};

}  // namespace larder::bench

#endif  // LARDER_TESTS_BENCH_BENCH_REPORT_H
