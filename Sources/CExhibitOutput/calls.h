#ifndef EXHIBIT_OUTPUT_CALLS_H
#define EXHIBIT_OUTPUT_CALLS_H

// What the copier may call. It is a copy of a process with threads: a lock that one of them held stays locked for ever,
// so nothing that takes one (`malloc` above all) may be called, nor anything into which a sanitizer puts its own code.

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define EXHIBIT_IS_SANITIZED 1
#endif
#endif
#ifndef EXHIBIT_IS_SANITIZED
#define EXHIBIT_IS_SANITIZED 0
#endif

/// Between processes, so not the private ones.
#define EXHIBIT_FUTEX_WAIT 0
#define EXHIBIT_FUTEX_WAKE 1

/// Marks every function that runs in the copier.
#define EXHIBIT_COPIER __attribute__((disable_sanitizer_instrumentation, unused))

EXHIBIT_COPIER static long copier_read(int descriptor, void *bytes, size_t count) {
  long result;
  do {
    result = syscall(SYS_read, descriptor, bytes, count);
  } while (result < 0 && errno == EINTR);
  return result;
}

EXHIBIT_COPIER static long copier_write(int descriptor, const void *bytes, size_t count) {
  long result;
  do {
    result = syscall(SYS_write, descriptor, bytes, count);
  } while (result < 0 && errno == EINTR);
  return result;
}

EXHIBIT_COPIER static int copier_open(const char *path, int flags) {
  return (int)syscall(SYS_openat, AT_FDCWD, path, flags | O_CLOEXEC, 0666);
}

EXHIBIT_COPIER static void copier_close(int descriptor) {
  if (descriptor >= 0) syscall(SYS_close, descriptor);
}

EXHIBIT_COPIER static long copier_poll(struct pollfd *polls, unsigned count, int milliseconds) {
  struct timespec time;
  time.tv_sec = milliseconds / 1000;
  time.tv_nsec = (long)(milliseconds % 1000) * 1000000;
  return syscall(SYS_ppoll, polls, count, milliseconds < 0 ? NULL : &time, NULL, 0);
}

EXHIBIT_COPIER static void copier_wake(void *word) {
  syscall(SYS_futex, word, EXHIBIT_FUTEX_WAKE, 1, NULL, NULL, 0);
}

EXHIBIT_COPIER static void copier_copy(char *to, const char *from, size_t count) {
#if EXHIBIT_IS_SANITIZED
  for (size_t i = 0; i < count; i++) to[i] = from[i];
#else
  memcpy(to, from, count);
#endif
}

/// The same for ranges that overlap, towards lower addresses.
EXHIBIT_COPIER static void copier_shift(char *to, const char *from, size_t count) {
#if EXHIBIT_IS_SANITIZED
  for (size_t i = 0; i < count; i++) to[i] = from[i];
#else
  memmove(to, from, count);
#endif
}

EXHIBIT_COPIER static bool copier_equal(const char *left, const char *right, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (left[i] != right[i]) return false;
  }
  return true;
}

EXHIBIT_COPIER static size_t copier_length(const char *text) {
  size_t count = 0;
  while (text[count]) count++;
  return count;
}

/// Where a byte is, or `count`.
EXHIBIT_COPIER static size_t copier_index(const char *bytes, size_t count, char wanted) {
#if EXHIBIT_IS_SANITIZED
  size_t index = 0;
  while (index < count && bytes[index] != wanted) index++;
  return index;
#else
  const char *found = memchr(bytes, wanted, count);
  return found ? (size_t)(found - bytes) : count;
#endif
}

#endif
