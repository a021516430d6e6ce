#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "internal.h"

#if defined(__linux__)

#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/wait.h>

#include "CExhibitRecord.h"
#include "calls.h"

#define PIPEFS 0x50495045

struct exhibit_capture exhibit_capture;

exhibit_stream_kind exhibit_output_kind(int descriptor) {
  struct stat status;
  if (fstat(descriptor, &status) != 0) return exhibit_stream_closed;
  if (S_ISREG(status.st_mode)) return exhibit_stream_file;
  if (S_ISCHR(status.st_mode)) return isatty(descriptor) ? exhibit_stream_terminal : exhibit_stream_other;
  struct statfs system;
  if (!S_ISFIFO(status.st_mode) || fstatfs(descriptor, &system) != 0 || system.f_type != PIPEFS) {
    return exhibit_stream_other;
  }
  int flags = fcntl(descriptor, F_GETFL);
  // A pipe that keeps the pieces of its writers apart, or one that was opened for both ends, cannot be imitated.
  if (flags < 0 || (flags & O_DIRECT) || (flags & O_ACCMODE) != O_WRONLY) return exhibit_stream_other;
  return exhibit_stream_pipe;
}

static int moved_up(int descriptor) {
  if (descriptor < 0) return -1;
  // Out of the way: a test is to get the numbers that it gets without us.
  int high = fcntl(descriptor, F_DUPFD_CLOEXEC, 200);
  if (high < 0) return exhibit_above_standard(descriptor);
  close(descriptor);
  return high;
}

/// Makes a pipe that is like the one that it stands for. Returns its end to write to, or -1.
static int make_pipe(struct exhibit_capture_stream *stream) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -1;
  // The other stream may be closed, and must stay so.
  ends[1] = exhibit_above_standard(ends[1]);
  if (ends[1] < 0) {
    close(ends[0]);
    return -1;
  }
  struct stat status;
  fstat(ends[1], &status);
  stream->device = (uint64_t)status.st_dev;
  stream->inode = (uint64_t)status.st_ino;
  int size = fcntl(stream->standard, F_GETPIPE_SZ);
  if (size > 0 && size != fcntl(ends[1], F_GETPIPE_SZ)) fcntl(ends[1], F_SETPIPE_SZ, size);
  fcntl(ends[1], F_SETFL, fcntl(stream->standard, F_GETFL));
  char path[32];
  snprintf(path, sizeof path, "/proc/self/fd/%d", ends[1]);
  int marker = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
  stream->marker = moved_up(marker >= 0 ? marker : fcntl(ends[1], F_DUPFD_CLOEXEC, 0));
  stream->reader = moved_up(ends[0]);
  stream->console = moved_up(fcntl(stream->standard, F_DUPFD_CLOEXEC, 0));
  if (stream->marker < 0 || stream->console < 0) {
    close(ends[1]);
    return -1;
  }
  return ends[1];
}

static void drop(struct exhibit_capture_stream *stream) {
  if (stream->reader >= 0) close(stream->reader);
  if (stream->marker >= 0) close(stream->marker);
  if (stream->console >= 0) close(stream->console);
}

#if !EXHIBIT_IS_SANITIZED
static char middle_stack[64 << 10] __attribute__((aligned(64)));
#endif

/// Runs in the process between this one and the copier.
EXHIBIT_COPIER static int middle(void *result) {
  // A plain copy of the process, without a signal at its end.
  long child = syscall(SYS_clone, 0, 0, 0, 0, 0);
  if (child == 0) exhibit_copier_run();
  *(long *)result = child < 0 ? -errno : child;
  return 0;
}

/// Starts the copier by way of another process, so that it is nobody's child and no `wait` can find it.
static void start_orphan(long *result) {
#if EXHIBIT_IS_SANITIZED
  // Sanitizers take part in `clone`, which would not go well in memory that is shared.
  long *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) return;
  *shared = -EAGAIN;
  long child = syscall(SYS_clone, 0, 0, 0, 0, 0);
  if (child == 0) {
    middle(shared);
    syscall(SYS_exit_group, 0);
  }
#else
  // This one shares the memory and is done before we go on, so it costs next to nothing.
  long child = clone(middle, middle_stack + sizeof middle_stack, CLONE_VM | CLONE_VFORK, result);
#endif
  if (child < 0) {
    *result = -errno;
  } else {
    while (syscall(SYS_wait4, child, NULL, __WALL, NULL) < 0 && errno == EINTR) {}
  }
#if EXHIBIT_IS_SANITIZED
  if (child > 0) *result = *shared;
  munmap(shared, sizeof *shared);
#endif
}

/// Starts the copier. Returns 0, or -1 with `errno`.
static int start_copier(bool is_child) {
  // All signals, also those that the C library keeps to itself: the copier never handles one.
  uint64_t all = ~(uint64_t)0, before = 0;
  syscall(SYS_rt_sigprocmask, SIG_BLOCK, &all, &before, sizeof all);
  static long result;
  result = -EAGAIN;
  if (is_child) {
    long child = syscall(SYS_clone, 0, 0, 0, 0, 0);
    if (child == 0) exhibit_copier_run();
    result = child < 0 ? -errno : child;
    exhibit_capture.child = (pid_t)child;
  } else {
    start_orphan(&result);
  }
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &before, NULL, sizeof before);
  if (result > 0) return 0;
  errno = (int)-result;
  return -1;
}

static void find_streams(struct exhibit_capture *capture) {
  static const char *const names[] = {"stdout", "stderr"};
  struct stat status[2];
  for (int i = 0; i < 2; i++) {
    int standard = STDOUT_FILENO + i;
    if (exhibit_output_kind(standard) != exhibit_stream_pipe || fstat(standard, &status[i]) != 0) continue;
    if (i == 1 && capture->count == 1 && status[0].st_dev == status[1].st_dev && status[0].st_ino == status[1].st_ino) {
      capture->streams[0].name = "output";
      capture->streams[0].is_both = true;
      continue;
    }
    capture->streams[capture->count++] = (struct exhibit_capture_stream){
        .name = names[i], .standard = standard, .console = -1, .reader = -1, .marker = -1,
        .console_device = (uint64_t)status[i].st_dev, .console_inode = (uint64_t)status[i].st_ino};
  }
}

static exhibit_rules_board *rules_board;
static _Atomic uint32_t *is_muzzled;

static bool ignore(void *context, const void *bytes, size_t count) {
  (void)context, (void)bytes, (void)count;
  return true;
}

/// Uses once everything that the copier will use: it cannot wait for the loader to find the functions.
static void bind_functions(void) {
  char name[EXHIBIT_SIGNAL_NAME_BYTES];
  exhibit_signal_name(SIGRTMAX, name);
  exhibit_rules_builder *builder = exhibit_rules_builder_make();
  exhibit_stream *stream = malloc(exhibit_stream_size());
  exhibit_pattern_error error;
  exhibit_rules *rules = NULL;
  if (builder) {
    exhibit_rules_builder_add_word(builder, "word", 4);
    exhibit_rules_builder_add_pattern(builder, "[0-9]+x", 7, &error);
    rules = exhibit_rules_builder_finish(builder);
  }
  if (stream && rules) {
    exhibit_stream_begin(stream, "[redacted]", false);
    exhibit_stream_feed(stream, rules, "a word\n12x wor", 14, ignore, NULL);
    exhibit_stream_flush(stream, rules, ignore, NULL);
  }
  exhibit_rules_free(rules);
  free(stream);
}

bool exhibit_output_prepare_redaction(void) {
  if (rules_board) return true;
  void *flag = mmap(NULL, sizeof *is_muzzled, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (flag == MAP_FAILED) return false;
  is_muzzled = flag;
  rules_board = exhibit_rules_board_make();
  if (!rules_board) return false;
  bind_functions();
  exhibit_rules_board_hand_back(rules_board, exhibit_rules_board_take(rules_board));
  return true;
}

bool exhibit_output_redact(const exhibit_rules *rules) {
  if (exhibit_rules_board_publish(rules_board, rules)) return true;
  atomic_store(is_muzzled, 1);
  return false;
}

/// Whether an orphan below this process would become its child.
static bool takes_orphans(void) {
  int is_subreaper = 0;
  return prctl(PR_GET_CHILD_SUBREAPER, &is_subreaper, 0, 0, 0) == 0 && is_subreaper != 0;
}

static void watch_forks(void) { pthread_atfork(NULL, NULL, exhibit_streams_leave); }

static int fill(struct exhibit_capture *capture, const exhibit_output_options *options) {
  if (!exhibit_output_prepare_redaction()) return -1;
  capture->rules = rules_board;
  capture->is_muzzled = is_muzzled;
  capture->limit = options->limit;
  capture->events_path = strdup(options->events_path);
  capture->header = strdup(options->header);
  capture->outside_directory = strdup(options->outside_directory);
  void *shared = mmap(NULL, sizeof *capture->shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED || !capture->events_path || !capture->header || !capture->outside_directory) return -1;
  capture->shared = shared;
  if (getrandom(capture->nonce, sizeof capture->nonce, GRND_NONBLOCK) != sizeof capture->nonce) return -1;
  // A byte that no text in UTF-8 holds: what tests print seldom has to be looked at twice.
  capture->nonce[0] = (unsigned char)(0xF8 | (capture->nonce[0] & 7));
  return 0;
}

int exhibit_output_start(const exhibit_output_options *options) {
  if (exhibit_capture.count > 0) {
    errno = EALREADY;
    return -1;
  }
  struct exhibit_capture *capture = &exhibit_capture;
  memset(capture, 0, sizeof *capture);
  find_streams(capture);
  if (capture->count == 0) return 0;
  if (getpid() == 1) {
    capture->count = 0;
    errno = EXHIBIT_FIRST_PROCESS;
    return -1;
  }
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, watch_forks);
  int count = capture->count;
  int writers[2] = {-1, -1};
  bool is_ready = fill(capture, options) == 0;
  for (int i = 0; is_ready && i < count; i++) {
    writers[i] = make_pipe(&capture->streams[i]);
    is_ready = writers[i] >= 0;
  }
  capture->diagnostics = moved_up(fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0));
  capture->pid = getpid();
  // Before Linux 5.3 nobody is told how the process ended.
  capture->process = -1;
#if defined(SYS_pidfd_open)
  capture->process = moved_up((int)syscall(SYS_pidfd_open, capture->pid, 0));
#endif
  is_ready = is_ready && start_copier(options->is_short_lived || takes_orphans()) == 0;
  int code = errno;
  if (capture->diagnostics >= 0) close(capture->diagnostics);
  if (capture->process >= 0) close(capture->process);
  for (int i = 0; i < count; i++) {
    struct exhibit_capture_stream *stream = &capture->streams[i];
    if (!is_ready) {
      drop(stream);
    } else {
      int flags = fcntl(stream->standard, F_GETFD) & FD_CLOEXEC ? O_CLOEXEC : 0;
      dup3(writers[i], stream->standard, flags);
      if (stream->is_both) dup3(writers[i], STDERR_FILENO, fcntl(STDERR_FILENO, F_GETFD) & FD_CLOEXEC ? O_CLOEXEC : 0);
      close(stream->reader);
      stream->reader = -1;
    }
    if (writers[i] >= 0) close(writers[i]);
  }
  if (!is_ready) {
    capture->count = 0;
    errno = code;
    return -1;
  }
  atexit(exhibit_output_finish);
  return count;
}

#endif
