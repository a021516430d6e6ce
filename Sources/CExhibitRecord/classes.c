#include "CExhibitClasses.h"
#include <string.h>

#if defined(__ELF__)

// The types of the program that this is linked into, as the Swift runtime finds them; the linker says where the section
// begins and ends. The layout is that of Swift's ABI, docs/ABI/TypeMetadata.rst: a record is the distance to the
// description of a type, whose two lowest bits say whether it is of a pointer to that.
extern const int32_t types_start[] __asm__("__start_swift5_type_metadata")
    __attribute__((weak, visibility("hidden")));
extern const int32_t types_end[] __asm__("__stop_swift5_type_metadata") __attribute__((weak, visibility("hidden")));

struct context {
  uint32_t flags;
  int32_t parent;
  int32_t name;
};

enum { KIND_MASK = 31, KIND_MODULE = 0, KIND_CLASS = 16 };

static const void *target(const int32_t *distance, int32_t indirect_bits) {
  const char *place = (const char *)distance + (*distance & ~indirect_bits);
  return *distance & indirect_bits ? *(const void *const *)place : place;
}

static bool is_named(const struct context *context, exhibit_text name) {
  const char *bytes = (const char *)&context->name + context->name;
  return strncmp(bytes, name.bytes, name.count) == 0 && bytes[name.count] == 0;
}

bool exhibit_may_have_class(exhibit_text module, exhibit_text name) {
  bool has_module = false;
  // Most types stand beside others of their module.
  const struct context *last = NULL;
  bool is_last_wanted = false;
  for (const int32_t *record = types_start; record != types_end; record++) {
    const struct context *type = target(record, 3);
    // One of a library that is not there.
    if (!type || type->parent == 0) continue;
    const struct context *parent = target(&type->parent, 1);
    if (parent != last) {
      last = parent;
      is_last_wanted = parent && (parent->flags & KIND_MASK) == KIND_MODULE && is_named(parent, module);
    }
    if (!is_last_wanted) continue;
    has_module = true;
    if ((type->flags & KIND_MASK) == KIND_CLASS && is_named(type, name)) return true;
  }
  // A module that is not here may be in another library.
  return !has_module;
}

#else

bool exhibit_may_have_class(exhibit_text module, exhibit_text name) {
  (void)module;
  (void)name;
  return true;
}

#endif
