#include "CExhibitRecord.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Where the line goes; read in a signal handler.
static const exhibit_file *told_file;
static const char *told_path;
static int64_t *told_sequence;

int64_t exhibit_next_sequence(int64_t *sequence) { return __atomic_fetch_add(sequence, 1, __ATOMIC_RELAXED); }

static void literal(exhibit_buffer *line, const char *text) { exhibit_buffer_append(line, text, strlen(text)); }

static bool is_file(int descriptor, const exhibit_file *file) {
  struct stat status;
  return descriptor >= 0 && fstat(descriptor, &status) == 0 && (uint64_t)status.st_dev == file->device &&
         (uint64_t)status.st_ino == file->inode;
}

// Only what is safe in a signal handler: memory that is there already, `open` and `write`.
static void tell(int signal) {
  const exhibit_file *file = __atomic_load_n(&told_file, __ATOMIC_ACQUIRE);
  const char *path = __atomic_load_n(&told_path, __ATOMIC_ACQUIRE);
  int64_t *sequence = __atomic_load_n(&told_sequence, __ATOMIC_ACQUIRE);
  if (!file || !path || !sequence) return;
  int descriptor = file->descriptor;
  if (!is_file(descriptor, file)) {
    // A test has closed descriptors that are not its own.
    descriptor = open(path, O_WRONLY | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (!is_file(descriptor, file)) {
      if (descriptor >= 0) close(descriptor);
      return;
    }
  }
  char bytes[640];
  exhibit_buffer line = exhibit_buffer_on(bytes, sizeof bytes);
  literal(&line, "{\"version\":\"6.3.0\",\"kind\":\"event\",\"payload\":{\"kind\":\"exhibitProcessSignalled\",\"instant\":{"
                 "\"absolute\":");
  exhibit_buffer_seconds(&line, exhibit_monotonic_nanoseconds(), 9);
  literal(&line, ",\"since1970\":");
  exhibit_buffer_seconds(&line, exhibit_wall_nanoseconds(), 6);
  literal(&line, "},\"messages\":[],\"exhibit\":{\"sequence\":");
  exhibit_buffer_integer(&line, exhibit_next_sequence(sequence));
  literal(&line, ",\"signal\":");
  exhibit_buffer_integer(&line, signal);
  literal(&line, ",\"signalName\":\"");
  char name[EXHIBIT_SIGNAL_NAME_BYTES];
  exhibit_signal_name(signal, name);
  literal(&line, name);
  literal(&line, "\"}}}\n");
  exhibit_write_once(descriptor, line.bytes, line.count);
  if (descriptor != file->descriptor) close(descriptor);
}

void exhibit_close_told_file(void) {
  const exhibit_file *file = __atomic_load_n(&told_file, __ATOMIC_ACQUIRE);
  if (file && is_file(file->descriptor, file)) close(file->descriptor);
}

void exhibit_tell_signals(const exhibit_file *file, const char *path, int64_t *sequence) {
  __atomic_store_n(&told_file, NULL, __ATOMIC_RELEASE);
  __atomic_store_n(&told_path, path, __ATOMIC_RELEASE);
  __atomic_store_n(&told_sequence, sequence, __ATOMIC_RELEASE);
  __atomic_store_n(&told_file, file, __ATOMIC_RELEASE);
  if (file) exhibit_before_death(tell);
}
