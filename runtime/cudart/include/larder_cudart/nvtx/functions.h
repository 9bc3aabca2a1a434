// NVTX's functions, which do nothing. Those that give a handle give null, as NVTX's do where no
// tool listens.
#ifndef LARDER_CUDART_NVTX_FUNCTIONS_H
#define LARDER_CUDART_NVTX_FUNCTIONS_H

#include "types.h"

// A function of one to three parameters, whose value is the last argument.
#define LARDER_NVTX_UNUSED(type, name) type name __attribute__((unused))
#define LARDER_NVTX_1(result, name, type, ...) \
  static inline result name(LARDER_NVTX_UNUSED(type, a)) { return __VA_ARGS__; }
#define LARDER_NVTX_2(result, name, type1, type2, ...)                                    \
  static inline result name(LARDER_NVTX_UNUSED(type1, a), LARDER_NVTX_UNUSED(type2, b)) { \
    return __VA_ARGS__;                                                                   \
  }
#define LARDER_NVTX_3(result, name, type1, type2, type3, ...)                           \
  static inline result name(LARDER_NVTX_UNUSED(type1, a), LARDER_NVTX_UNUSED(type2, b), \
                            LARDER_NVTX_UNUSED(type3, c)) {                             \
    return __VA_ARGS__;                                                                 \
  }
// The last parameter is a text, of narrow or of wide characters.
#define LARDER_NVTX_TEXT_1(result, name, ...)              \
  LARDER_NVTX_1(result, name##A, const char*, __VA_ARGS__) \
  LARDER_NVTX_1(result, name##W, const wchar_t*, __VA_ARGS__)
#define LARDER_NVTX_TEXT_2(result, name, type, ...)              \
  LARDER_NVTX_2(result, name##A, type, const char*, __VA_ARGS__) \
  LARDER_NVTX_2(result, name##W, type, const wchar_t*, __VA_ARGS__)
#define LARDER_NVTX_TEXT_3(result, name, type1, type2, ...)              \
  LARDER_NVTX_3(result, name##A, type1, type2, const char*, __VA_ARGS__) \
  LARDER_NVTX_3(result, name##W, type1, type2, const wchar_t*, __VA_ARGS__)

LARDER_NVTX_1(void, nvtxInitialize, const void*, )

// Marks, and ranges of a thread (push and pop) or of several (start and end).
LARDER_NVTX_TEXT_1(void, nvtxMark, )
LARDER_NVTX_1(void, nvtxMarkEx, const nvtxEventAttributes_t*, )
LARDER_NVTX_2(void, nvtxDomainMarkEx, nvtxDomainHandle_t, const nvtxEventAttributes_t*, )
LARDER_NVTX_TEXT_1(nvtxRangeId_t, nvtxRangeStart, 0)
LARDER_NVTX_1(nvtxRangeId_t, nvtxRangeStartEx, const nvtxEventAttributes_t*, 0)
LARDER_NVTX_2(nvtxRangeId_t, nvtxDomainRangeStartEx, nvtxDomainHandle_t,
              const nvtxEventAttributes_t*, 0)
LARDER_NVTX_1(void, nvtxRangeEnd, nvtxRangeId_t, )
LARDER_NVTX_2(void, nvtxDomainRangeEnd, nvtxDomainHandle_t, nvtxRangeId_t, )
LARDER_NVTX_TEXT_1(int, nvtxRangePush, NVTX_NO_PUSH_POP_TRACKING)
LARDER_NVTX_1(int, nvtxRangePushEx, const nvtxEventAttributes_t*, NVTX_NO_PUSH_POP_TRACKING)
LARDER_NVTX_2(int, nvtxDomainRangePushEx, nvtxDomainHandle_t, const nvtxEventAttributes_t*,
              NVTX_NO_PUSH_POP_TRACKING)
static inline int nvtxRangePop(void) { return NVTX_NO_PUSH_POP_TRACKING; }
LARDER_NVTX_1(int, nvtxDomainRangePop, nvtxDomainHandle_t, NVTX_NO_PUSH_POP_TRACKING)

// Names and domains.
LARDER_NVTX_TEXT_2(void, nvtxNameCategory, uint32_t, )
LARDER_NVTX_TEXT_3(void, nvtxDomainNameCategory, nvtxDomainHandle_t, uint32_t, )
LARDER_NVTX_TEXT_2(void, nvtxNameOsThread, uint32_t, )
LARDER_NVTX_TEXT_2(nvtxStringHandle_t, nvtxDomainRegisterString, nvtxDomainHandle_t, NULL)
LARDER_NVTX_TEXT_1(nvtxDomainHandle_t, nvtxDomainCreate, NULL)
LARDER_NVTX_1(void, nvtxDomainDestroy, nvtxDomainHandle_t, )
LARDER_NVTX_2(nvtxResourceHandle_t, nvtxDomainResourceCreate, nvtxDomainHandle_t,
              nvtxResourceAttributes_t*, NULL)
LARDER_NVTX_1(void, nvtxDomainResourceDestroy, nvtxResourceHandle_t, )

#undef LARDER_NVTX_TEXT_3
#undef LARDER_NVTX_TEXT_2
#undef LARDER_NVTX_TEXT_1
#undef LARDER_NVTX_3
#undef LARDER_NVTX_2
#undef LARDER_NVTX_1
#undef LARDER_NVTX_UNUSED

// The names without a letter are those of the characters that the program uses.
#ifdef UNICODE
#define LARDER_NVTX_TEXT(name) name##W
#else
#define LARDER_NVTX_TEXT(name) name##A
#endif
#define nvtxMark LARDER_NVTX_TEXT(nvtxMark)
#define nvtxRangeStart LARDER_NVTX_TEXT(nvtxRangeStart)
#define nvtxRangePush LARDER_NVTX_TEXT(nvtxRangePush)
#define nvtxNameCategory LARDER_NVTX_TEXT(nvtxNameCategory)
#define nvtxNameOsThread LARDER_NVTX_TEXT(nvtxNameOsThread)
#define nvtxDomainCreate LARDER_NVTX_TEXT(nvtxDomainCreate)
#define nvtxDomainRegisterString LARDER_NVTX_TEXT(nvtxDomainRegisterString)
#define nvtxDomainNameCategory LARDER_NVTX_TEXT(nvtxDomainNameCategory)

#endif  // LARDER_CUDART_NVTX_FUNCTIONS_H
