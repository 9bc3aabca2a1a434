// How headers of CCCL's names refuse what Larder does not have.
#ifndef LARDER_CCCL_ABSENT_H
#define LARDER_CCCL_ABSENT_H

/// A declaration whose use is a compile error that says so.
#define LARDER_CCCL_ABSENT(what) __attribute__((unavailable("Larder does not have " what)))

#endif  // LARDER_CCCL_ABSENT_H
