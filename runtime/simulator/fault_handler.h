// A fault in a kernel ends the program, as in any C++ program; this says first where it was.
#ifndef LARDER_SIMULATOR_FAULT_HANDLER_H
#define LARDER_SIMULATOR_FAULT_HANDLER_H

namespace larder::inline v1::simulator {

class Block;

/// At its first call, handles those of the signals SIGFPE, SIGSEGV, SIGBUS and SIGILL that nobody
/// does. Gives whether stack overflows (SIGSEGV) are handled, for which an OS thread needs a
/// SignalStack. Thread safe.
///
/// Where the OS thread that faults runs a kernel, one line on standard error names the kernel, the
/// CUDA thread, what happened and what to do. Then, and without a word outside of kernels, the
/// signal takes its default course, with the faulting instruction as its place in debuggers and
/// core dumps. Handlers that were there first (a program's own, a sanitizer's) stay, and one that
/// comes later replaces this one.
bool install_fault_handlers();

/// Tells the handlers which block this OS thread runs from now on; null: none. Nothing where there
/// are no handlers.
void note_for_fault_handler(const Block* block);

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_FAULT_HANDLER_H
