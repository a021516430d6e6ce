#include "CExhibitRecord.h"

#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Where the line goes; read in a signal handler.
static const exhibit_file *told_file;
static int64_t *told_sequence;

int64_t exhibit_next_sequence(int64_t *sequence) { return __atomic_fetch_add(sequence, 1, __ATOMIC_RELAXED); }

static const char *name_of(int signal) {
  switch (signal) {
    case SIGILL: return "SIGILL";
    case SIGTRAP: return "SIGTRAP";
    case SIGABRT: return "SIGABRT";
    case SIGBUS: return "SIGBUS";
    case SIGFPE: return "SIGFPE";
    case SIGSEGV: return "SIGSEGV";
    case SIGSYS: return "SIGSYS";
    case SIGHUP: return "SIGHUP";
    case SIGINT: return "SIGINT";
    case SIGQUIT: return "SIGQUIT";
    case SIGPIPE: return "SIGPIPE";
    case SIGALRM: return "SIGALRM";
    case SIGTERM: return "SIGTERM";
    case SIGUSR1: return "SIGUSR1";
    case SIGUSR2: return "SIGUSR2";
    case SIGPROF: return "SIGPROF";
    case SIGVTALRM: return "SIGVTALRM";
    case SIGXCPU: return "SIGXCPU";
    case SIGXFSZ: return "SIGXFSZ";
    default: return "a signal";
  }
}

static void literal(exhibit_buffer *line, const char *text) { exhibit_buffer_append(line, text, strlen(text)); }

// Only what is safe in a signal handler: memory that is there already, and `write`.
static void tell(int signal) {
  const exhibit_file *file = __atomic_load_n(&told_file, __ATOMIC_ACQUIRE);
  int64_t *sequence = __atomic_load_n(&told_sequence, __ATOMIC_ACQUIRE);
  if (!file || !sequence) return;
  struct stat status;
  if (fstat(file->descriptor, &status) != 0 || (uint64_t)status.st_dev != file->device ||
      (uint64_t)status.st_ino != file->inode)
    return;
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
  literal(&line, name_of(signal));
  literal(&line, "\"}}}\n");
  exhibit_write_once(file->descriptor, line.bytes, line.count);
}

void exhibit_close_told_file(void) {
  const exhibit_file *file = __atomic_load_n(&told_file, __ATOMIC_ACQUIRE);
  struct stat status;
  if (!file || fstat(file->descriptor, &status) != 0 || (uint64_t)status.st_dev != file->device ||
      (uint64_t)status.st_ino != file->inode)
    return;
  close(file->descriptor);
}

void exhibit_tell_signals(const exhibit_file *file, int64_t *sequence) {
  __atomic_store_n(&told_file, NULL, __ATOMIC_RELEASE);
  __atomic_store_n(&told_sequence, sequence, __ATOMIC_RELEASE);
  __atomic_store_n(&told_file, file, __ATOMIC_RELEASE);
  if (file) exhibit_before_death(tell);
}
