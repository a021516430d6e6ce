#ifndef CEXHIBIT_PROCESS_H
#define CEXHIBIT_PROCESS_H

// A program that is run beside the tests. It is C because starting a process, and waiting for it while its output is
// read, is a dozen calls of the system whose types differ between Linux and Apple systems.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#if defined(__has_attribute)
#if __has_attribute(swift_attr)
#define EXHIBIT_PROCESS_SENDABLE __attribute__((swift_attr("@Sendable")))
#endif
#endif
#ifndef EXHIBIT_PROCESS_SENDABLE
#define EXHIBIT_PROCESS_SENDABLE
#endif

/// A program that was started, with a thread that reads what it writes and waits for its end.
typedef struct EXHIBIT_PROCESS_SENDABLE exhibit_process {
  struct exhibit_process_state *_Nullable state;
} exhibit_process;

/// What a program has written to one of its streams: the last of it, in memory that goes with the process.
typedef struct exhibit_process_output {
  const void *_Nullable bytes;
  size_t count;
  /// How much it was in all.
  size_t total;
} exhibit_process_output;

/// How a program ended.
typedef struct exhibit_process_end {
  enum {
    EXHIBIT_PROCESS_EXITED = 0,
    EXHIBIT_PROCESS_SIGNALLED = 1,
    /// Somebody else has waited for it, or nobody can.
    EXHIBIT_PROCESS_UNKNOWN = 2,
  } how;
  /// The exit status, or the signal.
  int code;
  /// Whether it was killed because it did not end in time.
  bool timed_out;
  int64_t nanoseconds;
  exhibit_process_output output;
  exhibit_process_output error;
} exhibit_process_end;

/// Starts a program in a process group of its own, with the directory as its working directory.
///
/// A name without a slash is looked for in `PATH`. `input` is what it finds on its standard input. Of each stream that it
/// writes the last `limit` bytes are kept. It inherits nothing else, and its signals are as they are by default.
/// Returns one without a state, with `errno`, if it cannot be started.
exhibit_process exhibit_process_start(char *_Nullable const *_Nonnull arguments,
                                      char *_Nullable const *_Nonnull environment, const char *_Nonnull directory,
                                      const void *_Nullable input, size_t count, size_t limit);

/// Whether it has not ended yet.
bool exhibit_process_is_running(exhibit_process process);

/// Waits for its end; what is not over in time is ended, with all of its process group.
///
/// `first_signal`, unless it is 0, is sent at once, and SIGTERM when half of the time is over. When all of it is, SIGKILL
/// follows.
exhibit_process_end exhibit_process_finish(exhibit_process process, int64_t nanoseconds, int first_signal);

/// Frees the memory of one that has been finished.
void exhibit_process_free(exhibit_process process);

#endif
