#if defined(__linux__)
#define _GNU_SOURCE
#endif
#include "CExhibitFixtures.h"
#include "open.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

// Times of files come from a clock that ticks every few milliseconds, on some file systems every two seconds.
#define SETTLING_NANOSECONDS 2500000000

#if defined(__APPLE__)
#define MODIFIED(status) ((status)->st_mtimespec)
#define CHANGED(status) ((status)->st_ctimespec)
#else
#define MODIFIED(status) ((status)->st_mtim)
#define CHANGED(status) ((status)->st_ctim)
#endif

static int64_t nanoseconds(struct timespec time) { return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec; }

static exhibit_file_mark outside(const struct stat *status) {
  exhibit_file_mark mark = {.exists = true};
  mark.device = (uint64_t)status->st_dev;
  mark.inode = (uint64_t)status->st_ino;
  mark.size = (uint64_t)status->st_size;
  mark.modified = nanoseconds(MODIFIED(status));
  mark.changed = nanoseconds(CHANGED(status));
  return mark;
}

static bool looks_same(const exhibit_file_mark *one, const exhibit_file_mark *other) {
  return one->exists == other->exists && one->device == other->device && one->inode == other->inode &&
         one->size == other->size && one->modified == other->modified && one->changed == other->changed;
}

exhibit_file_mark exhibit_file_look(const char *path) {
  exhibit_file_mark mark = {.exists = false};
  // A pipe without a writer must not stop anybody.
  int descriptor;
  do descriptor = exhibit_fixtures_open(path, O_RDONLY | O_NONBLOCK, 0);
  while (descriptor < 0 && errno == EINTR);
  struct stat status;
  if (descriptor < 0) {
    // One that is there but cannot be read is told by what `stat` says.
    if (errno != ENOENT && stat(path, &status) == 0) mark = outside(&status);
    return mark;
  }
  if (fstat(descriptor, &status) == 0) {
    mark = outside(&status);
    mark.content = exhibit_hash_start();
    if (S_ISREG(status.st_mode)) {
      char bytes[16384];
      ssize_t count;
      while ((count = read(descriptor, bytes, sizeof bytes)) > 0 || (count < 0 && errno == EINTR)) {
        if (count > 0) exhibit_hash_add(&mark.content, bytes, (size_t)count);
      }
      struct timespec now;
      clock_gettime(CLOCK_REALTIME, &now);
      int64_t last = mark.modified > mark.changed ? mark.modified : mark.changed;
      struct stat after;
      if (fstat(descriptor, &after) == 0) {
        exhibit_file_mark again = outside(&after);
        mark.is_settled = looks_same(&mark, &again) && nanoseconds(now) - last > SETTLING_NANOSECONDS;
      }
    }
  }
  close(descriptor);
  return mark;
}

enum exhibit_file_news exhibit_file_look_again(const char *path, exhibit_file_mark *mark) {
  struct stat status;
  bool exists = stat(path, &status) == 0;
  if (!exists && !mark->exists) return exhibit_file_untouched;
  if (exists && mark->is_settled) {
    exhibit_file_mark now = outside(&status);
    if (looks_same(mark, &now)) return exhibit_file_untouched;
  }
  exhibit_file_mark before = *mark;
  *mark = exhibit_file_look(path);
  bool is_same = mark->exists == before.exists && mark->content.first == before.content.first &&
                 mark->content.second == before.content.second;
  bool is_untouched = looks_same(&before, mark);
  // Without content there is nothing but what `stat` says.
  if (!is_same || (mark->content.first == 0 && !is_untouched)) return exhibit_file_changed;
  return is_untouched ? exhibit_file_untouched : exhibit_file_touched;
}
