#ifndef CEXHIBIT_RECORD_H
#define CEXHIBIT_RECORD_H

// The hot path of the record: what runs a few times in every test. It is C because test targets are built without
// optimisation, and unoptimised C is ten to fifty times faster at bytes than unoptimised Swift.

#include <dirent.h>
#include <stdbool.h>
#include <stddef.h>
#include <signal.h>
#include <stdint.h>
#include <sys/types.h>

#include "CExhibitProcess.h"
#include "CExhibitRedaction.h"

#if defined(__has_attribute)
#if __has_attribute(swift_attr)
/// For what any thread may use: it never changes, or has a lock of its own.
#define EXHIBIT_SENDABLE __attribute__((swift_attr("@Sendable")))
#endif
#endif
#ifndef EXHIBIT_SENDABLE
#define EXHIBIT_SENDABLE
#endif

/// UTF-8 that nobody changes.
typedef struct EXHIBIT_SENDABLE exhibit_text {
  const char *_Nullable bytes;
  size_t count;
  /// Whether it is known that JSON escapes nothing in it; otherwise that is looked at.
  bool is_plain;
} exhibit_text;

/// Copies a text, which is then freed with `exhibit_text_free`; empty if memory ran out.
exhibit_text exhibit_text_copy(const char *_Nullable utf8, size_t count);
void exhibit_text_free(exhibit_text text);

/// A growing line of bytes. `failed` is set when memory ran out; the line is then incomplete and must not be written.
typedef struct exhibit_buffer {
  char *_Nullable bytes;
  size_t count;
  size_t capacity;
  bool failed;
  /// Whether the memory is somebody else's.
  bool is_borrowed;
  /// What takes secrets out of the texts of a line, if anything does.
  const exhibit_rules *_Nullable rules;
} exhibit_buffer;

/// A buffer that begins in memory of the caller's, and has its own only if it grows.
exhibit_buffer exhibit_buffer_on(char *_Nonnull memory, size_t capacity);

/// Appends bytes as they are.
void exhibit_buffer_append(exhibit_buffer *_Nonnull buffer, const void *_Nullable bytes, size_t count);

/// Appends UTF-8 as a JSON string with its quotes. Text beyond `limit` bytes, or beyond `room` bytes once it is escaped,
/// is cut at a character and ends in "…".
void exhibit_buffer_json_string(exhibit_buffer *_Nonnull buffer, const char *_Nullable utf8, size_t count, size_t limit,
                                size_t room);

/// Appends a decimal integer.
void exhibit_buffer_integer(exhibit_buffer *_Nonnull buffer, int64_t value);

/// Appends nanoseconds of a second as a point and up to nine decimals.
void exhibit_buffer_fraction(exhibit_buffer *_Nonnull buffer, int64_t nanoseconds, int decimals);

/// Appends nanoseconds as decimal seconds with up to nine decimals.
void exhibit_buffer_seconds(exhibit_buffer *_Nonnull buffer, int64_t nanoseconds, int decimals);

/// Frees the memory.
void exhibit_buffer_free(exhibit_buffer *_Nonnull buffer);

/// Writes with one call of `write`, again only if it was interrupted before it wrote anything.
///
/// Returns the number of bytes written, or -1 with `errno`.
///
/// Where signals are watched, a write beyond the limit on the size of files fails with `EFBIG`, and no SIGXFSZ ends the
/// process; a test that sets another disposition of that signal, and a limit, has both.
ssize_t exhibit_write_once(int descriptor, const void *_Nonnull bytes, size_t count);

/// Opens a file as `open` does, closed on exec, and never under the number of a standard stream.
///
/// A test may have closed one, or the process may have begun without it: what is printed next must not get into a file
/// of ours. The number is free again afterwards, for whoever opens a file next. Another thread that opens or redirects
/// a closed stream at this very moment may meet the number while it is taken.
int exhibit_open(const char *_Nonnull path, int flags, mode_t mode);

/// Moves a descriptor off the numbers of the standard streams, if it has one of them, and makes it close on exec then.
///
/// Returns the descriptor, or -1 with `errno`, and then it is closed.
int exhibit_above_standard(int descriptor);

/// Whether this thread is inside of a write of ours.
bool exhibit_is_writing(void);

/// Begins to watch for forks of this process.
void exhibit_watch_forks(void);

/// Whether this process is a child that was forked, and has not become another program, since forks are watched.
bool exhibit_is_fork_child(void);

/// Begins to watch for signals that end this process: those of faults, and those of others that nobody handles.
///
/// After what ``exhibit_before_death`` added, the signal goes to whoever had it before, so that the process ends as it
/// would have.
void exhibit_watch_signals(void);

/// Adds what is done when a signal that is watched comes: only what is safe in a signal handler.
///
/// Returns whether there was room for it; one that is there already is not added again.
bool exhibit_before_death(void (*_Nonnull act)(int signal));

/// The signals that threads of ours leave to those of the tests.
void exhibit_signals_of_tests(sigset_t *_Nonnull set);

/// Whether a signal says that the program itself went wrong.
bool exhibit_is_fault(int signal);

/// Room for the name of any signal.
#define EXHIBIT_SIGNAL_NAME_BYTES 24

/// Stores what a signal is called: `SIGTERM`, `SIGRTMIN+3`, or `signal 33` if it has no name. Async-signal-safe.
void exhibit_signal_name(int signal, char name[_Nonnull EXHIBIT_SIGNAL_NAME_BYTES]);

/// Calls a function when the process ends by `quick_exit`, where there is such a thing.
void exhibit_at_quick_exit(void (*_Nonnull act)(void));

/// Does something now and then, on a thread of its own that takes no signals.
typedef struct EXHIBIT_SENDABLE exhibit_ticker {
  struct exhibit_ticker_state *_Nullable state;
} exhibit_ticker;

/// Begins; `period` is in nanoseconds. Returns one without a state if there is no thread to be had.
exhibit_ticker exhibit_ticker_start(int64_t period, void (*_Nonnull tick)(void *_Nullable context),
                                    void *_Nullable context);

/// Ends it, after the tick that is going on; once at most.
void exhibit_ticker_stop(exhibit_ticker ticker);

/// The monotonic and the wall clock, in nanoseconds.
int64_t exhibit_monotonic_nanoseconds(void);
int64_t exhibit_wall_nanoseconds(void);

/// Writes a wall clock's time in UTC and ISO 8601's extended format with milliseconds, `2026-11-21T05:51:03.123Z`.
///
/// Returns the number of bytes; 0 if no calendar holds it.
size_t exhibit_utc(int64_t nanoseconds, char text[_Nonnull 64]);

/// The value of an environment variable; without bytes if there is none.
exhibit_text exhibit_variable(const char *_Nonnull name);

/// Whether an environment variable has the value.
bool exhibit_variable_is(const char *_Nonnull name, const char *_Nonnull value);

/// Says what makes failures of soft assertions those of the tests' framework. The loader says it, since Swift code that
/// runs in every process as it is loaded takes a tenth of a millisecond of its start.
void exhibit_set_soft_assertion_setup(void (*_Nonnull setup)(void));

/// Calls it, if the loader has said it.
void exhibit_set_up_soft_assertions(void);

/// Whether a name consists of ASCII letters, digits and `_` only, and is neither empty nor longer than `limit`.
bool exhibit_is_plain_name(const char *_Nullable utf8, size_t count, size_t limit);

/// Whether a text consists of printable ASCII only.
bool exhibit_is_printable(const char *_Nullable utf8, size_t count);

/// Where the part behind the last `separator` begins; 0 if there is none.
size_t exhibit_after_last(const char *_Nullable utf8, size_t count, char separator);

/// The bytes from one place to another, of which the text has at least as many.
exhibit_text exhibit_text_part(exhibit_text text, size_t start, size_t end);

/// Where the part before the first `separator` ends; all of it if there is none.
size_t exhibit_before_first(const char *_Nullable utf8, size_t count, char separator);

/// The text without ASCII white space at its ends.
exhibit_text exhibit_trimmed(exhibit_text text);

/// The first line of a text, which is taken off it together with its line feed.
exhibit_text exhibit_take_line(exhibit_text *_Nonnull rest);

/// The first line of a text that ends with the suffix; without bytes if none does.
exhibit_text exhibit_line_with_suffix(exhibit_text text, exhibit_text suffix);

/// A path without its last component; without bytes if that leaves nothing.
exhibit_text exhibit_parent_path(exhibit_text path);

/// Whether a text consists of hexadecimal digits only.
bool exhibit_is_hexadecimal(const char *_Nonnull text);

/// Copies the ASCII letters and digits of a text, as many as fit.
void exhibit_letters_and_digits(const char *_Nonnull text, char *_Nonnull result, size_t size);

/// Makes a name of ASCII one of capitals, digits and `_`, as variables of the environment have.
void exhibit_make_constant_name(char *_Nonnull text);

/// The next variable of the environment, `NAME=VALUE`, whose name begins with a prefix; NULL if there are no more.
const char *_Nullable exhibit_next_variable(const char *_Nonnull prefix, size_t *_Nonnull place);

/// The name of an entry of a directory. Swift sees it as a tuple of 256 members, which takes time to make.
const char *_Nonnull exhibit_entry_name(const struct dirent *_Nonnull entry);

/// Reads a small file, at most so many bytes of it, into memory that the caller frees.
///
/// Returns the number of bytes, or -1 if it cannot be opened.
ssize_t exhibit_read_file(const char *_Nonnull path, size_t limit, char *_Nullable *_Nonnull bytes);

/// The host's name without its domain, at most so many bytes of it, with `-` for all but ASCII letters and digits.
///
/// Returns false if there is none.
bool exhibit_machine_name(char *_Nonnull name, size_t size, size_t limit);

/// Whether a path is absolute, has no empty component and none of `.` and `..`, and leads over no symbolic link to
/// something that is there.
bool exhibit_is_plain_path(const char *_Nonnull path);

#if defined(__linux__)
/// The room for the start of a process: clock ticks since the machine started, in decimal digits.
#define EXHIBIT_PROCESS_START 32

/// Reads when a process was started; false if there is no such process.
bool exhibit_process_start_time(pid_t pid, char start[_Nonnull EXHIBIT_PROCESS_START]);

/// The nearest ancestor, at most four up, that runs SwiftPM, and when it was started; 0 if there is none.
pid_t exhibit_package_manager(char start[_Nonnull EXHIBIT_PROCESS_START]);
#endif

/// SHA-256 (FIPS 180-4).
void exhibit_sha256(const void *_Nullable bytes, size_t count, uint8_t digest[_Nonnull 32]);

/// Looks in a directory for a name other than the given one that is folded to the same text.
///
/// Returns 1 if there is one, 0 if there is none, and -1 if there are names outside of ASCII, of which it cannot tell.
int exhibit_find_look_alike(const char *_Nonnull directory, const char *_Nonnull name, const char *_Nonnull folded);

/// The number of links to a directory: two, and one for each directory in it, where the file system counts them.
///
/// Others count files too, or always say one; 0 if it is not there.
size_t exhibit_link_count(const char *_Nonnull path);

/// The directories with plain names that this process has made in one directory. Any thread may use them.
typedef struct EXHIBIT_SENDABLE exhibit_siblings {
  struct exhibit_siblings_state *_Nullable state;
} exhibit_siblings;

/// Refers to a directory, which need not exist.
exhibit_siblings exhibit_siblings_make(exhibit_text directory);
void exhibit_siblings_free(exhibit_siblings siblings);

/// How many there are.
size_t exhibit_siblings_count(exhibit_siblings siblings);

typedef enum exhibit_sibling {
  EXHIBIT_SIBLING_NONE,
  /// One of the same name in other letter case.
  EXHIBIT_SIBLING_SIMILAR,
  EXHIBIT_SIBLING_SAME,
} exhibit_sibling;

/// Whether a name, or one that looks like it, is there.
exhibit_sibling exhibit_siblings_find(exhibit_siblings siblings, exhibit_text name);

/// Makes a directory with a plain name, beside these and `others` that this process has made there too.
///
/// Returns whether it is new, and nothing looks like it; otherwise nothing has been done.
bool exhibit_siblings_add(exhibit_siblings siblings, exhibit_text name, size_t others);

/// Whether all bytes are ASCII.
bool exhibit_is_ascii(const char *_Nonnull text);

/// A file to which is only ever appended, with what tells it from whatever else its descriptor may come to be.
typedef struct exhibit_file {
  int descriptor;
  bool locked;
  uint64_t device;
  uint64_t inode;
  /// How many bytes it had after the last write.
  int64_t size;
} exhibit_file;

/// Opens a regular file for appending, without following a symbolic link, closed on exec; `exclusive` fails if it exists.
///
/// Returns 0 or -1 with `errno`.
int exhibit_file_open(exhibit_file *_Nonnull file, const char *_Nonnull path, bool exclusive);

/// Takes the file's lock as `exhibit_lock` does.
int exhibit_file_lock(exhibit_file *_Nonnull file);

/// Whether the file is there, but not at its path.
bool exhibit_file_is_moved(exhibit_file *_Nonnull file, const char *_Nonnull path);

/// Writes as `exhibit_write_once` does, to this file and no other: a test may close descriptors that are not its own, and
/// open its own files in their place. Then the file is opened again.
ssize_t exhibit_file_write(exhibit_file *_Nonnull file, const char *_Nonnull path, const void *_Nonnull bytes,
                           size_t count);

/// Writes as `exhibit_file_write` does, where the file has been looked at just now and no test has run since.
ssize_t exhibit_file_continue(exhibit_file *_Nonnull file, const void *_Nonnull bytes, size_t count);

/// What `errno` is after `exhibit_file_write` if the file was removed: nobody would ever see what is written.
#define EXHIBIT_REMOVED 9999

/// Writes as `exhibit_file_write` does; a file that somebody has removed is made again before, with what had been written
/// to it: the evidence of a run that is going on is nobody's to clear away.
ssize_t exhibit_file_append(exhibit_file *_Nonnull file, const char *_Nonnull path, const void *_Nonnull bytes,
                            size_t count, bool *_Nonnull is_restored);

/// Makes a removed file again, with everything that was written to it. Returns 0 or -1 with `errno`.
int exhibit_file_restore(exhibit_file *_Nonnull file, const char *_Nonnull path);

/// Keeps room on the disk for so many bytes behind the end of the file. Returns 0 or -1 with `errno`.
int exhibit_file_reserve(const exhibit_file *_Nonnull file, size_t count);

/// Takes back what was written last, down to a size. Returns 0 or -1 with `errno`.
///
/// Like `exhibit_file_continue` it is for a file that has been looked at just now.
int exhibit_file_cut(exhibit_file *_Nonnull file, int64_t size);

/// Gives the room back that is reserved and not used.
void exhibit_file_trim(const exhibit_file *_Nonnull file);

/// What is kept for a line that says why a record stops.
#define EXHIBIT_LAST_LINE_BYTES 320

/// The room on the disk that a record keeps for itself ahead of its lines.
///
/// When the disk is full, the last of it holds a line that says so; without it the record of a full disk would look like
/// that of a process that was killed.
///
/// Where the file system cannot reserve room, no line ends so near to the end of a block that the last line would need
/// another one: empty lines behind it take the next block. What a write that failed has left of its line is cut off again.
typedef struct exhibit_room {
  enum {
    /// `bytes` behind the end of the file are kept.
    EXHIBIT_ROOM_KEPT,
    /// There is only room for the last line.
    EXHIBIT_ROOM_LAST,
    /// There is none.
    EXHIBIT_ROOM_FULL,
    /// What is kept is the rest of a block.
    EXHIBIT_ROOM_PADDED,
    /// That has been used.
    EXHIBIT_ROOM_PADDED_FULL,
    /// Nothing is kept, because nothing more is to come.
    EXHIBIT_ROOM_UNKEPT,
  } state;
  size_t bytes;
  /// The bytes of a block, where room cannot be reserved.
  size_t block;
  /// The size that a file may have.
  int64_t limit;
} exhibit_room;

/// Begins without room, and with the limit on the size of files that the process has.
exhibit_room exhibit_room_begin(void);

/// Sees to it that there is room for a line and for the last one behind it. Returns 0, or `ENOSPC`, `EDQUOT` or `EFBIG`.
int exhibit_room_make(exhibit_room *_Nonnull room, size_t count, const exhibit_file *_Nonnull file);

/// How many empty lines are to be written with a line that is so long, so that there is room behind it.
size_t exhibit_room_padding(const exhibit_room *_Nonnull room, size_t count, const exhibit_file *_Nonnull file);

/// A line was written, to the file or, if it had been removed, to one that was made again.
void exhibit_room_used(exhibit_room *_Nonnull room, bool is_restored);

/// The end of the file was cut off, because a line could not be written.
void exhibit_room_cut(exhibit_room *_Nonnull room);

/// Whether the last line is to be written now, in the room that was kept for it; once. `code` is why no other can be.
bool exhibit_room_take_last(exhibit_room *_Nonnull room, int code, const exhibit_file *_Nonnull file);

/// Whether more is kept than the last block of the file.
bool exhibit_room_needs_trim(const exhibit_room *_Nonnull room, const exhibit_file *_Nonnull file);

/// From now on a signal that ends the process is told in this record, by a line of kind `exhibitProcessSignalled`.
///
/// The pointers must stay valid until other ones, or `NULL`, are given. `path` is where the file is, in case that a test
/// has closed its descriptor. `sequence` is the number of the next line, and is taken atomically.
void exhibit_tell_signals(const exhibit_file *_Nullable file, const char *_Nullable path, int64_t *_Nullable sequence);

/// Closes the descriptor of that record, in a child that was forked.
void exhibit_close_told_file(void);

/// Takes the number of the next line.
int64_t exhibit_next_sequence(int64_t *_Nonnull sequence);

/// Closes the descriptor, if it is still that of the file.
void exhibit_file_close(exhibit_file *_Nonnull file);

/// Opens the log of a test as `exhibit_file_open` does, and writes its head. Returns 0 or -1 with `errno`.
///
/// The texts are printable and without secrets; the module is the first part of the location.
int exhibit_log_begin(exhibit_file *_Nonnull file, const char *_Nonnull path, exhibit_text id, exhibit_text name,
                      exhibit_text location, int64_t attempt);

/// Writes the end of a log as `exhibit_file_append` does, and closes it. Returns 0 or -1 with `errno`.
int exhibit_log_end(exhibit_file *_Nonnull file, const char *_Nonnull path, const char *_Nonnull outcome,
                    exhibit_text reason, int64_t nanoseconds);

/// The record of a process: its file, the line that is being put together, and the number of the next one.
///
/// Every line is one write, under a lock that is held from `exhibit_record_begin` to `exhibit_record_end`, so that the
/// order of the lines is that of their numbers.
typedef struct EXHIBIT_SENDABLE exhibit_record {
  struct exhibit_record_state *_Nullable state;
} exhibit_record;

/// What became of a line, if it is not the `errno` of the file system.
enum {
  EXHIBIT_WRITTEN = 0,
  /// It is longer than `EXHIBIT_LINE_BYTES`, or memory ran out, and nothing was written.
  EXHIBIT_TOO_LONG = -2,
  /// All of it was, after the file had been removed and was made again.
  EXHIBIT_RESTORED = -3,
};

/// The most bytes of a line, and of one text in it.
#define EXHIBIT_LINE_BYTES (256 << 10)
#define EXHIBIT_TEXT_BYTES (32 << 10)

/// Makes the file of a record. The state is `NULL` with `errno` if it cannot be made, or is there already.
exhibit_record exhibit_record_open(const char *_Nonnull path);

/// Takes the lock of the record's file, as `exhibit_lock` does.
int exhibit_record_lock(exhibit_record record);

/// From now on a signal that ends the process is told in the record, which must then stay open as long as the process.
void exhibit_record_tell_signals(exhibit_record record);

/// Whether the record is there, but not where it was opened.
bool exhibit_record_is_moved(exhibit_record record);

/// Gives the room back that is kept on the disk; hardly anything follows.
void exhibit_record_trim(exhibit_record record);

/// Closes the file and frees the memory.
void exhibit_record_close(exhibit_record record);

/// From now on the rules take secrets out of every line. They must live until others replace them, or the record is
/// closed.
void exhibit_record_set_rules(exhibit_record record, const exhibit_rules *_Nullable rules);

/// Begins a line. Returns `NULL` in a process that was forked: it shares the file, but the record is its parent's.
exhibit_buffer *_Nullable exhibit_record_begin(exhibit_record record);

/// Appends the head of an event of some kind, up to its messages.
void exhibit_line_event(exhibit_buffer *_Nonnull line, const void *_Nonnull kind, size_t count);

/// Appends a text without secrets as a JSON string, cut so that it and the whole line stay within their limits.
void exhibit_line_string(exhibit_buffer *_Nonnull line, exhibit_text text);

/// The same for a text that holds no secret: a word of the format, or a name that was made without.
void exhibit_line_verbatim(exhibit_buffer *_Nonnull line, exhibit_text text);

/// The same for a path. One below the run directory is made of names without secrets; if it were changed, nobody would
/// find the file.
void exhibit_line_path(exhibit_buffer *_Nonnull line, exhibit_text text);

/// Appends the key of our own members, and the first of them, the line's number.
void exhibit_record_number(exhibit_record record);

/// Closes the objects that are open, and writes the line. Returns what became of it.
int exhibit_record_end(exhibit_record record);

// Whole lines, for what happens in every test. The id of the test is one without secrets. A line that follows another,
// with nothing of a test in between, is written without another look at the file. They return what
// `exhibit_record_end` does.

int exhibit_record_test(exhibit_record record, exhibit_text id, exhibit_text name, exhibit_text module,
                        exhibit_text suite, const char *_Nonnull framework, bool follows);
int exhibit_record_test_started(exhibit_record record, exhibit_text id, int64_t attempt, bool follows);
int exhibit_record_test_ended(exhibit_record record, exhibit_text id, int64_t attempt, const char *_Nonnull outcome,
                              int64_t nanoseconds, int64_t issues, exhibit_text path);
int exhibit_record_directory(exhibit_record record, exhibit_text id, int64_t attempt, exhibit_text path, bool follows);
int exhibit_record_attachment(exhibit_record record, exhibit_text id, int64_t attempt, exhibit_text path,
                              exhibit_text description, exhibit_text content_type, int64_t bytes, bool holds_secret,
                              bool follows);

/// Renames a file; fails with `EEXIST` if something has the new name. Returns 0 or -1 with `errno`.
int exhibit_rename_new(const char *_Nonnull from, const char *_Nonnull to);

/// Takes the exclusive advisory lock of a file; waits at most for those who look whether somebody has it.
///
/// Returns 0 or -1 with `errno`.
int exhibit_lock(int descriptor);

/// Opens a directory and waits up to two seconds for its exclusive advisory lock, which goes with the descriptor.
///
/// Returns the descriptor, or -1 with `errno` where there are no locks, or the lock is not to be had.
int exhibit_lock_directory(const char *_Nonnull path);

/// Whether some living process holds the lock of the file at `path`: 1 yes, 0 no, -1 cannot be told.
int exhibit_is_locked(const char *_Nonnull path);

/// The bytes of a run's artifacts, counted by all of its processes in a file to which each appends what it adds.
///
/// No lock, and no memory that is shared: a process that dies leaves at most what it was about to save too much in the
/// sum, and who cuts the file short cannot hurt anybody.
typedef struct exhibit_ledger {
  int64_t total;
  int64_t offset;
  uint64_t device;
  uint64_t inode;
  int64_t number;
  int sign;
  bool is_full;
} exhibit_ledger;

enum { EXHIBIT_LEDGER_ADDED = 0, EXHIBIT_LEDGER_FULL_NOW = 1, EXHIBIT_LEDGER_FULL = 2 };

/// Adds a number of bytes, unless the sum would be above the limit; a negative number takes bytes back.
///
/// Returns one of the values above (the second one to the first of all processes that is refused), or -1 if the file
/// cannot be used.
int exhibit_ledger_add(exhibit_ledger *_Nonnull ledger, const char *_Nonnull path, int64_t bytes, int64_t limit);

/// Removes a directory and all that is in it; symbolic links and other file systems are not followed.
///
/// Returns 0, also if it is not there, or -1 with the first `errno` if something stays.
int exhibit_remove_tree(const char *_Nonnull path);

/// The bytes of all files in a directory and below it.
int64_t exhibit_tree_size(const char *_Nonnull path);

/// How many names in a directory do not begin with a dot, and whether some name has the prefix.
size_t exhibit_count_names(const char *_Nonnull path, const char *_Nonnull prefix, bool *_Nonnull has_prefix);

/// Opens a directory and takes its advisory lock without waiting: whoever joins a run shares it.
///
/// Returns the descriptor, or -1 with `errno`, which is `EWOULDBLOCK` if somebody has it.
int exhibit_try_lock_directory(const char *_Nonnull path);

/// Opens a directory and shares its advisory lock, waiting for it up to two seconds.
///
/// Returns the descriptor, or -1 with `errno`.
int exhibit_share_directory(const char *_Nonnull path);

/// Whether a descriptor is open on what has the path now.
bool exhibit_is_at(int descriptor, const char *_Nonnull path);

enum {
  EXHIBIT_EVENTS_FOREIGN = 0,
  EXHIBIT_EVENTS_OVER = 1,
  EXHIBIT_EVENTS_LOCKED = 2,
  EXHIBIT_EVENTS_WITHOUT_LOCK = 3,
};

/// What an event file says about its process without being read to its end: it is not ours; it is ours and nobody holds
/// its lock; somebody does; or it is ours and there was, or is, no lock to hold.
///
/// If it is ours, the whole seconds since 1970 of its first line are stored, or -1 where the line does not tell.
int exhibit_events_state(const char *_Nonnull path, int64_t *_Nullable since1970);

/// Runs a function on a thread of its own that takes no signals and that the process does not wait for.
///
/// Returns 0, or the error number.
int exhibit_run_in_background(void (*_Nonnull body)(void *_Nonnull), void *_Nonnull context);

#include "CExhibitClasses.h"
#include "CExhibitPlan.h"

#endif
