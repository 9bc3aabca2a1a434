// The fields of each object in a manifest, listed once for the writer and the reader:
//
//   visitor(name, value)           anything: text, number, true or false, digest, object, list
//   visitor.line(name, texts)      text, or a list of it, without control characters: it goes
//                                  to a terminal or a command line
//   visitor.word(name, text)       the same, and not empty
//   visitor.optional(name, text)   left out if empty
#ifndef LARDER_MANIFEST_FIELDS_H
#define LARDER_MANIFEST_FIELDS_H

#include <concepts>
#include <type_traits>

#include "runtime/manifest/manifest.h"

namespace larder::manifest {

/// T; const for a writer, while a reader fills it.
template <class Seen, class T>
concept Is = std::same_as<std::remove_const_t<Seen>, T>;

template <class Visitor>
void visit(Visitor& visitor, Is<format::KernelKey> auto& key) {
  visitor("compute_capability", key.compute_capability);
  visitor("key", key.key);
}

template <class Visitor>
void visit(Visitor& visitor, Is<Parameter> auto& parameter) {
  visitor("name", parameter.name);
  visitor("type", parameter.type);
  visitor("size", parameter.size);
  visitor("alignment", parameter.alignment);
  visitor("offset", parameter.offset);
}

template <class Visitor>
void visit(Visitor& visitor, Is<LaunchBounds> auto& bounds) {
  visitor("max_threads", bounds.max_threads);
  visitor("min_blocks", bounds.min_blocks);
}

template <class Visitor>
void visit(Visitor& visitor, Is<Part> auto& part) {
  visitor("what", part.what);
  visitor("location", part.location);
  visitor("digest", part.digest);
}

template <class Visitor>
void visit(Visitor& visitor, Is<Kernel> auto& kernel) {
  visitor.word("name", kernel.name);
  visitor.word("symbol", kernel.symbol);
  visitor.line("location", kernel.location);
  visitor("keys", kernel.keys);
  visitor.optional("salt", kernel.salt);
  visitor("template_arguments", kernel.template_arguments);
  visitor("parameters", kernel.parameters);
  visitor("shared_bytes", kernel.shared_bytes);
  visitor("dynamic_shared", kernel.dynamic_shared);
  visitor("launch_bounds", kernel.launch_bounds);
  visitor("cuda_only", kernel.cuda_only);
  visitor.optional("linkage", kernel.linkage);
  visitor.optional("fibers", kernel.fibers);
  visitor.line("variables", kernel.variables);
  visitor("parts", kernel.parts);
}

template <class Visitor>
void visit(Visitor& visitor, Is<Variable> auto& variable) {
  visitor("name", variable.name);
  visitor.word("symbol", variable.symbol);
  visitor("size", variable.size);
  visitor("alignment", variable.alignment);
  visitor("constant", variable.constant);
  visitor("mutable", variable.is_mutable);
  visitor.optional("linkage", variable.linkage);
}

template <class Visitor>
void visit(Visitor& visitor, Is<Manifest> auto& manifest) {
  visitor("producer", manifest.producer);
  visitor.word("clang", manifest.clang);
  visitor.word("source", manifest.source);
  visitor.word("cuda", manifest.cuda);
  visitor.optional("whole", manifest.whole);
  visitor("archs", manifest.archs);
  visitor.line("flags", manifest.flags);
  visitor("key_flags", manifest.key_flags);
  visitor.optional("salt", manifest.salt);
  visitor("kernels", manifest.kernels);
  visitor("variables", manifest.variables);
}

}  // namespace larder::manifest

#endif  // LARDER_MANIFEST_FIELDS_H
