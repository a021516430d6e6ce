#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif
#include "CExhibitRecord.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define STANDARD_COUNT 3

#if defined(O_PATH)
#define PLACEHOLDER (O_PATH | O_CLOEXEC)
#else
#define PLACEHOLDER (O_RDONLY | O_CLOEXEC)
#endif

/// Whether the number of a standard stream was free when a file was last opened.
static bool has_gap;

int exhibit_above_standard(int descriptor) {
  if (descriptor < 0 || descriptor >= STANDARD_COUNT) return descriptor;
  int high = fcntl(descriptor, F_DUPFD_CLOEXEC, STANDARD_COUNT);
  int code = errno;
  close(descriptor);
  errno = code;
  return high;
}

/// Takes the numbers of the standard streams that are free, through which still nothing can be read or written. Returns
/// how many.
static int fill_gap(int descriptors[STANDARD_COUNT]) {
  int count = 0;
  while (count < STANDARD_COUNT) {
    int descriptor = open("/", PLACEHOLDER);
    if (descriptor >= STANDARD_COUNT) close(descriptor);
    if (descriptor < 0 || descriptor >= STANDARD_COUNT) break;
    descriptors[count++] = descriptor;
  }
  return count;
}

int exhibit_open(const char *path, int flags, mode_t mode) {
  int placeholders[STANDARD_COUNT];
  int count = 0;
  if (__atomic_load_n(&has_gap, __ATOMIC_RELAXED)) {
    count = fill_gap(placeholders);
    if (count == 0) __atomic_store_n(&has_gap, false, __ATOMIC_RELAXED);
  }
  int descriptor = open(path, flags | O_CLOEXEC, mode);
  int code = errno;
  while (count > 0) close(placeholders[--count]);
  errno = code;
  if (descriptor < 0 || descriptor >= STANDARD_COUNT) return descriptor;
  // Only the first time: from now on nobody can print into a file of ours between its opening and its moving.
  __atomic_store_n(&has_gap, true, __ATOMIC_RELAXED);
  return exhibit_above_standard(descriptor);
}
