#include "CExhibitRecord.h"

#include <errno.h>

// How much is kept at a time: little for a short record, and more for a longer one, which asks less often then.
#define SMALLEST_PORTION (2 << 10)
#define LARGEST_PORTION (256 << 10)

static size_t portion(int64_t size) {
  if (size < SMALLEST_PORTION) return SMALLEST_PORTION;
  return size < LARGEST_PORTION ? (size_t)size : LARGEST_PORTION;
}

// What a file takes on most file systems for each beginning of it.
#define BLOCK 4096

static int64_t block_end(int64_t size) { return (size + BLOCK - 1) / BLOCK * BLOCK; }

bool exhibit_room_needs_trim(const exhibit_room *room, const exhibit_file *file) {
  return room->state != EXHIBIT_ROOM_KEPT || file->size + (int64_t)room->bytes > block_end(file->size);
}

static bool is_full(int code) { return code == ENOSPC || code == EDQUOT; }

int exhibit_room_make(exhibit_room *room, size_t count, const exhibit_file *file) {
  if (room->state == EXHIBIT_ROOM_UNKEPT) return 0;
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
      *room = (exhibit_room){EXHIBIT_ROOM_KEPT, kept - count};
      return 0;
    }
    code = errno;
    if (!is_full(code)) {
      // The file system cannot keep room; lines are written as long as they can be.
      room->state = EXHIBIT_ROOM_UNKEPT;
      return 0;
    }
  }
  bool has_last = room->state == EXHIBIT_ROOM_KEPT && room->bytes >= EXHIBIT_LAST_LINE_BYTES;
  room->state = has_last ? EXHIBIT_ROOM_LAST : EXHIBIT_ROOM_FULL;
  return code;
}
