#ifndef EXHIBIT_FIXTURES_OPEN_H
#define EXHIBIT_FIXTURES_OPEN_H

#include <fcntl.h>
#include <unistd.h>

/// Opens a file, closed on exec, and not under the number of a standard stream that a test has closed: what is printed
/// next would get into it.
static inline int exhibit_fixtures_open(const char *path, int flags, mode_t mode) {
  int descriptor = open(path, flags | O_CLOEXEC, mode);
  if (descriptor < 0 || descriptor > STDERR_FILENO) return descriptor;
  int high = fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  close(descriptor);
  return high;
}

#endif
