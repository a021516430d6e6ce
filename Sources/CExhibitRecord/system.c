#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif
#include "CExhibitRecord.h"
#include "files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#if defined(__linux__)
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#endif
#include <time.h>
#include <unistd.h>

// Initial-exec, so that a signal handler may read it.
static _Thread_local volatile sig_atomic_t is_writing __attribute__((tls_model("initial-exec")));

bool exhibit_is_writing(void) { return is_writing; }

ssize_t exhibit_write_once(int descriptor, const void *bytes, size_t count) {
  ssize_t written;
  is_writing = 1;
  do {
    written = write(descriptor, bytes, count);
  } while (written < 0 && errno == EINTR);
  is_writing = 0;
  return written;
}

static volatile sig_atomic_t is_fork_child;

static void note_fork(void) {
  is_fork_child = 1;
  // The lock says that the process lives, and goes with the last descriptor.
  exhibit_close_told_file();
}

static void register_fork_handler(void) { pthread_atfork(NULL, NULL, note_fork); }

void exhibit_watch_forks(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, register_fork_handler);
}

bool exhibit_is_fork_child(void) { return is_fork_child; }

static int64_t nanoseconds(clockid_t clock) {
  struct timespec time;
  if (clock_gettime(clock, &time) != 0) return 0;
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

int64_t exhibit_monotonic_nanoseconds(void) { return nanoseconds(CLOCK_MONOTONIC); }

int64_t exhibit_wall_nanoseconds(void) { return nanoseconds(CLOCK_REALTIME); }

static int open_append(const char *path, bool exclusive) {
  // Without O_NONBLOCK a pipe in the way would be waited for until somebody reads it.
  // It is opened for reading too, so that it can be copied should somebody remove it.
  int flags = O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK | (exclusive ? O_EXCL : 0);
  int descriptor;
  do {
    descriptor = exhibit_open(path, flags, 0666);
  } while (descriptor < 0 && errno == EINTR);
  return descriptor;
}

int exhibit_identify(int descriptor, struct stat *status) {
#if defined(STATX_TYPE)
  struct statx found;
  if (statx(descriptor, "", AT_EMPTY_PATH, STATX_TYPE | STATX_NLINK | STATX_INO | STATX_SIZE, &found) == 0) {
    status->st_dev = makedev(found.stx_dev_major, found.stx_dev_minor);
    status->st_ino = found.stx_ino;
    status->st_nlink = found.stx_nlink;
    status->st_mode = found.stx_mode;
    status->st_size = (off_t)found.stx_size;
    return 0;
  }
  // Older kernels, and containers that allow what those had.
#endif
  return fstat(descriptor, status);
}

size_t exhibit_link_count(const char *path) {
#if defined(STATX_TYPE)
  struct statx found;
  if (statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_NLINK, &found) == 0) return found.stx_nlink;
#endif
  struct stat status;
  return lstat(path, &status) == 0 ? (size_t)status.st_nlink : 0;
}

static bool is_same_file(exhibit_file *file, int descriptor, bool *is_removed) {
  struct stat status;
  if (exhibit_identify(descriptor, &status) != 0 || (uint64_t)status.st_dev != file->device ||
      (uint64_t)status.st_ino != file->inode)
    return false;
  file->size = status.st_size;
  *is_removed = status.st_nlink == 0;
  return true;
}

bool exhibit_file_is_moved(exhibit_file *file, const char *path) {
  bool is_removed;
  if (!is_same_file(file, file->descriptor, &is_removed) || is_removed) return false;
  struct stat named;
  if (lstat(path, &named) != 0) return errno == ENOENT || errno == ENOTDIR;
  return (uint64_t)named.st_dev != file->device || (uint64_t)named.st_ino != file->inode;
}

int exhibit_file_open(exhibit_file *file, const char *path, bool exclusive) {
  file->locked = false;
  file->descriptor = open_append(path, exclusive);
  if (file->descriptor < 0) return -1;
  struct stat status;
  if (exhibit_identify(file->descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    close(file->descriptor);
    errno = ENOTSUP;
    return -1;
  }
  file->device = (uint64_t)status.st_dev;
  file->inode = (uint64_t)status.st_ino;
  file->size = status.st_size;
  return 0;
}

int exhibit_file_lock(exhibit_file *file) {
  int result = exhibit_lock(file->descriptor);
  file->locked = result == 0;
  return result;
}

ssize_t exhibit_file_write(exhibit_file *file, const char *path, const void *bytes, size_t count) {
  bool is_removed = false;
  if (!is_same_file(file, file->descriptor, &is_removed)) {
    int descriptor = exhibit_open(path, O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK, 0);
    if (descriptor < 0) return -1;
    if (!is_same_file(file, descriptor, &is_removed)) {
      close(descriptor);
      errno = ESTALE;
      return -1;
    }
    file->descriptor = descriptor;
    if (file->locked) exhibit_lock(descriptor);
  }
  if (is_removed) {
    errno = EXHIBIT_REMOVED;
    return -1;
  }
  return exhibit_file_continue(file, bytes, count);
}

ssize_t exhibit_file_continue(exhibit_file *file, const void *bytes, size_t count) {
  ssize_t written = exhibit_write_once(file->descriptor, bytes, count);
  if (written > 0) file->size += written;
  return written;
}

int exhibit_file_restore(exhibit_file *file, const char *path) {
  exhibit_file copy;
  if (exhibit_file_open(&copy, path, true) != 0) return -1;
  char bytes[1 << 14];
  for (off_t offset = 0;;) {
    ssize_t count = pread(file->descriptor, bytes, sizeof bytes, offset);
    if (count < 0 && errno == EINTR) continue;
    if (count == 0) break;
    if (count < 0 || exhibit_write_once(copy.descriptor, bytes, (size_t)count) != count) {
      int code = count < 0 ? errno : ENOSPC;
      unlink(path);
      close(copy.descriptor);
      errno = code;
      return -1;
    }
    offset += count;
  }
  if (file->locked) exhibit_file_lock(&copy);
  close(file->descriptor);
  *file = copy;
  return 0;
}

int exhibit_make_directories(char *path) {
  if (mkdir(path, 0777) == 0 || errno == EEXIST) return 0;
  char *slash = strrchr(path, '/');
  if (errno != ENOENT || !slash || slash == path) return -1;
  *slash = 0;
  int result = exhibit_make_directories(path);
  *slash = '/';
  return result == 0 && (mkdir(path, 0777) == 0 || errno == EEXIST) ? 0 : -1;
}

static int restore_with_directories(exhibit_file *file, const char *path) {
  char parent[PATH_MAX];
  const char *slash = strrchr(path, '/');
  if (slash && (size_t)(slash - path) < sizeof parent) {
    memcpy(parent, path, (size_t)(slash - path));
    parent[slash - path] = 0;
    if (exhibit_make_directories(parent) != 0) return -1;
  }
  return exhibit_file_restore(file, path);
}

ssize_t exhibit_file_append(exhibit_file *file, const char *path, const void *bytes, size_t count, bool *is_restored) {
  *is_restored = false;
  // What a forked child has to say is nobody's.
  if (exhibit_is_fork_child()) return (ssize_t)count;
  ssize_t written = exhibit_file_write(file, path, bytes, count);
  if (written >= 0 || errno != EXHIBIT_REMOVED) return written;
  if (restore_with_directories(file, path) != 0) return -1;
  *is_restored = true;
  return exhibit_file_write(file, path, bytes, count);
}

void exhibit_file_close(exhibit_file *file) {
  bool is_removed;
  if (file->descriptor >= 0 && is_same_file(file, file->descriptor, &is_removed)) close(file->descriptor);
  file->descriptor = -1;
}

int exhibit_file_reserve(const exhibit_file *file, size_t count) {
  struct stat status;
  if (exhibit_identify(file->descriptor, &status) != 0) return -1;
  if ((uint64_t)status.st_dev != file->device || (uint64_t)status.st_ino != file->inode) {
    errno = ESTALE;
    return -1;
  }
#if defined(__linux__)
  int result;
  is_writing = 1;
  do {
    result = fallocate(file->descriptor, FALLOC_FL_KEEP_SIZE, status.st_size, (off_t)count);
  } while (result != 0 && errno == EINTR);
  is_writing = 0;
  return result;
#elif defined(__APPLE__)
  fstore_t room = {F_ALLOCATEALL, F_PEOFPOSMODE, 0, (off_t)count, 0};
  return fcntl(file->descriptor, F_PREALLOCATE, &room) == -1 ? -1 : 0;
#else
  errno = ENOTSUP;
  return -1;
#endif
}

int exhibit_file_cut(exhibit_file *file, int64_t size) {
  if (ftruncate(file->descriptor, (off_t)size) != 0) return -1;
  file->size = size;
  return 0;
}

void exhibit_file_trim(const exhibit_file *file) {
  struct stat status;
  if (fstat(file->descriptor, &status) != 0 || (uint64_t)status.st_dev != file->device ||
      (uint64_t)status.st_ino != file->inode)
    return;
  // What stays if this fails is room on the disk and nothing else.
  if (ftruncate(file->descriptor, status.st_size) != 0) return;
}

int exhibit_rename_new(const char *from, const char *to) {
#if defined(__APPLE__)
  if (renamex_np(from, to, RENAME_EXCL) == 0) return 0;
  if (errno != ENOTSUP) return -1;
#elif defined(__linux__) && defined(SYS_renameat2)
  // RENAME_NOREPLACE, which not every C library and file system knows.
  if (syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 1) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return -1;
#endif
  if (link(from, to) == 0) return unlink(from);
  if (errno == EEXIST) return -1;
  struct stat status;
  if (lstat(to, &status) == 0) {
    errno = EEXIST;
    return -1;
  }
  return rename(from, to);
}

bool exhibit_is_ascii(const char *text) {
  for (; *text; text++) {
    if (*text & 0x80) return false;
  }
  return true;
}

static bool is_folded_to(const char *entry, const char *folded) {
  for (; *entry && (*entry >= 'A' && *entry <= 'Z' ? *entry + ('a' - 'A') : *entry) == *folded; entry++) folded++;
  return *entry == *folded;
}

int exhibit_find_look_alike(const char *path, const char *name, const char *folded) {
  DIR *directory = opendir(path);
  if (!directory) return 0;
  int result = 0;
  for (struct dirent *entry; (entry = readdir(directory));) {
    if (is_folded_to(entry->d_name, folded) && strcmp(entry->d_name, name) != 0) {
      result = 1;
      break;
    }
    if (result == 0 && !exhibit_is_ascii(entry->d_name) && strcmp(entry->d_name, name) != 0) result = -1;
  }
  closedir(directory);
  return result;
}

// Tries for a lock until the time is up: whoever has it may be a process that was stopped, and tests must not wait for
// that.
static int lock_within(int descriptor, int kind, int microseconds) {
  for (int waited = 0;; waited += 100) {
    if (flock(descriptor, kind | LOCK_NB) == 0) return 0;
    if ((errno != EWOULDBLOCK && errno != EINTR) || waited >= microseconds) return -1;
    struct timespec pause = {0, 100000};
    nanosleep(&pause, NULL);
  }
}

// A reader that looks for the lock holds it itself for some microseconds.
int exhibit_lock(int descriptor) { return lock_within(descriptor, LOCK_EX, 10000); }

static int locked_directory(const char *path, int kind, int microseconds) {
  int descriptor = exhibit_open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0);
  if (descriptor < 0) return -1;
  if (lock_within(descriptor, kind, microseconds) == 0) return descriptor;
  int code = errno;
  close(descriptor);
  errno = code;
  return -1;
}

int exhibit_lock_directory(const char *path) { return locked_directory(path, LOCK_EX, 2000000); }

int exhibit_try_lock_directory(const char *path) { return locked_directory(path, LOCK_EX, 0); }

int exhibit_share_directory(const char *path) { return locked_directory(path, LOCK_SH, 2000000); }

bool exhibit_is_at(int descriptor, const char *path) {
  struct stat open, named;
  return fstat(descriptor, &open) == 0 && lstat(path, &named) == 0 && open.st_dev == named.st_dev &&
         open.st_ino == named.st_ino;
}

int exhibit_is_locked(const char *path) {
  int descriptor = exhibit_open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK, 0);
  if (descriptor < 0) return -1;
  // A shared lock is refused while the writer holds its exclusive one, and two readers do not disturb each other.
  int result = 0;
  if (flock(descriptor, LOCK_SH | LOCK_NB) != 0) result = errno == EWOULDBLOCK ? 1 : -1;
  close(descriptor);
  return result;
}

static int64_t seconds_in(const char *text) {
  const char *key = "\"since1970\":";
  const char *digits = strstr(text, key);
  if (!digits) return -1;
  int64_t seconds = 0;
  digits += strlen(key);
  if (*digits < '0' || *digits > '9') return -1;
  for (; *digits >= '0' && *digits <= '9' && seconds < INT64_MAX / 20; digits++) seconds = seconds * 10 + (*digits - '0');
  return seconds;
}

int exhibit_events_state(const char *path, int64_t *since1970) {
  int descriptor = exhibit_open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK, 0);
  if (descriptor < 0) return EXHIBIT_EVENTS_FOREIGN;
  struct stat status;
  // The members that count stand at the beginning of the line, before everything that may be long.
  char text[1025];
  int result = EXHIBIT_EVENTS_FOREIGN;
  ssize_t count = fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) ? pread(descriptor, text, 1024, 0) : -1;
  if (count > 0) {
    text[count] = 0;
    char *end = strchr(text, '\n');
    if (end) *end = 0;
    if (strncmp(text, "{\"version\":", 11) == 0 && strstr(text, ",\"kind\":\"exhibitProcess\",")) {
      if (since1970) *since1970 = seconds_in(text);
      result = strstr(text, ",\"locked\":true") ? EXHIBIT_EVENTS_OVER : EXHIBIT_EVENTS_WITHOUT_LOCK;
      if (flock(descriptor, LOCK_SH | LOCK_NB) != 0) {
        result = errno == EWOULDBLOCK ? EXHIBIT_EVENTS_LOCKED : EXHIBIT_EVENTS_WITHOUT_LOCK;
      }
    }
  }
  close(descriptor);
  return result;
}

typedef struct background {
  void (*body)(void *);
  void *context;
} background;

static void *run_background(void *argument) {
  background task = *(background *)argument;
  free(argument);
  task.body(task.context);
  return NULL;
}

int exhibit_run_in_background(void (*body)(void *), void *context) {
  background *task = malloc(sizeof *task);
  if (!task) return ENOMEM;
  *task = (background){body, context};
  pthread_attr_t attributes;
  int code = pthread_attr_init(&attributes);
  if (code != 0) {
    free(task);
    return code;
  }
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  // Signals that a test expects must not end up on a thread that is not the test's.
  sigset_t all, before;
  exhibit_signals_of_tests(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pthread_t thread;
  code = pthread_create(&thread, &attributes, run_background, task);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pthread_attr_destroy(&attributes);
  if (code != 0) free(task);
  return code;
}
