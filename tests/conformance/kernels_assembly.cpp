// Inline PTX: arithmetic, bits, predicates and conversions, by the PTX ISA's own definitions.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "backends.h"

namespace {

CONFORMANCE_SUITE(Assembly);

// One statement leaves the carry flag to the next, also from function to function.
__device__ std::uint32_t add_cc(std::uint32_t a, std::uint32_t b) {
  std::uint32_t sum;
  asm volatile("add.cc.u32 %0, %1, %2;" : "=r"(sum) : "r"(a), "r"(b));
  return sum;
}
__device__ std::uint32_t addc_cc(std::uint32_t a, std::uint32_t b) {
  std::uint32_t sum;
  asm volatile("addc.cc.u32 %0, %1, %2;" : "=r"(sum) : "r"(a), "r"(b));
  return sum;
}
__device__ std::uint32_t addc(std::uint32_t a, std::uint32_t b) {
  std::uint32_t sum;
  asm volatile("addc.u32 %0, %1, %2;" : "=r"(sum) : "r"(a), "r"(b));
  return sum;
}
LARDER_KERNEL void long_sum(const std::uint32_t* a, const std::uint32_t* b, std::uint32_t* sum,
                            std::uint32_t* difference) {
  sum[0] = add_cc(a[0], b[0]);
  sum[1] = addc_cc(a[1], b[1]);
  sum[2] = addc_cc(a[2], b[2]);
  sum[3] = addc(0, 0);
  asm("sub.cc.u32 %0, %4, %8;\n\t"
      "subc.cc.u32 %1, %5, %9;\n\t"
      "subc.cc.u32 %2, %6, %10;\n\t"
      "subc.u32 %3, %7, 0;"
      : "=r"(difference[0]), "=r"(difference[1]), "=r"(difference[2]), "=r"(difference[3])
      : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(0), "r"(b[0]), "r"(b[1]), "r"(b[2]));
}

TEST_P(Assembly, CarriesFromWordToWord) {
  const std::uint32_t top = 0xffffffffu;
  auto a = device().upload(std::vector<std::uint32_t>{top, top, 1});
  auto b = device().upload(std::vector<std::uint32_t>{1, 0, top});
  auto sum = filled(4, 7u);
  auto difference = filled(4, 7u);
  device().launch(long_sum, {1, 1}, a, b, sum, difference);
  EXPECT_EQ(contents(sum), (std::vector<std::uint32_t>{0, 0, 1, 1}));
  EXPECT_EQ(contents(difference), (std::vector<std::uint32_t>{top - 1, top, 2, top}));
}

// Schoolbook multiplication of two numbers of 64 bits.
LARDER_KERNEL void long_product(std::uint64_t a, std::uint64_t b, std::uint64_t* out) {
  asm("{\n\t"
      ".reg .u32 a0, a1, b0, b1, r0, r1, r2, r3; // halves and words\n\t"
      "mov.b64 {a0, a1}, %2; mov.b64 {b0, b1}, %3;\n\t"
      "mul.lo.u32 r0, a0, b0; mul.hi.u32 r1, a0, b0;\n\t"
      "mad.lo.cc.u32 r1, a0, b1, r1; madc.hi.u32 r2, a0, b1, 0;\n\t"
      "mad.lo.cc.u32 r1, a1, b0, r1; madc.hi.cc.u32 r2, a1, b0, r2; addc.u32 r3, 0, 0;\n\t"
      "mad.lo.cc.u32 r2, a1, b1, r2; madc.hi.u32 r3, a1, b1, r3;\n\t"
      "mov.b64 %0, {r0, r1}; mov.b64 %1, {r2, r3};\n\t"
      "}"
      : "=l"(out[0]), "=l"(out[1])
      : "l"(a), "l"(b));
}

TEST_P(Assembly, MultipliesWithCarries) {
  auto out = filled(2, std::uint64_t{0});
  device().launch(long_product, {1, 1}, ~std::uint64_t{0}, ~std::uint64_t{0}, out);
  EXPECT_EQ(contents(out), (std::vector<std::uint64_t>{1, ~std::uint64_t{0} - 1}));
  device().launch(long_product, {1, 1}, std::uint64_t{0x123456789abcdef0},
                  std::uint64_t{0xfedcba9876543210}, out);
  EXPECT_EQ(contents(out), (std::vector<std::uint64_t>{0x236d88fe5618cf00, 0x121fa00ad77d7422}));
}

LARDER_KERNEL void permute(std::uint32_t a, std::uint32_t b, const std::uint32_t* selectors,
                           std::uint32_t* out) {
  const std::uint32_t s = selectors[threadIdx.x];
  std::uint32_t* own = out + 7 * threadIdx.x;
  asm("prmt.b32 %0, %7, %8, %9;\n"
      "prmt.b32.f4e %1, %7, %8, %9;\n"
      "prmt.b32.b4e %2, %7, %8, %9;\n"
      "prmt.b32.rc8 %3, %7, %8, %9;\n"
      "prmt.b32.ecl %4, %7, %8, %9;\n"
      "prmt.b32.ecr %5, %7, %8, %9;\n"
      "prmt.b32.rc16 %6, %7, %8, %9;\n"
      : "=r"(own[0]), "=r"(own[1]), "=r"(own[2]), "=r"(own[3]), "=r"(own[4]), "=r"(own[5]),
        "=r"(own[6])
      : "r"(a), "r"(b), "r"(s));
}

TEST_P(Assembly, PermutesBytesInEveryMode) {
  const std::vector<std::uint32_t> selectors = {0x3210, 0x7531, 0xf8b2, 3};
  auto given = device().upload(selectors);
  auto out = filled(28, 0u);
  device().launch(permute, {1, 4}, 0x83828180u, 0x07060504u, given, out);
  // Bytes 0 to 3 are 80 to 83, bytes 4 to 7 are 04 to 07; modes take the low two bits.
  const std::vector<std::uint32_t> expected = {
      0x83828180, 0x83828180, 0x05060780, 0x80808080, 0x83828180, 0x80808080, 0x81808180,
      0x07058381, 0x04838281, 0x06078081, 0x81818181, 0x83828181, 0x81818180, 0x83828382,
      0x00ffff82, 0x05048382, 0x07808182, 0x82828282, 0x83828282, 0x82828180, 0x81808180,
      0x80808083, 0x06050483, 0x80818283, 0x83838383, 0x83838383, 0x83828180, 0x83828382};
  EXPECT_EQ(contents(out), expected);
}

template <int Table>
LARDER_KERNEL void logic(std::uint32_t* out) {
  asm("lop3.b32 %0, %1, %2, %3, %4;" : "=r"(*out) : "r"(0xf0u), "r"(0xccu), "r"(0xaau), "n"(Table));
}

TEST_P(Assembly, LooksUpLogicOfThreeInputs) {
  // By these inputs the low byte of the result is the table itself.
  auto out = filled(1, 0u);
  device().launch(logic<0x96>, {1, 1}, out);
  EXPECT_EQ(contents(out)[0], 0x96u);
  device().launch(logic<0xe8>, {1, 1}, out);
  EXPECT_EQ(contents(out)[0], 0xe8u);
  device().launch(logic<0x01>, {1, 1}, out);
  EXPECT_EQ(contents(out)[0], 0xffffff01u);
}

LARDER_KERNEL void shifts(const std::uint32_t* amounts, std::uint32_t* out, std::uint64_t* wide) {
  const std::uint32_t by = amounts[threadIdx.x];
  std::uint32_t* own = out + 7 * threadIdx.x;
  const std::uint32_t word = 0x80000001u;
  std::uint16_t half = 0x8001;
  std::int16_t half_signed = -0x7fff;
  asm("shl.b32 %0, %1, %2;" : "=r"(own[0]) : "r"(word), "r"(by));
  asm("shr.u32 %0, %1, %2;" : "=r"(own[1]) : "r"(word), "r"(by));
  asm("shr.s32 %0, %1, %2;" : "=r"(own[2]) : "r"(word), "r"(by));
  asm("shl.b16 %0, %0, %1;" : "+h"(half) : "r"(by));
  asm("shr.s16 %0, %0, %1;" : "+h"(half_signed) : "r"(by));
  own[3] = half;
  own[4] = static_cast<std::uint16_t>(half_signed);
  asm("shf.l.clamp.b32 %0, %1, %2, %3;" : "=r"(own[5]) : "r"(0x89abcdefu), "r"(word), "r"(by));
  asm("shf.r.wrap.b32 %0, %1, %2, %3;" : "=r"(own[6]) : "r"(0x89abcdefu), "r"(word), "r"(by));
  asm("shr.s64 %0, %1, %2;" : "=l"(wide[threadIdx.x]) : "l"(0x8000000000000001ull), "r"(by));
}

TEST_P(Assembly, ClampsShifts) {
  auto amounts = device().upload(std::vector<std::uint32_t>{4, 16, 32, 0xffffffffu});
  auto out = filled(28, 0u);
  auto wide = filled(4, std::uint64_t{0});
  device().launch(shifts, {1, 4}, amounts, out, wide);
  const std::vector<std::uint32_t> expected = {
      0x00000010, 0x08000000, 0xf8000000, 0x0010, 0xf800, 0x00000018, 0x189abcde,
      0x00010000, 0x00008000, 0xffff8000, 0x0000, 0xffff, 0x000189ab, 0x000189ab,
      0x00000000, 0x00000000, 0xffffffff, 0x0000, 0xffff, 0x89abcdef, 0x89abcdef,
      0x00000000, 0x00000000, 0xffffffff, 0x0000, 0xffff, 0x89abcdef, 0x00000003};
  EXPECT_EQ(contents(out), expected);
  EXPECT_EQ(contents(wide), (std::vector<std::uint64_t>{0xf800000000000000, 0xffff800000000000,
                                                        0xffffffff80000000, ~std::uint64_t{0}}));
}

LARDER_KERNEL void fields(const std::uint32_t* rows, std::uint32_t* out) {
  const std::uint32_t* row = rows + 2 * threadIdx.x;
  std::uint32_t* own = out + 3 * threadIdx.x;
  const std::uint32_t word = 0x87654321u;
  asm("bfe.u32 %0, %1, %2, %3;" : "=r"(own[0]) : "r"(word), "r"(row[0]), "r"(row[1]));
  asm("bfe.s32 %0, %1, %2, %3;" : "=r"(own[1]) : "r"(word), "r"(row[0]), "r"(row[1]));
  asm("bfi.b32 %0, %1, %2, %3, %4;"
      : "=r"(own[2])
      : "r"(0xabcdu), "r"(word), "r"(row[0]), "r"(row[1]));
}

/// The PTX ISA's definition, bit by bit.
std::uint32_t extracted(std::uint32_t a, unsigned position, unsigned length, bool is_signed) {
  position &= 255;
  length &= 255;
  const unsigned top = std::min(position + length - 1, 31u);
  const bool sign = is_signed && length != 0 && (a >> top & 1) != 0;
  std::uint32_t out = 0;
  for (unsigned i = 0; i <= 31; ++i) {
    const bool bit = i < length && position + i <= 31 ? (a >> (position + i) & 1) != 0 : sign;
    out |= static_cast<std::uint32_t>(bit) << i;
  }
  return out;
}
std::uint32_t inserted(std::uint32_t a, std::uint32_t b, unsigned position, unsigned length) {
  position &= 255;
  length &= 255;
  for (unsigned i = 0; i < length && position + i <= 31; ++i) {
    b &= ~(1u << (position + i));
    b |= (a >> i & 1) << (position + i);
  }
  return b;
}

TEST_P(Assembly, ExtractsAndInsertsFieldsAtEveryEdge) {
  const std::vector<std::uint32_t> rows = {0,   0,   0, 32,  4,  8,  28,  4,  28, 10, 31,
                                           1,   32,  4, 40,  40, 0,  33,  12, 0,  5,  27,
                                           255, 255, 0, 255, 1,  64, 300, 4,  8,  264};
  auto given = device().upload(rows);
  const unsigned count = static_cast<unsigned>(rows.size() / 2);
  auto out = filled(std::size_t{3} * count, 0u);
  device().launch(fields, {1, count}, given, out);
  const auto values = contents(out);
  for (unsigned i = 0; i < count; ++i) {
    const unsigned position = rows[2 * i];
    const unsigned length = rows[2 * i + 1];
    SCOPED_TRACE(testing::Message() << "position " << position << ", length " << length);
    EXPECT_EQ(values[3 * i], extracted(0x87654321u, position, length, false));
    EXPECT_EQ(values[3 * i + 1], extracted(0x87654321u, position, length, true));
    EXPECT_EQ(values[3 * i + 2], inserted(0xabcdu, 0x87654321u, position, length));
  }
}

LARDER_KERNEL void counts(std::uint32_t* out) {
  asm("popc.b32 %0, %8; popc.b64 %1, %9; clz.b32 %2, %8; clz.b64 %3, %9;\n"
      "bfind.u32 %4, %8; bfind.s32 %5, -2; bfind.shiftamt.u64 %6, %9; brev.b32 %7, %8;"
      : "=r"(out[0]), "=r"(out[1]), "=r"(out[2]), "=r"(out[3]), "=r"(out[4]), "=r"(out[5]),
        "=r"(out[6]), "=r"(out[7])
      : "r"(0x00f00001u), "l"(0x100000000ull));
  asm("bfind.u32 %0, 0; bfind.s32 %1, -1; dp4a.s32.u32 %2, %4, %5, 7; dp2a.hi.u32.u32 %3, %4, %5, "
      "1;"
      : "=r"(out[8]), "=r"(out[9]), "=r"(out[10]), "=r"(out[11])
      : "r"(0x01ff02feu), "r"(0x02030405u));
}

TEST_P(Assembly, CountsBitsAndSumsBytes) {
  auto out = filled(12, 0u);
  device().launch(counts, {1, 1}, out);
  // 7 - 2*5 + 2*4 - 1*3 + 1*2, and 1 + 0x02fe*3 + 0x01ff*2
  EXPECT_EQ(contents(out),
            (std::vector<std::uint32_t>{5, 1, 8, 31, 23, 0, 31, 0x80000f00, ~0u, ~0u, 4, 3321}));
}

LARDER_KERNEL void lanes_of_words(std::uint32_t a, std::uint32_t b, std::uint32_t* out) {
  asm("vabsdiff4.u32.u32.u32.add %0, %1, %2, %3;" : "=r"(out[0]) : "r"(a), "r"(b), "r"(1000));
  asm("vadd4.u32.u32.u32 %0, %1, %2, %3;" : "=r"(out[1]) : "r"(a), "r"(b), "r"(0));
  asm("vadd4.u32.u32.u32.sat %0, %1, %2, %3;" : "=r"(out[2]) : "r"(a), "r"(b), "r"(0));
  asm("vmin2.s32.s32.s32 %0, %1, %2, %3;" : "=r"(out[3]) : "r"(a), "r"(b), "r"(0));
}

TEST_P(Assembly, ComputesWithBytesAndHalves) {
  auto out = filled(4, 0u);
  device().launch(lanes_of_words, {1, 1}, 0xff05807fu, 0x02068110u, out);
  EXPECT_EQ(contents(out), (std::vector<std::uint32_t>{1000 + 0xfd + 1 + 1 + 0x6f, 0x010b018f,
                                                       0xff0bff8f, 0xff05807f}));
}

LARDER_KERNEL void products(std::int32_t a, std::int32_t b, std::int64_t* out) {
  std::int32_t high;
  std::int32_t narrow;
  std::int32_t saturated;
  asm("mul.wide.s32 %0, %1, %2;" : "=l"(out[0]) : "r"(a), "r"(b));
  asm("mad.wide.u32 %0, %1, %2, %3;" : "=l"(out[1]) : "r"(a), "r"(b), "l"(5ll));
  asm("mul.hi.s32 %0, %1, %2;" : "=r"(high) : "r"(a), "r"(b));
  asm("mul24.hi.s32 %0, %1, %2;" : "=r"(narrow) : "r"(a), "r"(b));
  asm("add.sat.s32 %0, %1, -2147483648;" : "=r"(saturated) : "r"(a));
  out[2] = high;
  out[3] = narrow;
  out[4] = saturated;
  asm("sad.s32 %0, %1, %2, 10;" : "=r"(high) : "r"(a), "r"(b));
  asm("div.s32 %0, %1, 10;" : "=r"(narrow) : "r"(a));
  asm("rem.s32 %0, %1, 10;" : "=r"(saturated) : "r"(a));
  out[5] = high;
  out[6] = narrow;
  out[7] = saturated;
}

TEST_P(Assembly, Multiplies) {
  auto out = filled(8, std::int64_t{0});
  device().launch(products, {1, 1}, -7, 0x123456, out);
  const std::int64_t product = -7ll * 0x123456;
  EXPECT_EQ(contents(out),
            (std::vector<std::int64_t>{
                product, static_cast<std::int64_t>(0xfffffff9ull * 0x123456 + 5), -1, product >> 16,
                std::numeric_limits<std::int32_t>::min(), 0x123456 + 7 + 10, 0, -7}));
}

LARDER_KERNEL void predicates(int a, int b, float x, float y, int* out) {
  asm("{\n"
      " .reg .pred p, q, both;\n"
      " setp.lt.s32 p, %6, %7;\n"
      " setp.lt.u32 q, %6, %7;\n"
      " selp.s32 %0, 1, 2, p;\n"
      " selp.s32 %1, 1, 2, q;\n"
      " setp.ge.and.s32 both|q, %6, %7, p;\n"
      " selp.s32 %2, 1, 2, both;\n"
      " selp.s32 %3, 1, 2, q;\n"
      " mov.s32 %4, 0;\n"
      "@p mov.s32 %4, 5;\n"
      "@!p mov.s32 %4, 6;\n"
      " { .reg .pred p; setp.ltu.f32 p, %8, %9; not.pred p, p; selp.s32 %5, 1, 2, p; }\n"
      "@p add.s32 %5, %5, 10;\n"
      "}"
      : "=r"(out[0]), "=r"(out[1]), "=r"(out[2]), "=r"(out[3]), "=&r"(out[4]), "=r"(out[5])
      : "r"(a), "r"(b), "f"(x), "f"(y));
  asm("{ .reg .pred p; setp.ne.f32 p, %2, %2; selp.s32 %0, 1, 2, p;\n"
      " setp.neu.f32 p, %2, %2; selp.s32 %1, 1, 2, p; }"
      : "=r"(out[6]), "=r"(out[7])
      : "f"(x));
  asm("set.le.u32.s32 %0, %2, %3; slct.s32.s32 %1, 3, 4, %2;"
      : "=r"(out[8]), "=r"(out[9])
      : "r"(a), "r"(b));
}

TEST_P(Assembly, HasPredicates) {
  auto out = filled(10, 0);
  device().launch(predicates, {1, 1}, -1, 3, std::nanf(""), 1.0f, out);
  EXPECT_EQ(contents(out), (std::vector<int>{1, 2, 2, 1, 5, 12, 2, 1, -1, 4}));
}

LARDER_KERNEL void conversions(const float* reals, int* out) {
  const float x = reals[threadIdx.x];
  int* own = out + 7 * threadIdx.x;
  std::uint32_t byte;
  std::int16_t half;
  asm("cvt.rni.s32.f32 %0, %1;" : "=r"(own[0]) : "f"(x));
  asm("cvt.rzi.u32.f32 %0, %1;" : "=r"(own[1]) : "f"(x));
  asm("cvt.rpi.ftz.s32.f32 %0, %1;" : "=r"(own[2]) : "f"(x));
  asm("cvt.rmi.s32.f32 %0, %1;" : "=r"(own[3]) : "f"(x));
  asm("cvt.rni.sat.u8.f32 %0, %1;" : "=r"(byte) : "f"(x));
  asm("cvt.sat.s16.s32 %0, %1;" : "=h"(half) : "r"(own[0]));
  asm("{ .reg .f32 t; cvt.sat.f32.f32 t, %1; cvt.rzi.s32.f32 %0, t; }" : "=r"(own[6]) : "f"(x));
  own[4] = static_cast<int>(byte);
  own[5] = half;
}

TEST_P(Assembly, ConvertsAndSaturates) {
  const float tiny = std::numeric_limits<float>::denorm_min();
  auto reals =
      device().upload(std::vector<float>{2.5f, -1.5f, 300.7f, 1e20f, -1e20f, std::nanf(""), tiny});
  auto out = filled(49, 9);
  device().launch(conversions, {1, 7}, reals, out);
  const int most = std::numeric_limits<int>::max();
  const int least = std::numeric_limits<int>::min();
  const std::vector<int> expected = {2,     2,   3,     2,     2,   2,      1,  //
                                     -2,    0,   -1,    -2,    0,   -2,     0,  //
                                     301,   300, 301,   300,   255, 301,    1,  //
                                     most,  -1,  most,  most,  255, 32767,  1,  //
                                     least, 0,   least, least, 0,   -32768, 0,  //
                                     0,     0,   0,     0,     0,   0,      0,  //
                                     0,     0,   0,     0,     0,   0,      0};
  EXPECT_EQ(contents(out), expected);
}

LARDER_KERNEL void widths(std::uint64_t* out, double* reals) {
  asm("cvt.s64.s8 %0, %1;" : "=l"(out[0]) : "r"(0x1ffu));
  asm("cvt.u64.u8 %0, %1;" : "=l"(out[1]) : "r"(0x1ffu));
  asm("cvt.u32.s32 %0, %1;" : "=r"(*reinterpret_cast<std::uint32_t*>(out + 2)) : "r"(-3));
  asm("cvt.rz.f32.s32 %0, %1;" : "=f"(*reinterpret_cast<float*>(reals)) : "r"(0x7fffffff));
  asm("{ .reg .f32 t; cvt.rp.f32.f64 t, %1; cvt.f64.f32 %0, t; }" : "=d"(reals[1]) : "d"(0.1));
}

TEST_P(Assembly, ConvertsBetweenWidths) {
  auto out = filled(3, std::uint64_t{0});
  auto reals = filled(2, 0.0);
  device().launch(widths, {1, 1}, out, reals);
  EXPECT_EQ(contents(out), (std::vector<std::uint64_t>{~std::uint64_t{0}, 0xff, 0xfffffffd}));
  const auto values = contents(reals);
  float rounded;
  std::copy_n(reinterpret_cast<const char*>(values.data()), sizeof(rounded),
              reinterpret_cast<char*>(&rounded));
  EXPECT_EQ(rounded, 2147483520.0f);
  EXPECT_EQ(values[1], static_cast<double>(0.1f));  // the float above 0.1 is the nearest one
}

LARDER_KERNEL void reals(float x, float y, float tiny, float* out) {
  asm("add.rp.f32 %0, %1, %2;" : "=f"(out[0]) : "f"(x), "f"(y));
  asm("add.rm.f32 %0, %1, %2;" : "=f"(out[1]) : "f"(x), "f"(y));
  asm("fma.rz.f32 %0, %1, %1, %2;" : "=f"(out[2]) : "f"(x), "f"(y));
  asm("mul.ftz.f32 %0, %1, 0f40000000;" : "=f"(out[3]) : "f"(tiny));
  asm("mul.f32 %0, %1, 2.0;" : "=f"(out[4]) : "f"(tiny));
  asm("min.f32 %0, %1, 0f7fc00000;" : "=f"(out[5]) : "f"(x));
  asm("max.f32 %0, %1, 0f80000000;" : "=f"(out[6]) : "f"(0.0f));
  asm("neg.f32 %0, %1;" : "=f"(out[7]) : "f"(x));
  asm("div.rn.f32 %0, %1, %2;" : "=f"(out[8]) : "f"(x), "f"(3.0f));
  asm("sqrt.rn.f32 %0, %1;" : "=f"(out[9]) : "f"(2.0f));
  asm("ex2.approx.ftz.f32 %0, %1;" : "=f"(out[10]) : "f"(3.0f));
  asm("mul.sat.f32 %0, %1, %1;" : "=f"(out[11]) : "f"(3.0f));
  asm("copysign.f32 %0, %1, %2;" : "=f"(out[12]) : "f"(-1.0f), "f"(4.0f));
}

TEST_P(Assembly, ComputesWithRealNumbers) {
  const float tiny = std::numeric_limits<float>::min() / 8;
  auto out = filled(13, 0.0f);
  device().launch(reals, {1, 1}, 1.0f, 0x1p-30f, tiny, out);
  const auto values = contents(out);
  const std::vector<float> expected = {std::nextafter(1.0f, 2.0f),
                                       1.0f,
                                       1.0f,
                                       0.0f,
                                       2 * tiny,
                                       1.0f,
                                       0.0f,
                                       -1.0f,
                                       1.0f / 3.0f,
                                       std::sqrt(2.0f),
                                       8.0f,
                                       1.0f,
                                       -4.0f};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (i == 10)
      EXPECT_NEAR(values[i], expected[i], 1e-5) << i;
    else
      EXPECT_EQ(values[i], expected[i]) << i;
  }
  EXPECT_FALSE(std::signbit(values[6]));
}

LARDER_KERNEL void halves(std::uint32_t a, std::uint32_t b, std::uint32_t* out, float* real) {
  asm("add.f16x2 %0, %1, %2;" : "=r"(out[0]) : "r"(a), "r"(b));
  asm("fma.rn.f16x2 %0, %1, %2, %1;" : "=r"(out[1]) : "r"(a), "r"(b));
  std::uint16_t half;
  asm("cvt.rz.f16.f32 %0, %1;" : "=h"(half) : "f"(65535.0f));
  asm("cvt.f32.f16 %0, %1;" : "=f"(*real) : "h"(half));
  out[2] = half;
}

TEST_P(Assembly, ComputesWithNumbersOf16Bits) {
  auto out = filled(3, 0u);
  auto real = filled(1, 0.0f);
  // Pairs (1.5, -2) and (0.5, 4): -2 + 4 = 2 and 1.5 + 0.5 = 2; -2 * 4 - 2 = -10 and 2.25.
  device().launch(halves, {1, 1}, 0xc0003e00u, 0x44003800u, out, real);
  EXPECT_EQ(contents(out), (std::vector<std::uint32_t>{0x40004000, 0xc9004080, 0x7bff}));
  EXPECT_EQ(contents(real)[0], 65504.0f);
}

}  // namespace
