#include "CExhibitRecord.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct walk {
  char path[PATH_MAX];
  dev_t device;
  bool removes;
  int64_t bytes;
  int error;
} walk;

static void fails(walk *walk) {
  if (walk->error == 0 && errno != ENOENT) walk->error = errno;
}

// A test may have left a directory that it may not change itself.
static bool makes_writable(const char *path) { return fchmodat(AT_FDCWD, path, 0700, AT_SYMLINK_NOFOLLOW) == 0; }

// The names in a directory, each behind a byte that tells its type, with a zero behind; NULL with `errno` on failure.
static char *names_in(walk *walk, size_t *size) {
  int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK;
  int descriptor = exhibit_open(walk->path, flags, 0);
  if (descriptor < 0 && errno == EACCES && walk->removes && makes_writable(walk->path)) {
    descriptor = exhibit_open(walk->path, flags, 0);
  }
  if (descriptor < 0) return NULL;
  struct stat status;
  if (fstat(descriptor, &status) != 0 || status.st_dev != walk->device) {
    close(descriptor);
    errno = EXDEV;
    return NULL;
  }
  DIR *directory = fdopendir(descriptor);
  if (!directory) {
    close(descriptor);
    return NULL;
  }
  size_t capacity = 1024;
  char *names = malloc(capacity);
  *size = 0;
  for (struct dirent *entry; names && (entry = readdir(directory));) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    size_t length = strlen(entry->d_name) + 2;
    if (*size + length > capacity) {
      capacity = 2 * capacity + length;
      char *more = realloc(names, capacity);
      if (!more) free(names);
      names = more;
      if (!names) break;
    }
    names[*size] = (char)entry->d_type;
    memcpy(names + *size + 1, entry->d_name, length - 1);
    *size += length;
  }
  closedir(directory);
  if (!names) errno = ENOMEM;
  return names;
}

// Everything is done by path: in the process of the tests any descriptor may be closed by a test, and stand for a
// directory of its own a moment later.
static void visit(walk *walk, size_t length) {
  size_t size;
  char *names = names_in(walk, &size);
  if (!names) {
    fails(walk);
    return;
  }
  for (size_t offset = 0; offset < size;) {
    char type = names[offset];
    const char *name = names + offset + 1;
    size_t count = strlen(name);
    offset += count + 2;
    if (length + count + 2 > sizeof walk->path) {
      errno = ENAMETOOLONG;
      fails(walk);
      continue;
    }
    walk->path[length] = '/';
    memcpy(walk->path + length + 1, name, count + 1);
    struct stat status;
    if (type == DT_UNKNOWN || (type == DT_REG && !walk->removes)) {
      if (lstat(walk->path, &status) != 0) continue;
      if (S_ISDIR(status.st_mode)) type = DT_DIR;
      if (S_ISREG(status.st_mode)) walk->bytes += status.st_size;
    }
    if (type == DT_DIR) {
      visit(walk, length + 1 + count);
    } else if (walk->removes && unlink(walk->path) != 0) {
      bool is_refused = errno == EACCES;
      walk->path[length] = 0;
      bool is_writable = is_refused && makes_writable(walk->path);
      walk->path[length] = '/';
      if (is_refused && !is_writable) errno = EACCES;
      if (!is_writable || unlink(walk->path) != 0) fails(walk);
    }
  }
  free(names);
  walk->path[length] = 0;
  if (!walk->removes || rmdir(walk->path) == 0) return;
  if (errno == EACCES) {
    // The directory above does not let go of it.
    char *slash = strrchr(walk->path, '/');
    *slash = 0;
    bool is_writable = makes_writable(walk->path);
    *slash = '/';
    if (is_writable && rmdir(walk->path) == 0) return;
  }
  fails(walk);
}

static int begin(walk *walk, const char *path, bool removes) {
  memset(walk, 0, sizeof *walk);
  size_t length = strlen(path);
  if (length >= sizeof walk->path) {
    errno = ENAMETOOLONG;
    return -1;
  }
  memcpy(walk->path, path, length + 1);
  struct stat status;
  if (lstat(path, &status) != 0) return errno == ENOENT ? 0 : -1;
  if (!S_ISDIR(status.st_mode)) {
    errno = ENOTDIR;
    return -1;
  }
  walk->device = status.st_dev;
  walk->removes = removes;
  visit(walk, length);
  if (walk->error == 0) return 0;
  errno = walk->error;
  return -1;
}

int exhibit_remove_tree(const char *path) {
  walk walk;
  return begin(&walk, path, true);
}

int64_t exhibit_tree_size(const char *path) {
  walk walk;
  begin(&walk, path, false);
  return walk.bytes;
}

size_t exhibit_count_names(const char *path, const char *prefix, bool *has_prefix) {
  *has_prefix = false;
  DIR *directory = opendir(path);
  if (!directory) return 0;
  size_t count = 0;
  for (struct dirent *entry; (entry = readdir(directory));) {
    if (strncmp(entry->d_name, prefix, strlen(prefix)) == 0) *has_prefix = true;
    if (entry->d_name[0] != '.') count++;
  }
  closedir(directory);
  return count;
}
