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

/// A table of generations, each found by a key. Keys of the same place share a generation, which then advances for each
/// of them: that is once too often, never too seldom.
typedef struct EXHIBIT_SHARED exhibit_generations {
  uint64_t *_Nullable words;
} exhibit_generations;

/// Maps the table in a file that all processes of a run map, made with room on the disk for all of it and never made
/// shorter. Without words, and with `errno`, if that cannot be done.
exhibit_generations exhibit_generations_open(const char *_Nonnull path);

/// A table of this process alone; without words if memory ran out.
exhibit_generations exhibit_generations_make(void);

/// Frees either.
void exhibit_generations_close(exhibit_generations table);

/// The generation of a key; the table must have words.
exhibit_generation exhibit_generations_find(exhibit_generations table, const void *_Nullable key, size_t count);

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

/// Whether the content of a file is still what it was. The mark then says how it looks now.
bool exhibit_file_is_same(const char *_Nonnull path, exhibit_file_mark *_Nonnull mark);

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
