#if defined(__linux__)
#define _GNU_SOURCE
#endif
#include "CExhibitFixtures.h"
#include "open.h"
#include "size_limit.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

int exhibit_private_directory(const char *path) {
  if (mkdir(path, 0700) == 0) return 1;
  if (errno != EEXIST) return -1;
  struct stat status;
  if (lstat(path, &status) != 0) return -1;
  if (S_ISDIR(status.st_mode) && status.st_uid == geteuid()) return 0;
  errno = EEXIST;
  return -1;
}

static int open_file(const char *path, int flags) {
  int descriptor;
  do descriptor = exhibit_fixtures_open(path, flags | O_NOFOLLOW, 0600);
  while (descriptor < 0 && errno == EINTR);
  return descriptor;
}

static int close_with(int descriptor, int error) {
  close(descriptor);
  errno = error;
  return -1;
}

int exhibit_lock_file(const char *path, bool is_exclusive, bool waits) {
  int descriptor = open_file(path, O_RDWR | O_CREAT);
  if (descriptor < 0) return -1;
  int operation = (is_exclusive ? LOCK_EX : LOCK_SH) | (waits ? 0 : LOCK_NB), result;
  do result = flock(descriptor, operation);
  while (result != 0 && errno == EINTR);
  return result == 0 ? descriptor : close_with(descriptor, errno);
}

bool exhibit_lock_alone(int descriptor) { return flock(descriptor, LOCK_EX | LOCK_NB) == 0; }

void exhibit_unlock_file(int descriptor) { close(descriptor); }

ssize_t exhibit_read_value(const char *path, size_t limit, void **bytes) {
  int descriptor = open_file(path, O_RDONLY | O_NONBLOCK);
  if (descriptor < 0) return -1;
  struct stat status;
  if (fstat(descriptor, &status) != 0) return close_with(descriptor, errno);
  if (!S_ISREG(status.st_mode) || status.st_uid != geteuid()) return close_with(descriptor, EINVAL);
  size_t size = (size_t)status.st_size, count = 0;
  if (size > limit) return close_with(descriptor, EFBIG);
  char *memory = malloc(size ? size : 1);
  if (!memory) return close_with(descriptor, ENOMEM);
  while (count < size) {
    ssize_t result = read(descriptor, memory + count, size - count);
    if (result < 0 && errno == EINTR) continue;
    if (result <= 0) break;
    count += (size_t)result;
  }
  close(descriptor);
  *bytes = memory;
  return (ssize_t)count;
}

void exhibit_free_bytes(void *bytes) { free(bytes); }

static int write_value(const char *path, const char *temporary, const void *bytes, size_t count) {
  int descriptor = open_file(temporary, O_WRONLY | O_CREAT | O_TRUNC);
  if (descriptor < 0) return -1;
  size_t done = 0;
  while (done < count) {
    ssize_t result = write(descriptor, (const char *)bytes + done, count - done);
    if (result < 0 && errno == EINTR) continue;
    if (result <= 0) {
      int error = result < 0 ? errno : ENOSPC;
      unlink(temporary);
      return close_with(descriptor, error);
    }
    done += (size_t)result;
  }
  if (close(descriptor) == 0 && rename(temporary, path) == 0) return 0;
  int error = errno;
  unlink(temporary);
  errno = error;
  return -1;
}

int exhibit_write_value(const char *path, const char *temporary, const void *bytes, size_t count) {
  exhibit_size_limit limit;
  exhibit_size_limit_hold(&limit);
  int result = write_value(path, temporary, bytes, count);
  exhibit_size_limit_release(&limit);
  return result;
}

void exhibit_remove_values(const char *directory) {
  int descriptor = exhibit_fixtures_open(directory, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0);
  if (descriptor < 0) return;
  DIR *entries = fdopendir(descriptor);
  if (!entries) {
    close(descriptor);
    return;
  }
  struct dirent *entry;
  while ((entry = readdir(entries))) unlinkat(dirfd(entries), entry->d_name, 0);
  closedir(entries);
  rmdir(directory);
}
