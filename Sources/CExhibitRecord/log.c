#include "CExhibitRecord.h"
#include "files.h"
#include "lines.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static void append(exhibit_buffer *line, exhibit_text text) { exhibit_buffer_append(line, text.bytes, text.count); }

int exhibit_log_begin(exhibit_file *file, const char *path, exhibit_text id, exhibit_text name, exhibit_text location,
                      int64_t attempt) {
  if (exhibit_file_open(file, path, false) != 0) return -1;
  char bytes[1024];
  exhibit_buffer head = exhibit_buffer_on(bytes, sizeof bytes);
  LITERAL(&head, "test      ");
  append(&head, id);
  LITERAL(&head, "\nname      ");
  append(&head, name);
  LITERAL(&head, "\nmodule    ");
  exhibit_buffer_append(&head, location.bytes, exhibit_before_first(location.bytes, location.count, '/'));
  LITERAL(&head, "\nlocation  ");
  append(&head, location);
  LITERAL(&head, "\nattempt   ");
  exhibit_buffer_integer(&head, attempt);
  LITERAL(&head, "\nstarted   ");
  char time[64];
  exhibit_buffer_append(&head, time, exhibit_utc(exhibit_wall_nanoseconds(), time));
  LITERAL(&head, "\n\n");
  // The file was opened just now, so nobody asks whether the descriptor is still its own.
  ssize_t written = head.failed ? -1 : exhibit_write_once(file->descriptor, head.bytes, head.count);
  int code = written == (ssize_t)head.count ? 0 : written < 0 && !head.failed ? errno : ENOSPC;
  if (written > 0) file->size += written;
  exhibit_buffer_free(&head);
  if (code == 0) return 0;
  close(file->descriptor);
  errno = code;
  return -1;
}

int exhibit_log_end(exhibit_file *file, const char *path, const char *outcome, exhibit_text reason,
                    int64_t nanoseconds) {
  char bytes[1024];
  exhibit_buffer tail = exhibit_buffer_on(bytes, sizeof bytes);
  LITERAL(&tail, "\noutcome   ");
  exhibit_buffer_append(&tail, outcome, strlen(outcome));
  if (reason.bytes) {
    LITERAL(&tail, "\nreason    ");
    append(&tail, reason);
  }
  LITERAL(&tail, "\nduration  ");
  // Microseconds are thousandths of a millisecond, as milliseconds are of a second.
  exhibit_buffer_seconds(&tail, nanoseconds / 1000 * 1000000, 3);
  LITERAL(&tail, " ms\n");
  bool is_restored;
  ssize_t written = tail.failed ? -1 : exhibit_file_append(file, path, tail.bytes, tail.count, &is_restored);
  int code = written == (ssize_t)tail.count ? 0 : written < 0 && !tail.failed ? errno : ENOSPC;
  exhibit_buffer_free(&tail);
  if (written >= 0) {
    // It is the file's own: that was seen before the write.
    close(file->descriptor);
    file->descriptor = -1;
  }
  errno = code;
  return code == 0 ? 0 : -1;
}
