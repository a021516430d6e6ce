#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif
#include "CExhibitRecord.h"

#include <errno.h>
#include <sys/resource.h>
#include <sys/statvfs.h>

// How much is kept at a time: little for a short record, and more for a longer one, which asks less often then.
#define SMALLEST_PORTION (2 << 10)
#define LARGEST_PORTION (256 << 10)

static size_t portion(int64_t size) {
  if (size < SMALLEST_PORTION) return SMALLEST_PORTION;
  return size < LARGEST_PORTION ? (size_t)size : LARGEST_PORTION;
}

// What a file takes on most file systems for each beginning of it.
#define BLOCK 4096
#define SMALLEST_BLOCK 512

static int64_t block_end(int64_t size) { return (size + BLOCK - 1) / BLOCK * BLOCK; }

// Of a block that is larger, a part of this size is as good; of a smaller one too much would be counted on.
static size_t block_size(const exhibit_file *file) {
  struct statvfs status;
  if (fstatvfs(file->descriptor, &status) != 0 || status.f_frsize < SMALLEST_BLOCK) return SMALLEST_BLOCK;
  return status.f_frsize < BLOCK ? (size_t)status.f_frsize : BLOCK;
}

static int64_t size_limit(void) {
  struct rlimit limit;
  return getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur < INT64_MAX ? (int64_t)limit.rlim_cur : INT64_MAX;
}

exhibit_room exhibit_room_begin(void) { return (exhibit_room){.limit = size_limit()}; }

bool exhibit_room_needs_trim(const exhibit_room *room, const exhibit_file *file) {
  if (room->block > 0) return false;
  return room->state != EXHIBIT_ROOM_KEPT || file->size + (int64_t)room->bytes > block_end(file->size);
}

static bool is_full(int code) { return code == ENOSPC || code == EDQUOT; }

static int refuse(exhibit_room *room, bool has_last, int code) {
  room->state = has_last ? EXHIBIT_ROOM_LAST : EXHIBIT_ROOM_FULL;
  return code;
}

int exhibit_room_make(exhibit_room *room, size_t count, const exhibit_file *file) {
  if (room->state == EXHIBIT_ROOM_UNKEPT) return 0;
  bool has_stopped = room->state == EXHIBIT_ROOM_FULL || room->state == EXHIBIT_ROOM_PADDED_FULL;
  if (room->limit - file->size < (int64_t)(count + EXHIBIT_LAST_LINE_BYTES)) {
    room->limit = size_limit();
    int64_t left = room->limit - file->size;
    if (left < (int64_t)(count + EXHIBIT_LAST_LINE_BYTES)) {
      return refuse(room, !has_stopped && left >= EXHIBIT_LAST_LINE_BYTES, EFBIG);
    }
  }
  if (room->block > 0) {
    room->state = has_stopped ? EXHIBIT_ROOM_PADDED_FULL : EXHIBIT_ROOM_PADDED;
    return 0;
  }
  if (room->state == EXHIBIT_ROOM_KEPT && room->bytes >= count + EXHIBIT_LAST_LINE_BYTES) {
    room->bytes -= count;
    return 0;
  }
  // Of a disk that is nearly full the last bytes are used too.
  const size_t portions[] = {portion(file->size), SMALLEST_PORTION, EXHIBIT_LAST_LINE_BYTES};
  int code = 0;
  for (int i = 0; i < 3; i++) {
    // Up to the end of a block, which the file takes anyway: a short record need not give anything back.
    size_t kept = (size_t)(block_end(file->size + (int64_t)(count + portions[i])) - file->size);
    if (exhibit_file_reserve(file, kept) == 0) {
      room->state = EXHIBIT_ROOM_KEPT;
      room->bytes = kept - count;
      return 0;
    }
    code = errno;
    // A test has closed the descriptor; the file is opened again for the line.
    if (code == ESTALE || code == EBADF) return 0;
    if (!is_full(code)) {
      room->state = has_stopped ? EXHIBIT_ROOM_PADDED_FULL : EXHIBIT_ROOM_PADDED;
      room->block = block_size(file);
      return 0;
    }
  }
  return refuse(room, room->state == EXHIBIT_ROOM_KEPT && room->bytes >= EXHIBIT_LAST_LINE_BYTES, code);
}

size_t exhibit_room_padding(const exhibit_room *room, size_t count, const exhibit_file *file) {
  if (room->block == 0 || room->state == EXHIBIT_ROOM_UNKEPT) return 0;
  size_t used = (size_t)(file->size + (int64_t)count) % room->block;
  size_t left = used == 0 ? 0 : room->block - used;
  return left >= EXHIBIT_LAST_LINE_BYTES ? 0 : left + 1;
}

void exhibit_room_used(exhibit_room *room, bool is_restored) {
  if (is_restored) room->bytes = 0;
  if (room->state == EXHIBIT_ROOM_PADDED_FULL) room->state = EXHIBIT_ROOM_PADDED;
}

void exhibit_room_cut(exhibit_room *room) { room->bytes = 0; }

bool exhibit_room_take_last(exhibit_room *room, int code, const exhibit_file *file) {
  bool has_last = room->state == EXHIBIT_ROOM_LAST || room->state == EXHIBIT_ROOM_PADDED;
  if (room->state == EXHIBIT_ROOM_UNKEPT) return false;
  if (code == EFBIG && room->state == EXHIBIT_ROOM_KEPT) {
    // A test has set a limit meanwhile.
    room->limit = size_limit();
    has_last = room->limit - file->size >= EXHIBIT_LAST_LINE_BYTES;
  }
  room->state = room->block > 0 ? EXHIBIT_ROOM_PADDED_FULL : EXHIBIT_ROOM_FULL;
  return has_last;
}
