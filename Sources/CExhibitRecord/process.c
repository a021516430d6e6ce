#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif
#include "CExhibitRecord.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif

/// How long is waited for the end of a stream whose program has ended: somebody it started may have inherited it.
#define LINGER_NANOSECONDS 250000000

/// The reading end of a pipe, and the last of what came out of it.
typedef struct stream {
  int descriptor;
  // A test may close descriptors that are not its own, and then the number is that of something else.
  dev_t device;
  ino_t inode;
  char *bytes;
  size_t count;
  size_t total;
} stream;

struct exhibit_process_state {
  pid_t pid;
  size_t limit;
  stream streams[2];
  int64_t started;
  pthread_t thread;
  pthread_mutex_t mutex;
  pthread_cond_t condition;
  // Behind the mutex.
  bool ended;
  bool collected;
  exhibit_process_end end;
};

static bool is_open(const stream *stream) {
  struct stat status;
  return stream->descriptor >= 0 && fstat(stream->descriptor, &status) == 0 && status.st_dev == stream->device &&
         status.st_ino == stream->inode;
}

static void close_stream(stream *stream) {
  if (is_open(stream)) close(stream->descriptor);
  stream->descriptor = -1;
}

/// Keeps the last `limit` bytes, in room for twice as many so that they are hardly ever moved.
static void keep(stream *stream, const char *bytes, size_t count, size_t limit) {
  stream->total += count;
  if (!stream->bytes) stream->bytes = malloc(2 * limit);
  if (!stream->bytes) return;
  if (count > limit) {
    bytes += count - limit;
    count = limit;
  }
  if (stream->count + count > 2 * limit) {
    size_t kept = limit - count;
    memmove(stream->bytes, stream->bytes + stream->count - kept, kept);
    stream->count = kept;
  }
  memcpy(stream->bytes + stream->count, bytes, count);
  stream->count += count;
}

/// Reads what is there; closes the stream at its end.
static void drain(stream *stream, size_t limit) {
  char bytes[1 << 16];
  while (is_open(stream)) {
    ssize_t count = read(stream->descriptor, bytes, sizeof bytes);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) return;
    if (count <= 0) break;
    keep(stream, bytes, (size_t)count, limit);
    if ((size_t)count < sizeof bytes) return;
  }
  close_stream(stream);
}

/// Waits at most so long for something to read. Returns whether there is a stream that is open.
static bool read_streams(struct exhibit_process_state *state, int milliseconds) {
  struct pollfd polled[2];
  nfds_t count = 0;
  for (int i = 0; i < 2; i++) {
    if (!is_open(&state->streams[i])) state->streams[i].descriptor = -1;
    if (state->streams[i].descriptor >= 0) polled[count++] = (struct pollfd){state->streams[i].descriptor, POLLIN, 0};
  }
  poll(polled, count, milliseconds);
  for (int i = 0; i < 2; i++) drain(&state->streams[i], state->limit);
  return state->streams[0].descriptor >= 0 || state->streams[1].descriptor >= 0;
}

/// Whether the program has ended; it stays a zombie, so that nobody else can get its number. -1 if nobody can tell.
static int has_ended(pid_t pid) {
  siginfo_t info = {0};
  int result;
  do {
    result = waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT);
  } while (result != 0 && errno == EINTR);
  if (result != 0) return -1;
  return info.si_pid == pid;
}

/// Follows the program to its end.
static void *follow(void *context) {
  struct exhibit_process_state *state = context;
  int ended;
  int pause = 1;
  // Its end shows only to who asks.
  while ((ended = has_ended(state->pid)) == 0) {
    read_streams(state, pause);
    if (pause < 16) pause *= 2;
  }
  int64_t nanoseconds = exhibit_monotonic_nanoseconds() - state->started;
  int64_t deadline = exhibit_monotonic_nanoseconds() + LINGER_NANOSECONDS;
  while (read_streams(state, 10) && exhibit_monotonic_nanoseconds() < deadline) continue;
  pthread_mutex_lock(&state->mutex);
  exhibit_process_end *end = &state->end;
  end->how = EXHIBIT_PROCESS_UNKNOWN;
  if (ended > 0) {
    // What it has left behind in its group goes with it.
    kill(-state->pid, SIGKILL);
    int status = 0;
    pid_t result;
    do {
      result = waitpid(state->pid, &status, 0);
    } while (result < 0 && errno == EINTR);
    if (result == state->pid) {
      end->how = WIFEXITED(status) ? EXHIBIT_PROCESS_EXITED : EXHIBIT_PROCESS_SIGNALLED;
      end->code = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
    }
  }
  for (int i = 0; i < 2; i++) close_stream(&state->streams[i]);
  end->nanoseconds = nanoseconds;
  state->ended = true;
  pthread_cond_broadcast(&state->condition);
  pthread_mutex_unlock(&state->mutex);
  return NULL;
}

/// Makes a pipe whose ends are neither inherited nor one of the standard streams.
static int make_pipe(int ends[2]) {
#if defined(__linux__)
  if (pipe2(ends, O_CLOEXEC) != 0) return -1;
#else
  if (pipe(ends) != 0) return -1;
#endif
  for (int i = 0; i < 2; i++) {
    if (ends[i] > 2) {
      fcntl(ends[i], F_SETFD, FD_CLOEXEC);
      continue;
    }
    ends[i] = exhibit_above_standard(ends[i]);
    if (ends[i] < 0) {
      int code = errno;
      close(ends[1 - i]);
      errno = code;
      return -1;
    }
  }
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  return 0;
}

/// Opens a file without a name that holds the input: no pipe, so that who does not read it does no harm.
static int open_input(const void *input, size_t count) {
#if defined(__linux__)
  int descriptor = memfd_create("exhibit event", MFD_CLOEXEC);
#else
  FILE *file = tmpfile();
  int descriptor = file ? fcntl(fileno(file), F_DUPFD_CLOEXEC, 3) : -1;
  if (file) fclose(file);
#endif
  descriptor = exhibit_above_standard(descriptor);
  if (descriptor < 0) return -1;
  for (size_t offset = 0; offset < count;) {
    ssize_t written = exhibit_write_once(descriptor, (const char *)input + offset, count - offset);
    if (written <= 0) {
      int code = written < 0 ? errno : ENOSPC;
      close(descriptor);
      errno = code;
      return -1;
    }
    offset += (size_t)written;
  }
  lseek(descriptor, 0, SEEK_SET);
  return descriptor;
}

static int spawn(pid_t *pid, char *const *arguments, char *const *environment, const char *directory,
                 const int descriptors[3]) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  for (int i = 0; i < 3; i++) posix_spawn_file_actions_adddup2(&actions, descriptors[i], i);
  int code = posix_spawn_file_actions_addchdir_np(&actions, directory);
  short flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
#if defined(__APPLE__)
  flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#elif defined(__GLIBC__) && defined(__GLIBC_PREREQ)
#if __GLIBC_PREREQ(2, 34)
  if (code == 0) code = posix_spawn_file_actions_addclosefrom_np(&actions, 3);
#endif
#endif
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  sigdelset(&all, SIGKILL);
  sigdelset(&all, SIGSTOP);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, flags);
  if (code == 0) code = posix_spawnp(pid, arguments[0], &actions, &attributes, arguments, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return code;
}

static void init_condition(pthread_cond_t *condition) {
  pthread_condattr_t attributes;
  pthread_condattr_init(&attributes);
#if !defined(__APPLE__)
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
#endif
  pthread_cond_init(condition, &attributes);
  pthread_condattr_destroy(&attributes);
}

/// Starts the thread, which takes no signals: those are for the tests.
static int start_following(struct exhibit_process_state *state) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  int code = pthread_create(&state->thread, NULL, follow, state);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return code;
}

exhibit_process exhibit_process_start(char *const *arguments, char *const *environment, const char *directory,
                                      const void *input, size_t count, size_t limit) {
  int pipes[2][2] = {{-1, -1}, {-1, -1}};
  int standard_input = -1;
  int code = 0;
  struct exhibit_process_state *state = calloc(1, sizeof *state);
  if (!state) return (exhibit_process){NULL};
  state->limit = limit > 0 ? limit : 1;
  if (make_pipe(pipes[0]) != 0 || make_pipe(pipes[1]) != 0 || (standard_input = open_input(input, count)) < 0)
    code = errno;
  if (code == 0) {
    int descriptors[3] = {standard_input, pipes[0][1], pipes[1][1]};
    state->started = exhibit_monotonic_nanoseconds();
    code = spawn(&state->pid, arguments, environment, directory, descriptors);
  }
  if (standard_input >= 0) close(standard_input);
  for (int i = 0; i < 2; i++) {
    if (pipes[i][1] >= 0) close(pipes[i][1]);
    struct stat status;
    state->streams[i].descriptor = pipes[i][0];
    if (pipes[i][0] >= 0 && fstat(pipes[i][0], &status) == 0) {
      state->streams[i].device = status.st_dev;
      state->streams[i].inode = status.st_ino;
    }
  }
  if (code == 0) {
    pthread_mutex_init(&state->mutex, NULL);
    init_condition(&state->condition);
    code = start_following(state);
    if (code != 0) {
      kill(-state->pid, SIGKILL);
      while (waitpid(state->pid, NULL, 0) < 0 && errno == EINTR) continue;
    }
  }
  if (code != 0) {
    for (int i = 0; i < 2; i++) close_stream(&state->streams[i]);
    free(state);
    errno = code;
    return (exhibit_process){NULL};
  }
  return (exhibit_process){state};
}

bool exhibit_process_is_running(exhibit_process process) {
  struct exhibit_process_state *state = process.state;
  pthread_mutex_lock(&state->mutex);
  bool ended = state->ended;
  pthread_mutex_unlock(&state->mutex);
  return !ended;
}

/// Waits for the end until the deadline, with the mutex held.
static bool wait_until(struct exhibit_process_state *state, int64_t deadline) {
  while (!state->ended) {
    int64_t left = deadline - exhibit_monotonic_nanoseconds();
    if (left <= 0) return false;
#if defined(__APPLE__)
    struct timespec time = {left / 1000000000, left % 1000000000};
    pthread_cond_timedwait_relative_np(&state->condition, &state->mutex, &time);
#else
    struct timespec time = {deadline / 1000000000, deadline % 1000000000};
    pthread_cond_timedwait(&state->condition, &state->mutex, &time);
#endif
  }
  return true;
}

exhibit_process_end exhibit_process_finish(exhibit_process process, int64_t nanoseconds, int first_signal) {
  struct exhibit_process_state *state = process.state;
  int64_t start = exhibit_monotonic_nanoseconds();
  pthread_mutex_lock(&state->mutex);
  // As long as the thread has not seen its end, the number of its process is nobody else's.
  if (!state->ended && first_signal != 0) {
    kill(-state->pid, first_signal);
    if (!wait_until(state, start + nanoseconds / 2)) kill(-state->pid, SIGTERM);
  }
  bool timed_out = false;
  if (!wait_until(state, start + nanoseconds)) {
    timed_out = true;
    kill(-state->pid, SIGKILL);
    while (!state->ended) pthread_cond_wait(&state->condition, &state->mutex);
  }
  exhibit_process_end end = state->end;
  bool joins = !state->collected;
  state->collected = true;
  pthread_mutex_unlock(&state->mutex);
  if (joins) pthread_join(state->thread, NULL);
  end.timed_out = timed_out;
  exhibit_process_output *outputs[2] = {&end.output, &end.error};
  for (int i = 0; i < 2; i++) {
    const stream *stream = &state->streams[i];
    size_t kept = stream->count < state->limit ? stream->count : state->limit;
    *outputs[i] =
        (exhibit_process_output){stream->bytes ? stream->bytes + stream->count - kept : NULL, kept, stream->total};
  }
  return end;
}

void exhibit_process_free(exhibit_process process) {
  struct exhibit_process_state *state = process.state;
  for (int i = 0; i < 2; i++) free(state->streams[i].bytes);
  pthread_cond_destroy(&state->condition);
  pthread_mutex_destroy(&state->mutex);
  free(state);
}
