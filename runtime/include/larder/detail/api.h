// What the library defines for its users' code. The rest of it is hidden: two copies of Larder in
// one process share what is marked here, where the dynamic linker finds both, and nothing else.
// Copies of two versions share nothing: the names of each are in an inline namespace of its own,
// which changes with the layout of any of these types.
#ifndef LARDER_DETAIL_API_H
#define LARDER_DETAIL_API_H

#define LARDER_API [[gnu::visibility("default")]]

#endif  // LARDER_DETAIL_API_H
