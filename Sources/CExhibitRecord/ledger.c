#include "CExhibitRecord.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// The file is a list of numbers with a sign, each with a line feed, and nothing in it is ever changed. A write that was
// cut short leaves a number without its line feed: the sign of the next one ends it.
static void take(exhibit_ledger *ledger, const char *bytes, size_t count) {
  for (size_t i = 0; i < count; i++) {
    char c = bytes[i];
    if (c == '+' || c == '-') {
      ledger->sign = c == '+' ? 1 : -1;
      ledger->number = 0;
    } else if (c >= '0' && c <= '9' && ledger->sign != 0 && ledger->number < INT64_MAX / 20) {
      ledger->number = ledger->number * 10 + (c - '0');
    } else if (c == '\n' && ledger->sign != 0) {
      ledger->total += ledger->sign * ledger->number;
      ledger->sign = 0;
    } else if (c == '!') {
      ledger->is_full = true;
    } else {
      ledger->sign = 0;
    }
    // Nobody can have a run so large, and the sum must not overflow.
    if (ledger->total > INT64_MAX / 2) ledger->total = INT64_MAX / 2;
    if (ledger->total < 0) ledger->total = 0;
  }
}

static int read_rest(exhibit_ledger *ledger, int descriptor) {
  struct stat status;
  if (fstat(descriptor, &status) != 0) return -1;
  if ((uint64_t)status.st_ino != ledger->inode || (uint64_t)status.st_dev != ledger->device ||
      status.st_size < ledger->offset) {
    // Another file than before: somebody has cleared the run away. What was counted goes with it.
    memset(ledger, 0, sizeof *ledger);
    ledger->inode = (uint64_t)status.st_ino;
    ledger->device = (uint64_t)status.st_dev;
  }
  char buffer[4096];
  for (;;) {
    ssize_t count = pread(descriptor, buffer, sizeof buffer, ledger->offset);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return count == 0 ? 0 : -1;
    take(ledger, buffer, (size_t)count);
    ledger->offset += count;
  }
}

int exhibit_ledger_add(exhibit_ledger *ledger, const char *path, int64_t bytes, int64_t limit) {
  int flags = O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK;
  int descriptor = exhibit_open(path, flags, 0666);
  if (descriptor < 0) return -1;
  struct stat status;
  char text[32];
  int result = -1;
  if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode)) {
    int length = snprintf(text, sizeof text, "%+lld\n", (long long)bytes);
    if (exhibit_write_once(descriptor, text, (size_t)length) == length && read_rest(ledger, descriptor) == 0) {
      result = EXHIBIT_LEDGER_ADDED;
      if (bytes > 0 && ledger->total > limit) {
        result = ledger->is_full ? EXHIBIT_LEDGER_FULL : EXHIBIT_LEDGER_FULL_NOW;
        length = snprintf(text, sizeof text, "%+lld\n%s", -(long long)bytes, ledger->is_full ? "" : "!\n");
        exhibit_write_once(descriptor, text, (size_t)length);
      }
    }
  }
  close(descriptor);
  return result;
}
