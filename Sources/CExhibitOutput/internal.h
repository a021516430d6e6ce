#ifndef EXHIBIT_OUTPUT_INTERNAL_H
#define EXHIBIT_OUTPUT_INTERNAL_H

#include "CExhibitOutput.h"
#include "CExhibitRedaction.h"

#if defined(__linux__)

#include <stdatomic.h>
#include <sys/types.h>

/// The most bytes that a pipe takes in one piece, PIPE_BUF of Linux.
#define EXHIBIT_PIECE 4096

/// A mark in a pipe: the random number, its kind, a zero, two bytes of length, and as many bytes more.
#define EXHIBIT_NONCE 16
#define EXHIBIT_MARK 20

enum exhibit_mark {
  /// A part of what the next start has to say.
  exhibit_mark_part = 'p',
  exhibit_mark_start = 's',
  exhibit_mark_end = 'e',
  /// Everything before has been dealt with: the copier says so in shared memory.
  exhibit_mark_acknowledge = 'a',
  /// Bytes for the file alone.
  exhibit_mark_unflushed = 'u',
};

/// One stream that was replaced, or both if they were one pipe.
struct exhibit_capture_stream {
  const char *name;
  int standard;
  bool is_both;
  /// Where the stream led before.
  int console;
  /// The ends of the pipe; the second is open for itself, so that writing to it never waits.
  int reader;
  int marker;
  /// What tells the pipe from whatever a test may open under these numbers.
  uint64_t device;
  uint64_t inode;
  uint64_t console_device;
  uint64_t console_inode;
  bool is_off;
  /// Whether the last mark found no room, although it waited.
  bool is_stalled;
};

/// How many errors the system has, and some more.
#define EXHIBIT_ERRORS 160

/// What the copier tells the process.
struct exhibit_shared {
  _Atomic uint32_t acknowledged[2];
  /// Set when the console took no more: its reader is gone.
  _Atomic uint32_t broken[2];
  /// Set when somebody has said that the system refuses something, for this error.
  _Atomic uint32_t said[EXHIBIT_ERRORS];
  /// Set when the process exits in the usual way.
  _Atomic uint32_t is_over;
  /// Set when the copier ends.
  _Atomic uint32_t ended;
};

struct exhibit_capture {
  pid_t pid;
  /// What refers to this process for the copier (`pidfd_open`), and to no other that gets its number; -1 without it.
  int process;
  /// The copier, if it is a child of this process.
  pid_t child;
  int count;
  struct exhibit_capture_stream streams[2];
  unsigned char nonce[EXHIBIT_NONCE];
  struct exhibit_shared *shared;
  /// What is to be taken out of the files.
  exhibit_rules_board *rules;
  /// Shared: set when the copier could not be told of what is to be taken out.
  _Atomic uint32_t *is_muzzled;
  /// Where a diagnostic of the copier goes.
  int diagnostics;
  char *events_path;
  char *header;
  char *outside_directory;
  uint64_t limit;
};

extern struct exhibit_capture exhibit_capture;

/// The copier; it never returns.
_Noreturn void exhibit_copier_run(void);

/// Where it is noted that an error has been said; `NULL` for what is no error.
_Atomic uint32_t *exhibit_said(int code);

/// Whether a descriptor is the stream's pipe.
bool exhibit_stream_is(const struct exhibit_capture_stream *stream, int descriptor);

/// Whether the descriptor of where the stream led before is still that.
bool exhibit_console_is_open(const struct exhibit_capture_stream *stream);

/// Closes what only this process is to have of the streams: for a child that was forked.
void exhibit_streams_leave(void);

/// Writes a mark. Returns whether it is in the pipe.
bool exhibit_mark_write(struct exhibit_capture_stream *stream, enum exhibit_mark kind, const void *bytes, size_t count);

/// Gives the stream back to where it led, where that is still ours to do.
void exhibit_stream_restore(struct exhibit_capture_stream *stream);

#endif
#endif
