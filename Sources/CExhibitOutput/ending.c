#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "copier.h"

#if defined(__linux__)

#include <signal.h>

// How the process of the tests has ended, which only its parent is told. Others of the same user can read it as long as
// the parent has not collected it, described in proc(5), and afterwards from what refers to the process (Linux 6.15).

/// `PIDFD_GET_INFO`, and the flag of it for a process that was collected; not every C library names them.
#define COPIER_GET_INFO 0xC040FF0B
#define COPIER_INFO_EXIT 8
/// A flag of a task, `PF_EXITING` of the kernel.
#define COPIER_EXITING 4

/// How long the end of the other threads is waited for, in milliseconds, once the first one has ended.
#define COPIER_PATIENCE 50

/// `struct pidfd_info` as of its first version.
struct process_info {
  uint64_t mask;
  uint64_t group;
  uint32_t ids[11];
  int32_t status;
};

struct process_state {
  bool is_exiting;
  int status;
};

static bool has_told;

EXHIBIT_COPIER static bool was_collected(int *status) {
  // No initialiser: a sanitizer puts its own code into what would clear the memory.
  static struct process_info info;
  info.mask = COPIER_INFO_EXIT;
  if (syscall(SYS_ioctl, exhibit_capture.process, COPIER_GET_INFO, &info) != 0) return false;
  *status = info.status;
  return (info.mask & COPIER_INFO_EXIT) != 0;
}

EXHIBIT_COPIER static void set_path(char *path, size_t capacity, const char *name) {
  struct copier_text text = {path, 0, capacity};
  copier_text_append(&text, "/proc/");
  copier_text_integer(&text, (uint64_t)exhibit_capture.pid, 1);
  copier_text_append(&text, name);
}

/// Finds a field of `/proc/PID/stat`, where the one behind the name of the program is the third.
EXHIBIT_COPIER static const char *field(const char *bytes, size_t count, int number) {
  // The name may hold anything, also what looks like its end.
  size_t index = count;
  while (index > 0 && bytes[index - 1] != ')') index--;
  if (index == 0) return NULL;
  for (int i = 2; i < number; i++) {
    index += copier_index(bytes + index, count - index, ' ') + 1;
    if (index >= count) return NULL;
  }
  return bytes + index;
}

EXHIBIT_COPIER static int64_t number(const char *digits) {
  int64_t value = 0;
  for (; *digits >= '0' && *digits <= '9'; digits++) value = value * 10 + (*digits - '0');
  return value;
}

EXHIBIT_COPIER static bool read_state(struct process_state *state) {
  char bytes[1024];
  char path[64];
  set_path(path, sizeof path, "/stat");
  int descriptor = copier_open(path, O_RDONLY);
  if (descriptor < 0) return false;
  long count = copier_read(descriptor, bytes, sizeof bytes - 1);
  copier_close(descriptor);
  if (count <= 0) return false;
  bytes[count] = 0;
  const char *flags = field(bytes, (size_t)count, 9), *status = field(bytes, (size_t)count, 52);
  if (!flags || !status) return false;
  state->is_exiting = (number(flags) & COPIER_EXITING) != 0;
  state->status = (int)number(status);
  // Who must not know it reads a zero; the same right is asked for here.
  if (state->status == 0) {
    set_path(path, sizeof path, "/exe");
    if (syscall(SYS_readlinkat, AT_FDCWD, path, bytes, sizeof bytes) < 0 && errno == EACCES) return false;
  }
  // As long as there is a process, nobody else has its number.
#if defined(SYS_pidfd_send_signal)
  return syscall(SYS_pidfd_send_signal, exhibit_capture.process, 0, NULL, 0) == 0;
#else
  return false;
#endif
}

EXHIBIT_COPIER static bool is_dead(int milliseconds) {
  struct pollfd polled = {exhibit_capture.process, POLLIN, 0};
  return copier_poll(&polled, 1, milliseconds) == 1 && (polled.revents & POLLIN);
}

EXHIBIT_COPIER static bool find_status(int *status) {
  struct process_state state;
  if (!read_state(&state)) return was_collected(status);
  if (!state.is_exiting) return false;
  // The first thread may have ended by itself, and then nothing is known before all have. A process that was stopped has
  // the number of that signal there.
  int signal = state.status & 0x7F;
  bool is_final = state.status != 0 && (signal < SIGSTOP || signal > SIGTTOU);
  if (!is_final) {
    if (!is_dead(COPIER_PATIENCE)) return false;
    if (!read_state(&state)) return was_collected(status);
  }
  *status = state.status;
  return true;
}

EXHIBIT_COPIER void copier_tell_end(bool is_last_chance) {
  if (has_told || exhibit_capture.process < 0) return;
  // When the tests are over nothing is to be told, and of `exit` in a test the process tells itself.
  bool is_over = atomic_load(&exhibit_capture.shared->is_over);
  int status;
  bool is_known = !is_over && find_status(&status);
  has_told = is_known || is_over || is_last_chance;
  if (is_known) copier_record_end(status);
}

EXHIBIT_COPIER int copier_process(void) { return has_told ? -1 : exhibit_capture.process; }

#endif
