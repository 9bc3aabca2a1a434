// A fault in a kernel ends the program, as in any C++ program; this first reports its location.
#ifndef LARDER_SIMULATOR_FAULT_HANDLER_H
#define LARDER_SIMULATOR_FAULT_HANDLER_H

namespace larder::inline v1::simulator {

class Block;

/// At its first call, installs handlers for those of the signals SIGFPE, SIGSEGV, SIGBUS and SIGILL
/// that have none. Returns whether stack overflows (SIGSEGV) are handled, for which an OS thread
/// needs a SignalStack. Thread safe.
///
/// If the OS thread that faults runs a kernel, one line on standard error names the kernel, the
/// CUDA thread, the cause and the remedy; outside of kernels there is no message. Then the
/// signal takes its default course, and debuggers and core dumps show the faulting instruction.
/// Handlers that were installed first (a program's own, a sanitizer's) stay, and one that is
/// installed later replaces this one.
bool install_fault_handlers();

/// Tells the handlers which block this OS thread runs from now on; null: none. Does nothing if
/// there are no handlers.
void note_for_fault_handler(const Block* block);

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_FAULT_HANDLER_H
