// cuRAND's generators. The values are those of cuRAND 10.4 (CUDA 13.0), from its header compiled
// for a host; those of Philox without a key are Random123's known answers.
#include <curand_kernel.h>
#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <vector>

#include "tests/unit/simulator/run_kernel.h"

namespace larder::inline v1::simulator {
namespace {

/// What cuRAND draws for these arguments: six numbers, one after 1000003 were skipped, and one
/// after three sequences were skipped.
struct Drawn {
  unsigned long long seed, subsequence, offset;
  std::array<unsigned, 8> numbers;
};

template <class State>
void expect_drawn(const std::vector<Drawn>& all) {
  for (const Drawn& drawn : all) {
    State state;
    curand_init(drawn.seed, drawn.subsequence, drawn.offset, &state);
    std::array<unsigned, 8> numbers{};
    for (std::size_t i = 0; i < 6; ++i) numbers[i] = curand(&state);
    skipahead(1000003ull, &state);
    numbers[6] = curand(&state);
    skipahead_sequence(3ull, &state);
    numbers[7] = curand(&state);
    EXPECT_EQ(numbers, drawn.numbers) << drawn.seed << " " << drawn.subsequence;
  }
}

TEST(Random, StatesAreLaidOutAsCudas) {
  EXPECT_EQ(sizeof(curandState), 48u);
  EXPECT_EQ(sizeof(curandStateMRG32k3a_t), 48u);
  EXPECT_EQ(sizeof(curandStatePhilox4_32_10_t), 64u);
  EXPECT_EQ(alignof(curandStatePhilox4_32_10_t), 16u);
}

TEST(Random, Xorwow) {
  expect_drawn<curandStateXORWOW_t>({{0,
                                      0,
                                      0,
                                      {0xbd7f03b6, 0x703e556d, 0x845af0c5, 0x283067fd, 0x1245241f,
                                       0x7666f33f, 0x8d98393c, 0xd631508d}},
                                     {1234,
                                      7,
                                      0,
                                      {0xc8694a55, 0x1f959e40, 0xfe741a99, 0x13593106, 0xb226ea94,
                                       0x848acb3c, 0xaca76c70, 0x6dad1125}},
                                     {1234,
                                      0,
                                      5,
                                      {0x95195c6b, 0x338f343f, 0xc9682545, 0x4cff66d5, 0x5de5c108,
                                       0x93ad0e4a, 0xdeb5a9cc, 0x19f85aae}},
                                     {0xdeadbeefcafebabe,
                                      0x123456789,
                                      0xfedcba9876543210,
                                      {0x58a5e282, 0x4cfe7649, 0x94afffe8, 0x6afc7736, 0x5a166243,
                                       0x66e9fabf, 0x326af9d8, 0x2cec05e5}}});
}

TEST(Random, Philox) {
  expect_drawn<curandStatePhilox4_32_10_t>({{0,
                                             0,
                                             0,
                                             {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8,
                                              0xf8e4cca4, 0x5cb200db, 0xd38b1cae, 0xf53c06e4}},
                                            {1234,
                                             7,
                                             0,
                                             {0x56e604f4, 0x2107acfd, 0xe9ac28d3, 0x1debf147,
                                              0x324cbeba, 0xacba3cf8, 0x53b37067, 0x5b77a50a}},
                                            {1234,
                                             0,
                                             5,
                                             {0x1cbe137c, 0xfa277093, 0x147edd50, 0x3fc9c8d8,
                                              0xfc06fa38, 0xcc170b27, 0x5bafde10, 0xc5ccd58e}},
                                            {0xdeadbeefcafebabe,
                                             0x123456789,
                                             0xfedcba9876543210,
                                             {0x0ee223f6, 0x9d062f6e, 0xa2f8224b, 0xb488e0cc,
                                              0xc27d1042, 0x046051f6, 0x6839ff34, 0x8212c9bb}}});
}

TEST(Random, Mrg32k3a) {
  expect_drawn<curandStateMRG32k3a_t>({{0,
                                        0,
                                        0,
                                        {0x2083cd07, 0x518b05c4, 0x4f26d091, 0xd36ab334, 0x38bcbcf8,
                                         0x888c99a3, 0x5c734d61, 0xe21143bd}},
                                       {1234,
                                        7,
                                        0,
                                        {0x6e9aabc4, 0x4d390eb0, 0x6e6cc831, 0x755e2583, 0x3dbecb9f,
                                         0x34cc77dc, 0x8bd0aac8, 0x7493ee36}},
                                       {1234,
                                        0,
                                        5,
                                        {0xfa61def9, 0x6661c54a, 0xcd100fe0, 0x52d6b4c6, 0x85e4dd5b,
                                         0x733c8bf4, 0x8c1eca1b, 0xdc62a498}},
                                       {0xdeadbeefcafebabe,
                                        0x123456789,
                                        0xfedcba9876543210,
                                        {0x467211bd, 0xb8cd2c91, 0xc2a51328, 0xae1f6319, 0xcfccc256,
                                         0xd6590609, 0x7ee0b551, 0x2f546525}}});
  curandStateMRG32k3a_t state;
  curand_init(1234ull, 1ull, 2ull, &state);
  skipahead_subsequence(1000003ull, &state);
  EXPECT_EQ(curand(&state), 0x23749da5u);
}

TEST(Random, PhiloxIsThePublishedFunction) {
  const auto expect = [](uint4 counter, uint2 key, std::array<unsigned, 4> right) {
    const uint4 out = random::philox(counter, key);
    EXPECT_EQ((std::array<unsigned, 4>{out.x, out.y, out.z, out.w}), right);
  };
  expect({~0u, ~0u, ~0u, ~0u}, {~0u, ~0u}, {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  expect({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

// Skipped and drawn numbers are the same sequence.
template <class State>
void expect_skips() {
  for (const unsigned skipped : {0u, 1u, 2u, 3u, 4u, 5u, 17u, 1030u}) {
    State drawn, jumped;
    curand_init(99ull, 5ull, 3ull, &drawn);
    jumped = drawn;
    for (unsigned i = 0; i < skipped; ++i) curand(&drawn);
    skipahead(skipped, &jumped);
    for (int i = 0; i < 5; ++i) EXPECT_EQ(curand(&jumped), curand(&drawn)) << skipped;
  }
}
TEST(Random, SkippedNumbersAreThoseThatWouldBeDrawn) {
  expect_skips<curandStateXORWOW_t>();
  expect_skips<curandStatePhilox4_32_10_t>();
  expect_skips<curandStateMRG32k3a_t>();
}

/// Draws each distribution in turn, once or twice, from one state.
template <class State>
std::vector<double> distributions() {
  State state;
  curand_init(1234ull, 1ull, 2ull, &state);
  std::vector<double> out{curand_uniform(&state)};
  const auto add = [&](double x) { out.push_back(x); };
  const auto add2 = [&](auto pair) {
    add(pair.x);
    add(pair.y);
  };
  add(curand_uniform_double(&state));
  for (int i = 0; i < 2; ++i) add(curand_normal(&state));
  for (int i = 0; i < 2; ++i) add(curand_normal_double(&state));
  add2(curand_normal2(&state));
  add2(curand_normal2_double(&state));
  add(curand_log_normal(&state, 0.5f, 2.0f));
  add(curand_log_normal(&state, 1.0f, 1.0f));  // the second of the pair: for 0.5 and 2
  add(curand_log_normal_double(&state, 0.5, 2.0));
  add(curand_log_normal_double(&state, 1.0, 1.0));
  add2(curand_log_normal2(&state, 0.5f, 2.0f));
  add2(curand_log_normal2_double(&state, 0.5, 2.0));
  add(curand_normal(&state));  // the second is lost, as another distribution follows
  for (int i = 0; i < 2; ++i) add(curand_log_normal(&state, 0.0f, 1.0f));
  return out;
}

void expect_near(const std::vector<double>& found, const std::vector<double>& right) {
  ASSERT_EQ(found.size(), right.size());
  for (std::size_t i = 0; i < right.size(); ++i)
    EXPECT_NEAR(found[i], right[i], 1e-6 * (1 + std::abs(right[i]))) << i;
}

TEST(Random, DistributionsOfXorwow) {
  expect_near(distributions<curandStateXORWOW_t>(),
              {0.51176542f,          0.80924621037942623,  0.890098512f,  -2.70113564f,
               1.210526211078268,    1.5875477058098573,   -0.189703569f, -0.715442419f,
               0.41551370847792407,  -0.27372814914273974, 3.10364127f,   4.05255651f,
               0.049851622074031619, 11.948662552161547,   1.29131651f,   0.0277472362f,
               0.26142092100030639,  16.018129122580117,   0.403374314f,  1.67211473f,
               1.97584391f});
}
TEST(Random, DistributionsOfPhilox) {
  expect_near(distributions<curandStatePhilox4_32_10_t>(),
              {0.781055391f,         0.058917633257806301, 1.63582182f,   -2.12177968f,
               1.0899341098975821,   -0.30315907333134573, -0.881081104f, -1.02465236f,
               0.26053669656083162,  0.40876019561245058,  0.0264464412f, 0.0614540279f,
               23.235956998683434,   0.056153422477819827, 0.261334121f,  0.112530686f,
               0.018901063247219473, 4.245106731208284,    -0.970392466f, 16.0053043f,
               0.502545655f});
}
TEST(Random, DistributionsOfMrg32k3a) {
  expect_near(distributions<curandStateMRG32k3a_t>(),
              {0.640072405f,        0.56112886762151815,  -0.0414872095f, -1.2387445f,
               0.79714209572230632, 1.1277216630489093,   0.481460541f,   2.02595496f,
               1.5551867248683451,  -0.60111498400144736, 0.208837807f,   3.03671408f,
               19.511371076981266,  0.55614734968109669,  62.7494392f,    8.86378098f,
               89.041048327427248,  0.11837930240425973,  0.637844145f,   1.34930813f,
               2.45071507f});
}

// Uniform numbers are exact, so they are compared as they are.
TEST(Random, UniformNumbersAreExact) {
  curandStateXORWOW_t xorwow;
  curand_init(1234ull, 1ull, 2ull, &xorwow);
  EXPECT_EQ(curand_uniform(&xorwow), 0.51176542f);
  EXPECT_EQ(curand_uniform_double(&xorwow), 0.80924621037942623);
  curandStatePhilox4_32_10_t philox;
  curand_init(1234ull, 1ull, 2ull, &philox);
  EXPECT_EQ(curand_uniform(&philox), 0.781055391f);
  EXPECT_EQ(curand_uniform_double(&philox), 0.058917633257806301);
  curandStateMRG32k3a_t mrg;
  curand_init(1234ull, 1ull, 2ull, &mrg);
  EXPECT_EQ(curand_uniform(&mrg), 0.640072405f);
  EXPECT_EQ(curand_uniform_double(&mrg), 0.56112886762151815);
}

TEST(Random, FourNumbersOfPhilox) {
  curandStatePhilox4_32_10_t state;
  curand_init(1234ull, 1ull, 2ull, &state);
  curand(&state);
  const uint4 bits = curand4(&state);
  EXPECT_EQ((std::array<unsigned, 4>{bits.x, bits.y, bits.z, bits.w}),
            (std::array<unsigned, 4>{0x0f1539db, 0x07129e5f, 0x653d7a73, 0x1d8331c1}));
  std::vector<double> out;
  const auto add = [&](auto four) { out.insert(out.end(), {four.x, four.y, four.z, four.w}); };
  add(curand_uniform4(&state));
  const double2 two = curand_uniform2_double(&state);
  out.insert(out.end(), {two.x, two.y});
  add(curand_uniform4_double(&state));
  add(curand_normal4(&state));
  add(curand_normal4_double(&state));
  add(curand_log_normal4(&state, 0.5f, 2.0f));
  add(curand_log_normal4_double(&state, 0.5, 2.0));
  expect_near(out,
              {0.527328908f,        0.171930373f,        0.29317674f,         0.401275069f,
               0.16149978118259695, 0.80851335055017581, 0.03058014669492376, 0.98994035457040019,
               0.33737631346307512, 0.26581970916823455, -0.937914133f,       0.395374566f,
               -1.44206929f,        -1.77087963f,        0.12762709353091475, 1.1984042235242136,
               -1.2927227362015918, 0.31707943595344701, 5.04018116f,         20.2903461f,
               0.242763832f,        2.8988626f,          0.10552586623691881, 4.0930568998803505,
               1.2186870493180064,  1.5766188914873849});
}

// As most programs have it: one kernel makes a state for each thread, another draws.
void seed_states(curandState* states) {
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  curand_init(1234ull, i, 0, &states[i]);
}
void draw(curandState* states, unsigned* out) {
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  curandState mine = states[i];
  out[i] = curand(&mine);
  states[i] = mine;
}

TEST(Random, InKernels) {
  std::vector<curandState> states(96);
  std::vector<unsigned> first(96), second(96);
  EXPECT_TRUE(run_kernel<seed_states>({3, 32}, states.data()).ok());
  EXPECT_TRUE(run_kernel<draw>({3, 32}, states.data(), first.data()).ok());
  EXPECT_TRUE(run_kernel<draw>({3, 32}, states.data(), second.data()).ok());
  EXPECT_EQ(first[7], 0xc8694a55u);
  EXPECT_EQ(second[7], 0x1f959e40u);
  for (unsigned i = 0; i < 96; ++i) {
    curandState state;
    curand_init(1234ull, i, 1ull, &state);
    EXPECT_EQ(curand(&state), second[i]) << i;
  }
}

}  // namespace
}  // namespace larder::inline v1::simulator
