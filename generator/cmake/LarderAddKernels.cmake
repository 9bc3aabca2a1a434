# larder_add_kernels(<target> <source>...
#                    [ARCHITECTURES <architecture>...] [NVCC_FLAGS <flag>...]
#                    [USES <library>...] [SEALED] [INSTALL <folder>])
#
# Builds the sources, which contain marked kernels, into the target and packs their images into a
# cache beside it. The sources get the target's own flags for C++, for both compilers.
#   ARCHITECTURES  as in CUDA_ARCHITECTURES; default: the target's CUDA_ARCHITECTURES, which are
#                  CMAKE_CUDA_ARCHITECTURES unless set; then CUDAARCHS, all-major
#   NVCC_FLAGS     for nvcc alone, as CMAKE_CUDA_FLAGS are for sources of the language CUDA
#   USES           static and object libraries with kernels; they have no caches of their own, so
#                  their images go into the same cache
#   SEALED         the program accepts only this cache
#   INSTALL        also installs the cache into this folder, which must be the program's. Where that
#                  needs a COMPONENT or more, install the files $<TARGET_FILE:app>.larder and
#                  $<TARGET_FILE:app>.larder-data yourself
# With the variable LARDER_CHECK the kernels are built with checks, for `larder check`.
# Call it once per target, in the folder that adds the target. Headers that the build generates are
# made first, as for the target's other sources: list them among its sources, or link or
# add_dependencies() the target that makes them.
# nvcc is CMAKE_CUDA_COMPILER, else CUDACXX, else that of CUDA_HOME, PATH or /usr/local/cuda.
# Without nvcc, or with CMAKE_CUDA_COMPILER=none, the cache holds no images.
include_guard(GLOBAL)

# What can't work, said in the project's words before CMake says it in its own.
function(_larder_check target sources)
  get_property(languages GLOBAL PROPERTY ENABLED_LANGUAGES)
  if(NOT "CXX" IN_LIST languages)
    message(FATAL_ERROR "larder_add_kernels(${target}): kernels are C++, so project() must enable "
      "the language CXX; it enables: ${languages}")
  endif()
  get_target_property(type ${target} TYPE)
  get_target_property(imported ${target} IMPORTED)
  if(imported OR NOT type MATCHES "^(EXECUTABLE|(STATIC|SHARED|MODULE|OBJECT)_LIBRARY)$")
    message(FATAL_ERROR "larder_add_kernels(${target}): nothing is compiled for this target: call "
      "it for a program, or for a STATIC, SHARED, MODULE or OBJECT library")
  endif()
  get_target_property(folder ${target} SOURCE_DIR)
  if(NOT folder STREQUAL CMAKE_CURRENT_SOURCE_DIR)
    message(FATAL_ERROR "larder_add_kernels(${target}): call it in the folder that adds the "
      "target, ${folder}")
  endif()
  get_target_property(called ${target} LARDER_MANIFESTS)
  if(NOT called STREQUAL "called-NOTFOUND")
    message(FATAL_ERROR "larder_add_kernels(${target}): a target has one cache: name all sources "
      "in one call")
  endif()
  get_target_property(compiled ${target} SOURCES)
  foreach(other IN LISTS compiled)
    get_filename_component(other "${other}" ABSOLUTE)
    if(other IN_LIST sources)
      message(FATAL_ERROR "larder_add_kernels(${target}): the target compiles ${other} already: "
        "name it here alone, and not in add_executable(), add_library() or target_sources()")
    endif()
  endforeach()
endfunction()

# As target_link_libraries(), which refuses a call without PUBLIC or PRIVATE beside one with it, and
# the project may write either.
function(_larder_link target visibility library)
  set_property(TARGET ${target} APPEND PROPERTY LINK_LIBRARIES "${library}")
  get_target_property(type ${target} TYPE)
  if(visibility STREQUAL "PUBLIC")
    set_property(TARGET ${target} APPEND PROPERTY INTERFACE_LINK_LIBRARIES "${library}")
  elseif(type MATCHES "STATIC_LIBRARY|OBJECT_LIBRARY")
    set_property(TARGET ${target} APPEND PROPERTY INTERFACE_LINK_LIBRARIES
      "$<LINK_ONLY:${library}>")
  endif()
endfunction()

# A source's path: as CMake does, in the source folder, or where a build generates it.
function(_larder_path source out)
  get_filename_component(path "${source}" ABSOLUTE)
  get_filename_component(built "${source}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_BINARY_DIR}")
  get_source_file_property(generated "${built}" GENERATED)
  if(NOT EXISTS "${path}" AND generated)
    set(path "${built}")
  endif()
  set(${out} "${path}" PARENT_SCOPE)
endfunction()

function(_larder_architectures target out)
  set(wanted ${ARGN})
  get_target_property(own ${target} CUDA_ARCHITECTURES)
  if(NOT wanted AND own)
    set(wanted ${own})
  endif()
  if(NOT wanted)
    set(wanted ${CMAKE_CUDA_ARCHITECTURES})
  endif()
  if(NOT wanted AND NOT "$ENV{CUDAARCHS}" STREQUAL "")
    set(wanted $ENV{CUDAARCHS})
  endif()
  if(NOT wanted)
    set(wanted all-major)
  endif()
  list(JOIN wanted "," wanted)  # a semicolon would end the argument
  set(${out} "${wanted}" PARENT_SCOPE)
endfunction()

# The nvcc that the project names, or the one that is found, or "none".
function(_larder_nvcc out)
  set(nvcc "${CMAKE_CUDA_COMPILER}")
  if(NOT nvcc)
    set(nvcc "$ENV{CUDACXX}")
  endif()
  if(NOT nvcc)
    set(place "")
    if(DEFINED ENV{CUDA_HOME})
      set(place HINTS "$ENV{CUDA_HOME}/bin")
    endif()
    find_program(LARDER_NVCC nvcc ${place} PATHS /usr/local/cuda/bin
      DOC "nvcc, by which larder-pack compiles kernels")
    set(nvcc "${LARDER_NVCC}")
  endif()
  if(NOT nvcc)
    set(nvcc none)
  endif()
  set(${out} "${nvcc}" PARENT_SCOPE)
endfunction()

# The folder in which commands must run: the one that compile_commands.json gives for the sources.
function(_larder_folder out)
  if(CMAKE_GENERATOR MATCHES "Makefiles")
    set(${out} "${CMAKE_CURRENT_BINARY_DIR}" PARENT_SCOPE)
  elseif(CMAKE_GENERATOR MATCHES "Ninja")
    set(${out} "${CMAKE_BINARY_DIR}" PARENT_SCOPE)
  else()
    message(FATAL_ERROR "larder_add_kernels: the generator ${CMAKE_GENERATOR} writes no "
      "compile_commands.json, by which kernels get their target's flags: use Ninja, "
      "Ninja Multi-Config or Unix Makefiles")
  endif()
endfunction()

# The folder for a target's outputs: "CMakeFiles/app.larder/Debug" with several configurations.
function(_larder_outputs target out)
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${target}.larder")
  get_property(several GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
  if(several)
    string(APPEND folder "/$<CONFIG>")
  endif()
  set(${out} "${folder}" PARENT_SCOPE)
endfunction()

# Adds the commands for one source; sets `manifest` and `host`.
function(_larder_generate target path folder options)
  file(RELATIVE_PATH shown "${CMAKE_CURRENT_SOURCE_DIR}" "${path}")
  string(REPLACE ".." "up" name "${shown}")  # sources with the same name in different folders
  get_filename_component(stem "${name}" NAME_WLE)
  get_filename_component(place "${name}" DIRECTORY)
  set(base "${folder}/${place}/${stem}.larder")
  string(REPLACE "//" "/" base "${base}")
  _larder_folder(work)
  get_target_property(program Larder::generate IMPORTED_LOCATION)
  get_target_property(headers Larder::larder INTERFACE_INCLUDE_DIRECTORIES)
  # Relative, as in Meson: outputs must not depend on the place of the build tree.
  file(RELATIVE_PATH from_work "${work}" "${path}")
  # The target's headers may be other commands' outputs, which Ninja and Make would not wait for.
  set(endings "\\.(h|hh|hpp|hxx|inc|inl|ipp|tpp|cuh)$")
  set(listed "$<FILTER:$<TARGET_PROPERTY:${target},SOURCES>,INCLUDE,${endings}>")
  add_custom_command(
    OUTPUT "${base}.cpp" "${base}.json" "${base}.cuda"
    COMMAND "${CMAKE_COMMAND}" -E make_directory "${folder}/${place}"
    COMMAND "${program}" "${from_work}" --host "${base}.cpp" --manifest "${base}.json"
      --cuda "${base}.cuda" --depfile "${base}.d" --include-dir "${headers}"
      --compile-commands "${CMAKE_BINARY_DIR}/compile_commands.json"
      --store "${CMAKE_BINARY_DIR}/larder-store" --probes "${CMAKE_BINARY_DIR}/larder-probes"
      ${options}
    DEPENDS "${path}" "${program}" "${listed}"
    DEPFILE "${base}.d"
    WORKING_DIRECTORY "${work}"
    COMMENT "Finding the kernels of ${shown}"
    VERBATIM)
  # A scan for modules would add a flag that names a file made later, from the host source itself.
  set_source_files_properties("${base}.cpp" PROPERTIES
    GENERATED TRUE SKIP_UNITY_BUILD_INCLUSION TRUE SKIP_AUTOGEN TRUE CXX_SCAN_FOR_MODULES FALSE)
  set(manifest "${base}.json" PARENT_SCOPE)
  set(host "${base}.cpp" PARENT_SCOPE)
endfunction()

# Adds the commands that pack `manifests`, put the cache beside the target's file, and install it.
function(_larder_pack target folder manifests options seal destination)
  set(cache "${folder}/${target}.larder")
  get_target_property(program Larder::pack IMPORTED_LOCATION)
  _larder_folder(work)
  set(sealing "")
  if(seal)
    set(sealing --seal "${seal}")
  endif()
  add_custom_command(
    OUTPUT "${cache}" "${cache}-data" ${seal}
    COMMAND "${program}" ${manifests} -o "${cache}" ${sealing}
      --store "${CMAKE_BINARY_DIR}/larder-store" --probes "${CMAKE_BINARY_DIR}/larder-probes"
      ${options}
    DEPENDS ${manifests} "${program}"
    WORKING_DIRECTORY "${work}"
    COMMENT "Compiling the kernels of ${target}"
    VERBATIM)
  set(beside "$<TARGET_FILE_DIR:${target}>")
  set(file "$<TARGET_FILE_NAME:${target}>.larder")
  add_custom_command(
    OUTPUT "${cache}.copied"
    COMMAND "${CMAKE_COMMAND}" -E make_directory "${beside}"
    COMMAND "${CMAKE_COMMAND}" -E copy_if_different "${cache}" "${beside}/${file}"
    COMMAND "${CMAKE_COMMAND}" -E copy_if_different "${cache}-data" "${beside}/${file}-data"
    COMMAND "${CMAKE_COMMAND}" -E touch "${cache}.copied"
    DEPENDS "${cache}" "${cache}-data"
    COMMENT "Putting the cache of ${target} beside it"
    VERBATIM)
  # A source and no target of its own: so the commands wait for what the target depends on.
  target_sources(${target} PRIVATE "${cache}.copied")
  if(destination)
    install(FILES "${beside}/${file}" "${beside}/${file}-data" DESTINATION "${destination}")
  endif()
endfunction()

function(larder_add_kernels target)
  cmake_policy(SET CMP0112 NEW)  # the folder of a target's file does not make it a dependency
  cmake_policy(SET CMP0116 NEW)  # depfiles hold paths relative to the commands' folder
  cmake_parse_arguments(PARSE_ARGV 1 arg "SEALED" "INSTALL" "ARCHITECTURES;NVCC_FLAGS;USES")
  if(NOT TARGET ${target})
    message(FATAL_ERROR "larder_add_kernels: there is no target ${target}: call add_executable() "
      "or add_library() first")
  endif()
  get_target_property(aliased ${target} ALIASED_TARGET)
  if(aliased)
    set(target ${aliased})
  endif()
  if(NOT arg_UNPARSED_ARGUMENTS AND NOT arg_USES)
    message(FATAL_ERROR "larder_add_kernels(${target}): name the sources that hold its kernels")
  endif()
  set(sources "")
  foreach(source IN LISTS arg_UNPARSED_ARGUMENTS)
    _larder_path("${source}" path)
    list(APPEND sources "${path}")
  endforeach()
  _larder_check(${target} "${sources}")

  _larder_outputs(${target} folder)
  _larder_architectures(${target} architectures ${arg_ARCHITECTURES})
  _larder_nvcc(nvcc)
  set(generate_options --archs "${architectures}" --nvcc "${nvcc}")
  set(pack_options ${generate_options})
  foreach(flag IN LISTS arg_NVCC_FLAGS)
    list(APPEND generate_options "--device-flag=${flag}")
    list(APPEND pack_options "--nvcc-flag=${flag}")
  endforeach()
  foreach(word IN LISTS CMAKE_CUDA_COMPILER_LAUNCHER)
    list(APPEND pack_options "--launcher=${word}")
  endforeach()

  set_target_properties(${target} PROPERTIES EXPORT_COMPILE_COMMANDS ON)
  _larder_link(${target} PUBLIC Larder::larder)
  if(LARDER_CHECK)
    if(NOT TARGET Larder::check)
      message(FATAL_ERROR "larder_add_kernels(${target}): LARDER_CHECK is set, but this Larder has "
        "no liblarder_check.a: it was built where there was no libbacktrace, or with shared=true")
    endif()
    _larder_link(${target} PUBLIC Larder::check)
  endif()
  set(manifests "")
  foreach(source IN LISTS sources)
    _larder_generate(${target} "${source}" "${folder}" "${generate_options}")
    list(APPEND manifests "${manifest}")
    target_sources(${target} PRIVATE "${host}")
  endforeach()
  foreach(library IN LISTS arg_USES)
    get_target_property(more ${library} LARDER_MANIFESTS)
    if(NOT more)
      message(FATAL_ERROR "larder_add_kernels(${target} ... USES ${library}): call "
        "larder_add_kernels(${library} ...) first")
    endif()
    list(APPEND manifests ${more})
    _larder_link(${target} PRIVATE ${library})
  endforeach()
  set_target_properties(${target} PROPERTIES LARDER_MANIFESTS "${manifests}")

  get_target_property(type ${target} TYPE)
  if(type MATCHES "STATIC_LIBRARY|OBJECT_LIBRARY")
    return()  # the program or shared library that USES it has the cache
  endif()
  set(seal "")
  if(arg_SEALED)
    set(seal "${folder}/${target}-seal.cpp")
    target_sources(${target} PRIVATE "${seal}")
  endif()
  _larder_pack(${target} "${folder}" "${manifests}" "${pack_options}" "${seal}" "${arg_INSTALL}")
endfunction()
