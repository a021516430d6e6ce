#include "CExhibitRecord.h"

#include <errno.h>

// How much is kept at a time: little for a short record, and more for a longer one, which asks less often then.
#define SMALLEST_PORTION (16 << 10)
#define LARGEST_PORTION (256 << 10)

static size_t portion(int64_t size) {
  if (size < SMALLEST_PORTION) return SMALLEST_PORTION;
  return size < LARGEST_PORTION ? (size_t)size : LARGEST_PORTION;
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
    if (exhibit_file_reserve(file, count + portions[i]) == 0) {
      *room = (exhibit_room){EXHIBIT_ROOM_KEPT, portions[i]};
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
