#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "internal.h"

#if defined(__linux__)

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "CExhibitRecord.h"

// What is here may run in a handler of a signal: no lock, no memory, `errno` is kept by the callers.

static bool is(int descriptor, uint64_t device, uint64_t inode) {
  struct stat status;
  return descriptor >= 0 && fstat(descriptor, &status) == 0 && (uint64_t)status.st_dev == device &&
         (uint64_t)status.st_ino == inode;
}

bool exhibit_stream_is(const struct exhibit_capture_stream *stream, int descriptor) {
  return is(descriptor, stream->device, stream->inode);
}

bool exhibit_console_is_open(const struct exhibit_capture_stream *stream) {
  return is(stream->console, stream->console_device, stream->console_inode);
}

void exhibit_streams_leave(void) {
  int code = errno;
  for (int i = 0; i < exhibit_capture.count; i++) {
    struct exhibit_capture_stream *stream = &exhibit_capture.streams[i];
    stream->is_off = true;
    if (exhibit_stream_is(stream, stream->marker)) close(stream->marker);
    if (exhibit_console_is_open(stream)) close(stream->console);
    stream->marker = stream->console = -1;
  }
  errno = code;
}

/// Opens the pipe again for marks alone, by way of a descriptor that leads to it: above those that a test is used to
/// get, and so that writing does not wait.
static int open_marker(int descriptor) {
  // No `snprintf`: it may take memory.
  char path[32] = "/proc/self/fd/";
  size_t end = strlen(path);
  char digits[12];
  int count = 0;
  do {
    digits[count++] = (char)('0' + descriptor % 10);
    descriptor /= 10;
  } while (descriptor > 0);
  while (count > 0) path[end++] = digits[--count];
  path[end] = 0;
  return open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
}

static int marker(struct exhibit_capture_stream *stream) {
  if (exhibit_stream_is(stream, stream->marker)) return stream->marker;
  // A test closed descriptors that are not its own; what stands under the number now may be its own.
  for (int standard = STDOUT_FILENO; standard <= STDERR_FILENO; standard++) {
    if (!exhibit_stream_is(stream, standard)) continue;
    int opened = open_marker(standard);
    if (opened < 0) return standard;
    int high = fcntl(opened, F_DUPFD_CLOEXEC, 200);
    if (high >= 0) close(opened);
    stream->marker = high >= 0 ? high : exhibit_above_standard(opened);
    if (stream->marker < 0) return standard;
    return stream->marker;
  }
  return -1;
}

void exhibit_stream_restore(struct exhibit_capture_stream *stream) {
  stream->is_off = true;
  // The console may have been closed with the rest, and its number may be somebody else's.
  bool is_open = exhibit_console_is_open(stream);
  for (int standard = STDOUT_FILENO; is_open && standard <= STDERR_FILENO; standard++) {
    if (!exhibit_stream_is(stream, standard)) continue;
    int flags = fcntl(standard, F_GETFD);
    dup3(stream->console, standard, flags & FD_CLOEXEC ? O_CLOEXEC : 0);
  }
}

/// Writes so that a pipe without a reader is an error and no signal.
static ssize_t write_quietly(int descriptor, const struct iovec *parts, int count) {
  sigset_t pipe, before, pending;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  sigpending(&pending);
  bool was_pending = sigismember(&pending, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe, &before);
  ssize_t written;
  do {
    written = writev(descriptor, parts, count);
  } while (written < 0 && errno == EINTR);
  int code = errno;
  if (written < 0 && code == EPIPE && !was_pending) {
    struct timespec none = {0, 0};
    while (sigtimedwait(&pipe, NULL, &none) < 0 && errno == EINTR) {}
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  errno = code;
  return written;
}

/// Whether XCTest itself waits until there is room in the pipe: it prints a line at the boundaries of a test, and the
/// pipe is full only when more was printed than the console takes.
static bool blocks_xctest(const struct exhibit_capture_stream *stream, enum exhibit_mark kind) {
  if (kind != exhibit_mark_part && kind != exhibit_mark_start && kind != exhibit_mark_end) return false;
  if (!exhibit_stream_is(stream, STDOUT_FILENO)) return false;
  int flags = fcntl(STDOUT_FILENO, F_GETFL);
  return flags >= 0 && !(flags & O_NONBLOCK);
}

bool exhibit_mark_write(struct exhibit_capture_stream *stream, enum exhibit_mark kind, const void *bytes, size_t count) {
  if (stream->is_off) return false;
  int descriptor = marker(stream);
  if (descriptor < 0) return false;
  unsigned char head[EXHIBIT_MARK];
  memcpy(head, exhibit_capture.nonce, EXHIBIT_NONCE);
  head[16] = (unsigned char)kind;
  head[17] = 0;
  head[18] = (unsigned char)count;
  head[19] = (unsigned char)(count >> 8);
  struct iovec parts[2] = {{head, sizeof head}, {(void *)bytes, count}};
  // Whoever reads the console may be slow, or may never read; tests must not wait for that on our account.
  int tries = stream->is_stalled ? 1 : 10;
  for (int try = 1;; try++) {
    if (write_quietly(descriptor, parts, count > 0 ? 2 : 1) >= 0) {
      stream->is_stalled = false;
      return true;
    }
    if (errno != EAGAIN) break;
    if (try >= tries && !blocks_xctest(stream, kind)) {
      stream->is_stalled = true;
      return false;
    }
    struct pollfd room = {descriptor, POLLOUT, 0};
    poll(&room, 1, 100);
  }
  // Without a reader: the copier has seen that the console is closed, or is gone itself. What is written next must
  // not be lost with it.
  if (errno == EPIPE) exhibit_stream_restore(stream);
  return false;
}

#if defined(__GLIBC__)
static void save(struct exhibit_capture_stream *stream, FILE *file) {
  const char *from = file->_IO_write_base, *to = file->_IO_write_ptr;
  if (!from || to <= from || to - from > (1 << 20)) return;
  // Of memory that is none, `writev` says so; nothing here reads it.
  while (from < to) {
    size_t count = (size_t)(to - from);
    if (count > EXHIBIT_PIECE - EXHIBIT_MARK) count = EXHIBIT_PIECE - EXHIBIT_MARK;
    if (!exhibit_mark_write(stream, exhibit_mark_unflushed, from, count)) return;
    from += count;
  }
}
#endif

void exhibit_output_save_stdio(void) {
#if defined(__GLIBC__)
  if (exhibit_capture.count == 0 || exhibit_capture.pid != getpid()) return;
  int code = errno;
  for (int i = 0; i < exhibit_capture.count; i++) {
    struct exhibit_capture_stream *stream = &exhibit_capture.streams[i];
    // A stream that a test has redirected prints elsewhere.
    if ((stream->standard == STDOUT_FILENO) && exhibit_stream_is(stream, fileno_unlocked(stdout))) save(stream, stdout);
    if ((stream->standard == STDERR_FILENO || stream->is_both) && exhibit_stream_is(stream, fileno_unlocked(stderr))) {
      save(stream, stderr);
    }
  }
  errno = code;
#endif
}

#endif
