#ifndef CEXHIBIT_FIXTURES_H
#define CEXHIBIT_FIXTURES_H

// What the fixture store needs of the system: threads that wait, counters that processes share, files that are watched
// and handed over. It is C because Swift has no portable way to these without Foundation.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#if defined(__has_attribute)
#if __has_attribute(swift_attr)
/// For what any thread may use: it never changes, or has a lock of its own.
#define EXHIBIT_SHARED __attribute__((swift_attr("@Sendable")))
#endif
#endif
#ifndef EXHIBIT_SHARED
#define EXHIBIT_SHARED
#endif

/// Something that threads wait for, and that happens once.
typedef struct EXHIBIT_SHARED exhibit_latch {
  struct exhibit_latch_state *_Nullable state;
} exhibit_latch;

/// Makes a latch; without state if memory ran out, and then nobody waits.
exhibit_latch exhibit_latch_make(void);
void exhibit_latch_free(exhibit_latch latch);

/// Lets all go who wait, or will.
void exhibit_latch_open(exhibit_latch latch);

/// Waits until the latch is open.
void exhibit_latch_wait(exhibit_latch latch);

/// Runs a function on a new thread; returns whether there is one.
bool exhibit_thread_start(void (*_Nonnull body)(void *_Nonnull context), void *_Nonnull context);

/// The monotonic clock in nanoseconds, the same for all processes of a machine.
int64_t exhibit_steady_nanoseconds(void);

/// A number that only grows, in memory of this process or of all processes of a run.
typedef struct EXHIBIT_SHARED exhibit_generation {
  uint64_t *_Nonnull word;
} exhibit_generation;

static inline uint64_t exhibit_generation_value(exhibit_generation generation) {
  return __atomic_load_n(generation.word, __ATOMIC_SEQ_CST);
}

static inline void exhibit_generation_advance(exhibit_generation generation) {
  __atomic_fetch_add(generation.word, 1, __ATOMIC_SEQ_CST);
}

/// Advances a generation unless somebody has done so since it was this one.
static inline void exhibit_generation_advance_from(exhibit_generation generation, uint64_t value) {
  __atomic_compare_exchange_n(generation.word, &value, value + 1, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

/// The generations on which a value depends. As none of them ever falls, their sum changes when any of them does.
typedef struct EXHIBIT_SHARED exhibit_stamp {
  exhibit_generation *_Nullable generations;
  size_t count;
} exhibit_stamp;

/// Copies generations, whose memory must outlive the stamp. Without memory the stamp is empty: check `count`.
exhibit_stamp exhibit_stamp_make(const exhibit_generation *_Nonnull generations, size_t count);
void exhibit_stamp_free(exhibit_stamp stamp);

static inline uint64_t exhibit_stamp_sum(exhibit_stamp stamp) {
  uint64_t sum = 0;
  for (size_t i = 0; i < stamp.count; i++) sum += exhibit_generation_value(stamp.generations[i]);
  return sum;
}

/// Values by the addresses of what they belong to, for reads that cost little more than a lock that nobody else wants.
///
/// Whoever changes them sees to it that nobody else does at the same time, and keeps the values alive; readers need not.
typedef struct EXHIBIT_SHARED exhibit_cells {
  struct exhibit_cells_state *_Nullable state;
} exhibit_cells;

/// Makes a table; without state if memory ran out, and then it stays empty.
exhibit_cells exhibit_cells_make(void);
void exhibit_cells_free(exhibit_cells cells);

/// The value of a key if its stamp still has the sum that it had; it lives until `exhibit_cells_leave`, which has to follow
/// at once: all other readers wait for that. `NULL` if there is none, and then nothing has to follow.
const void *_Nullable exhibit_cells_enter(exhibit_cells cells, uintptr_t key);
void exhibit_cells_leave(exhibit_cells cells);

/// Sets the value of a key, or takes it away; when this returns nobody is reading the one before. The stamp's memory has
/// to stay until the key is removed. If memory runs out there is no value.
///
/// From some time before the deadline on, by `exhibit_steady_nanoseconds`, the value is not found; `INT64_MAX` is none.
void exhibit_cells_put(exhibit_cells cells, uintptr_t key, const void *_Nullable value, exhibit_stamp stamp,
                       uint64_t sum, int64_t deadline);

/// Removes a key.
void exhibit_cells_remove(exhibit_cells cells, uintptr_t key);

/// A table of generations, each found by a key. When so many keys have been used that there is no room for another, the
/// rest share generations, which then advance for each of them: that is once too often, never too seldom.
typedef struct EXHIBIT_SHARED exhibit_generations {
  struct exhibit_generation_table *_Nullable table;
} exhibit_generations;

/// Maps the table in a file that all processes of a run map, made with room on the disk for all of it and never made
/// shorter. Without a table, and with `errno`, if that cannot be done.
exhibit_generations exhibit_generations_open(const char *_Nonnull path);

/// Counters of this process alone; without a table if memory ran out.
exhibit_generations exhibit_generations_make(void);

/// Frees either.
void exhibit_generations_close(exhibit_generations generations);

/// The generation of a key; there must be a table.
exhibit_generation exhibit_generations_find(exhibit_generations generations, const void *_Nullable key, size_t count);

/// Two independent hashes of some bytes, which go on from where they were.
typedef struct exhibit_hash {
  uint64_t first, second;
} exhibit_hash;
exhibit_hash exhibit_hash_start(void);
void exhibit_hash_add(exhibit_hash *_Nonnull hash, const void *_Nullable bytes, size_t count);

/// What a file was like when it was looked at.
typedef struct exhibit_file_mark {
  bool exists;
  /// Whether another change would show in what `stat` says: not soon after a change, since its clock ticks coarsely.
  bool is_settled;
  uint64_t device, inode, size;
  int64_t modified, changed;
  exhibit_hash content;
} exhibit_file_mark;

/// Looks at a file and reads it.
exhibit_file_mark exhibit_file_look(const char *_Nonnull path);

/// What a look at a file tells.
enum exhibit_file_news {
  /// Nobody has written to it.
  exhibit_file_untouched,
  /// Somebody has, or another file is in its place, but the content is the same, or the same again.
  exhibit_file_touched,
  /// The content is another.
  exhibit_file_changed,
};

/// Looks at a file again; the mark then says how it looks now.
enum exhibit_file_news exhibit_file_look_again(const char *_Nonnull path, exhibit_file_mark *_Nonnull mark);

/// Makes a directory for this user alone. Returns 1 if it is new, 0 if it was there, -1 with `errno`.
int exhibit_private_directory(const char *_Nonnull path);

/// Opens a file of this user and takes its lock, which ends with the descriptor or the process.
///
/// Returns the descriptor, or -1 with `errno`, `EWOULDBLOCK` if somebody has the lock and `waits` is false.
int exhibit_lock_file(const char *_Nonnull path, bool is_exclusive, bool waits);

/// Turns a lock into an exclusive one if nobody else has one; returns whether it is.
bool exhibit_lock_alone(int descriptor);

/// Closes a descriptor, which ends its lock.
void exhibit_unlock_file(int descriptor);

/// Reads a whole file of this user, at most so many bytes, into memory that the caller frees with `exhibit_free_bytes`.
///
/// Returns the number of bytes, or -1 with `errno`.
ssize_t exhibit_read_value(const char *_Nonnull path, size_t limit, void *_Nullable *_Nonnull bytes);
void exhibit_free_bytes(void *_Nullable bytes);

/// Writes a file for this user alone and puts it in its place when it is complete; `temporary` is in the same directory.
///
/// Returns 0, or -1 with `errno`.
int exhibit_write_value(const char *_Nonnull path, const char *_Nonnull temporary, const void *_Nullable bytes,
                        size_t count);

/// Removes the files in a directory, which holds no directories, and the directory.
void exhibit_remove_values(const char *_Nonnull directory);

#endif
