#include "CExhibitRecord.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

ssize_t exhibit_write_once(int descriptor, const void *bytes, size_t count) {
  ssize_t written;
  do {
    written = write(descriptor, bytes, count);
  } while (written < 0 && errno == EINTR);
  return written;
}

static int64_t nanoseconds(clockid_t clock) {
  struct timespec time;
  if (clock_gettime(clock, &time) != 0) return 0;
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

int64_t exhibit_monotonic_nanoseconds(void) { return nanoseconds(CLOCK_MONOTONIC); }

int64_t exhibit_wall_nanoseconds(void) { return nanoseconds(CLOCK_REALTIME); }

int exhibit_open_append(const char *path, bool exclusive) {
  int flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | (exclusive ? O_EXCL : 0);
  int descriptor;
  do {
    descriptor = open(path, flags, 0666);
  } while (descriptor < 0 && errno == EINTR);
  return descriptor;
}

int exhibit_lock(int descriptor) { return flock(descriptor, LOCK_EX | LOCK_NB); }

int exhibit_is_locked(const char *path) {
  int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (descriptor < 0) return -1;
  // A shared lock is refused while the writer holds its exclusive one, and two readers do not disturb each other.
  int result = 0;
  if (flock(descriptor, LOCK_SH | LOCK_NB) != 0) result = errno == EWOULDBLOCK ? 1 : -1;
  close(descriptor);
  return result;
}
