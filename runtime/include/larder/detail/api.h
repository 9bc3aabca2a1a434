// Marks the symbols that the library exports to its users' code; all others are hidden. Two copies
// of Larder in one process share only the marked symbols, and only if the dynamic linker finds
// both. Copies of two versions share nothing: the names of each are in an inline namespace of its
// own, which changes with the layout of any of these types.
#ifndef LARDER_DETAIL_API_H
#define LARDER_DETAIL_API_H

#define LARDER_API [[gnu::visibility("default")]]

#endif  // LARDER_DETAIL_API_H
