#if defined(__linux__)
#define _GNU_SOURCE  // MAP_ANONYMOUS
#endif
#include "CExhibitFixtures.h"
#include "open.h"
#include "size_limit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define PLACE_COUNT 32768u
#define SHARED_COUNT 512u
// So far from where it belongs a key is looked for. What is full once stays full: no process finds a place later.
#define LONGEST_SEARCH 256u
#define TABLE_SIZE sizeof(struct exhibit_generation_table)

/// A generation and whose it is: a hash of its key, which is zero while the place is free.
struct place {
  uint64_t owner, generation;
};

struct exhibit_generation_table {
  struct place places[PLACE_COUNT];
  /// For keys that found no place.
  uint64_t shared[SHARED_COUNT];
};

exhibit_stamp exhibit_stamp_make(const exhibit_generation *generations, size_t count) {
  exhibit_stamp stamp = {malloc(count * sizeof *generations), count};
  if (!stamp.generations) return (exhibit_stamp){NULL, 0};
  memcpy(stamp.generations, generations, count * sizeof *generations);
  return stamp;
}

void exhibit_stamp_free(exhibit_stamp stamp) { free(stamp.generations); }

static exhibit_generations map(int descriptor) {
  int flags = descriptor < 0 ? MAP_PRIVATE | MAP_ANONYMOUS : MAP_SHARED;
  void *memory = mmap(NULL, TABLE_SIZE, PROT_READ | PROT_WRITE, flags, descriptor, 0);
  return (exhibit_generations){memory == MAP_FAILED ? NULL : memory};
}

exhibit_generations exhibit_generations_make(void) { return map(-1); }

// Room is reserved before the table is used: a page without a block on a full disk would end the process when written.
static int reserve(int descriptor) {
  struct stat status;
  if (fstat(descriptor, &status) != 0) return errno;
  if (!S_ISREG(status.st_mode)) return EINVAL;
#if defined(__linux__)
  int error;
  do error = posix_fallocate(descriptor, 0, TABLE_SIZE);
  while (error == EINTR);
  return error;
#else
  if ((size_t)status.st_size >= TABLE_SIZE) return 0;
  // Every page is written, with nothing: whoever advances a generation at this moment does so in a later one.
  static const char nothing[4096];
  for (size_t at = (size_t)status.st_size; at < TABLE_SIZE; at += sizeof nothing) {
    if (pwrite(descriptor, nothing, sizeof nothing, (off_t)at) != (ssize_t)sizeof nothing) return errno ? errno : ENOSPC;
  }
  return 0;
#endif
}

exhibit_generations exhibit_generations_open(const char *path) {
  int descriptor;
  do descriptor = exhibit_fixtures_open(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0600);
  while (descriptor < 0 && errno == EINTR);
  if (descriptor < 0) return (exhibit_generations){NULL};
  exhibit_size_limit limit;
  exhibit_size_limit_hold(&limit);
  int error = reserve(descriptor);
  exhibit_size_limit_release(&limit);
  exhibit_generations generations = {NULL};
  if (error == 0) {
    generations = map(descriptor);
    error = errno;
  }
  close(descriptor);
  if (!generations.table) errno = error;
  return generations;
}

void exhibit_generations_close(exhibit_generations generations) {
  if (generations.table) munmap(generations.table, TABLE_SIZE);
}

exhibit_hash exhibit_hash_start(void) { return (exhibit_hash){14695981039346656037u, 0x9E3779B97F4A7C15u}; }

void exhibit_hash_add(exhibit_hash *hash, const void *bytes, size_t count) {
  const unsigned char *next = bytes;
  uint64_t first = hash->first, second = hash->second;
  for (size_t i = 0; i < count; i++) {
    first = (first ^ next[i]) * 1099511628211u;
    second = ((second << 7 | second >> 57) + next[i] + 1) * 0xD6E8FEB86659FD93u;
  }
  *hash = (exhibit_hash){first, second};
}

static uint64_t mixed(uint64_t hash) {
  hash = (hash ^ hash >> 32) * 0xD6E8FEB86659FD93u;
  hash = (hash ^ hash >> 32) * 0xD6E8FEB86659FD93u;
  return hash ^ hash >> 32;
}

exhibit_generation exhibit_generations_find(exhibit_generations generations, const void *key, size_t count) {
  exhibit_hash hash = exhibit_hash_start();
  exhibit_hash_add(&hash, key, count);
  uint64_t owner = mixed(hash.first ^ mixed(hash.second));
  if (owner == 0) owner = 1;
  struct place *places = generations.table->places;
  for (size_t step = 0; step < LONGEST_SEARCH; step++) {
    struct place *place = &places[(owner + step) % PLACE_COUNT];
    uint64_t found = 0;
    if (__atomic_compare_exchange_n(&place->owner, &found, owner, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST) ||
        found == owner) {
      return (exhibit_generation){&place->generation};
    }
  }
  return (exhibit_generation){&generations.table->shared[owner % SHARED_COUNT]};
}
