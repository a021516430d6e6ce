#ifndef CEXHIBIT_OUTPUT_H
#define CEXHIBIT_OUTPUT_H

// Keeps what a process and its children write to standard output and standard error, test by test.
//
// Each stream that is a pipe is replaced by a pipe of our own, from which a small process, the copier, reads: it writes
// everything on to where the stream led, and then into files. Where a test begins and ends is written into the pipe
// itself, behind a random number that the copier finds and takes out again; so the cut is exact, and what children
// write belongs to the right test too. The copier outlives a crash of the tests and loses nothing of it.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What takes secrets out of bytes; see `CExhibitRecord`.
typedef struct exhibit_rules exhibit_rules;

/// What a stream is.
typedef enum exhibit_stream_kind {
  exhibit_stream_closed,
  exhibit_stream_pipe,
  exhibit_stream_terminal,
  exhibit_stream_file,
  exhibit_stream_other,
} exhibit_stream_kind;

/// What the copier has to know. The texts are copied.
typedef struct exhibit_output_options {
  /// Its event file.
  const char *_Nonnull events_path;
  /// The members of its first line but for `instant`, `sequence`, `pid` and `locked`, as `"key":value,…`.
  const char *_Nonnull header;
  /// The directory for what is written outside of tests, made when it is needed.
  const char *_Nonnull outside_directory;
  /// The most bytes of one stream that are kept of one test.
  uint64_t limit;
  /// Whether the process is one of many that soon end, as each test of a parallel run has its own. Then the copier is
  /// its child, though one that only `wait` with `__WALL` finds, and is waited for at the end: where the first process
  /// of a container does not take care of orphans, as SwiftPM does not, each would stay there as a zombie.
  /// So it is too where orphans would become children of this process after all.
  bool is_short_lived;
} exhibit_output_options;

/// What `errno` is after `exhibit_output_start` in the first process of a container: the system ends all others with it,
/// the copier too, and what that had not passed on would be lost.
#define EXHIBIT_FIRST_PROCESS 9998

/// What a test's files are called and where they go.
typedef struct exhibit_output_test {
  /// The directory, an absolute path; if it is empty, what the test writes is not kept.
  const char *_Nonnull directory;
  /// The same as the record names it.
  const char *_Nonnull recorded_directory;
  const char *_Nonnull id;
  /// The name in the lines that XCTest prints when a test starts and ends.
  const char *_Nonnull console_name;
  int64_t attempt;
} exhibit_output_test;

/// What standard output (1) or standard error (2) is. Only an unnamed pipe is a pipe here.
exhibit_stream_kind exhibit_output_kind(int descriptor);

/// Makes ready what takes secrets out of the files, to be called before the start. Returns false if memory ran out.
bool exhibit_output_prepare_redaction(void);

/// From now on the files do not hold what the rules take out. Returns false if the rules cannot be told to the copier,
/// which then writes nothing more.
bool exhibit_output_redact(const exhibit_rules *_Nonnull rules);

/// Replaces those of the two streams that are pipes, and starts the copier.
///
/// Returns how many pipes there are now (1 if both streams were the same), 0 if none is a pipe or this is not Linux,
/// and -1 with `errno` if it cannot be done; then nothing has changed.
int exhibit_output_start(const exhibit_output_options *_Nonnull options);

/// What is written from now on belongs to this test.
void exhibit_output_test_started(const exhibit_output_test *_Nonnull test);

/// The same for a first attempt; `location` is the module and the types around the test, joined by slashes.
void exhibit_output_quiet_test_started(const char *_Nonnull directory, const char *_Nonnull recorded_directory,
                                       const char *_Nonnull id, const char *_Nonnull location,
                                       const char *_Nonnull name);

/// What is written from now on belongs to no test.
void exhibit_output_test_ended(void);

/// Whether a boundary could not be told since the last call, because a test closed what leads to the copier, the copier
/// is gone, or nobody reads standard output.
bool exhibit_output_lost_boundary(void);

/// Claims the right to say that the system refuses something, for an error that is the same wherever one looks.
///
/// Returns whether that has been said already, here or by the copier.
bool exhibit_output_has_said(int code);

/// Gives the copier what is still in the buffers of standard output and standard error, for the files only.
///
/// Async-signal-safe. For a process that is about to die without flushing them.
void exhibit_output_save_stdio(void);

/// Waits, for a limited time, until everything written before is where it belongs, and gives the streams back.
///
/// Is called when the process exits.
void exhibit_output_finish(void);

#endif
