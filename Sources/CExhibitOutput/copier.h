#ifndef EXHIBIT_OUTPUT_COPIER_H
#define EXHIBIT_OUTPUT_COPIER_H

#include "internal.h"

#if defined(__linux__)

#include "calls.h"

/// What is read at once; a mark that is cut off at its end is moved to the front.
#define COPIER_BUFFER ((64 << 10) + EXHIBIT_PIECE)
/// Room for what a start says: an id of 32 KiB can become six times as long as JSON.
#define COPIER_FIELDS (256 << 10)
/// The longest line of XCTest's that is recognised.
#define COPIER_LINE 1024
#define COPIER_PATH 4352

/// A file into which a stream is kept.
struct copier_file {
  int descriptor;
  /// How many bytes are in it, and how many were written to the stream and are not.
  uint64_t count;
  uint64_t cut;
  /// Why nothing more goes into it.
  int error;
  /// What takes secrets out on the way, once there is something to take out.
  exhibit_stream *redaction;
  bool is_redacting;
  char path[COPIER_PATH];
};

/// A test, as the start of it says.
struct copier_test {
  const char *directory;
  const char *recorded_directory;
  const char *id;
  const char *console_name;
  const char *attempt;
};

/// XCTest's own lines about the start and the end of the test, which are no output of the test.
struct copier_lines {
  /// "Test Case 'Class.method' ".
  char head[COPIER_LINE];
  size_t head_count;
  /// Whether the start may still be told, and as much of that line as has come.
  bool awaits_start;
  /// What may become the line about the end.
  char held[COPIER_LINE];
  size_t held_count;
};

struct copier_stream {
  const char *name;
  int index;
  int reader;
  int console;
  bool has_xctest_lines;

  char buffer[COPIER_BUFFER];
  /// The bytes in the buffer, those dealt with, and the end of those known to be no mark.
  size_t have;
  size_t position;
  size_t segment;
  /// Whether the last read filled the buffer, so that a mark may be cut off.
  bool is_full;
  /// Whether the console takes nothing at the moment.
  bool is_blocked;

  char fields[COPIER_FIELDS];
  size_t field_count;
  bool fields_overflow;
  bool in_test;
  struct copier_test test;
  struct copier_lines lines;
  struct copier_file kept;
  struct copier_file outside;
};

/// A text that is put together, cut where there is no more room.
struct copier_text {
  char *bytes;
  size_t count;
  size_t capacity;
};

void copier_text_append(struct copier_text *text, const char *more);
void copier_text_integer(struct copier_text *text, uint64_t value, int digits);

/// Closes every descriptor that the copier does not need: those of the process would keep files locked and pipes open.
void copier_close_others(void);

/// Makes the directories above a path that are missing.
void copier_make_parents(const char *path);

/// What the system's word for an error is.
const char *copier_error(int code);

/// Says something on the console's standard error, once in the life of the copier, and in the record.
void copier_complain(const char *what, const char *path, int code);

/// Lists a file of a test whose bytes are complete.
void copier_list(struct copier_stream *stream, const char *name);

/// Says in the record that something of a test is lost.
void copier_lose(struct copier_stream *stream, const char *path, int code);

/// Says in the record how the process has ended, as `wait` would tell it.
void copier_record_end(int status);

/// Says it once, as soon as it can be known, if the process has not exited in the usual way.
void copier_tell_end(bool is_last_chance);

/// What becomes readable when the process is dead; -1 if that cannot be known, or is.
int copier_process(void);

/// Begins a test with what its fields say.
void copier_begin(struct copier_stream *stream);

/// Completes the files of the test, if one is running.
void copier_end(struct copier_stream *stream);

/// Keeps what the stream carried.
void copier_keep(struct copier_stream *stream, const char *bytes, size_t count);

/// Puts bytes into the file of the test or the one for what is outside of tests.
void copier_store(struct copier_stream *stream, struct copier_file *file, const char *bytes, size_t count);

/// Writes what was held back for the sake of redaction, and states at the end of a file what is missing from it.
///
/// Returns whether there was a file.
bool copier_close_file(struct copier_stream *stream, struct copier_file *file);

/// What `copier_keep` does while a test runs, but for XCTest's own lines.
void copier_filter(struct copier_stream *stream, const char *bytes, size_t count);

/// Deals with what the filter still holds: the end of the test has come, or that of the stream.
void copier_filter_end(struct copier_stream *stream, bool is_end_of_test);

#endif
#endif
