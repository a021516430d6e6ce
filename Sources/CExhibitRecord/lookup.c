#include "CExhibitRecord.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

exhibit_text exhibit_trimmed(exhibit_text text) {
  while (text.count > 0 && is_space(text.bytes[0])) {
    text.bytes++;
    text.count--;
  }
  while (text.count > 0 && is_space(text.bytes[text.count - 1])) text.count--;
  return text;
}

exhibit_text exhibit_take_line(exhibit_text *rest) {
  if (rest->count == 0) return *rest;
  const char *end = memchr(rest->bytes, '\n', rest->count);
  exhibit_text line = {rest->bytes, end ? (size_t)(end - rest->bytes) : rest->count};
  size_t taken = line.count + (end ? 1 : 0);
  rest->bytes += taken;
  rest->count -= taken;
  return line;
}

exhibit_text exhibit_line_with_suffix(exhibit_text text, exhibit_text suffix) {
  while (text.count > 0) {
    exhibit_text line = exhibit_take_line(&text);
    if (line.count < suffix.count || suffix.count == 0) continue;
    if (memcmp(line.bytes + line.count - suffix.count, suffix.bytes, suffix.count) == 0) return line;
  }
  return (exhibit_text){NULL, 0};
}

exhibit_text exhibit_parent_path(exhibit_text path) {
  size_t count = path.count;
  while (count > 1 && path.bytes[count - 1] == '/') count--;
  bool is_root = count == 1;
  while (count > 0 && path.bytes[count - 1] != '/') count--;
  if (count == 0 || is_root) return (exhibit_text){NULL, 0};
  // The slash counts for the root alone.
  return (exhibit_text){path.bytes, count == 1 ? 1 : count - 1};
}

bool exhibit_is_hexadecimal(const char *text) {
  return text[strspn(text, "0123456789abcdefABCDEF")] == 0;
}

void exhibit_letters_and_digits(const char *text, char *result, size_t size) {
  size_t count = 0;
  for (; *text && count + 1 < size; text++) {
    if (is_letter_or_digit(*text)) result[count++] = *text;
  }
  result[count] = 0;
}

void exhibit_make_constant_name(char *text) {
  for (; *text; text++) {
    if (*text >= 'a' && *text <= 'z') *text = (char)(*text - ('a' - 'A'));
    else if (!is_letter_or_digit(*text)) *text = '_';
  }
}

extern char **environ;

const char *exhibit_next_variable(const char *prefix, size_t *place) {
  size_t length = strlen(prefix);
  while (environ && environ[*place]) {
    const char *variable = environ[(*place)++];
    if (strncmp(variable, prefix, length) == 0) return variable;
  }
  return NULL;
}

exhibit_text exhibit_variable(const char *name) {
  const char *value = getenv(name);
  return value ? (exhibit_text){value, strlen(value), false} : (exhibit_text){NULL, 0, false};
}

bool exhibit_variable_is(const char *name, const char *value) {
  const char *found = getenv(name);
  return found && strcmp(found, value) == 0;
}

const char *exhibit_entry_name(const struct dirent *entry) { return entry->d_name; }

ssize_t exhibit_read_file(const char *path, size_t limit, char **bytes) {
  // Without O_NONBLOCK a pipe would be waited for until somebody writes.
  int descriptor = exhibit_open(path, O_RDONLY | O_NONBLOCK, 0);
  if (descriptor < 0) return -1;
  char *content = NULL;
  size_t count = 0, capacity = 0;
  while (count < limit) {
    if (count == capacity) {
      // Most of what is read has less than a page.
      capacity = capacity == 0 ? 4096 : 2 * capacity;
      char *larger = realloc(content, capacity);
      if (!larger) break;
      content = larger;
    }
    size_t room = (capacity < limit ? capacity : limit) - count;
    ssize_t more = read(descriptor, content + count, room);
    if (more < 0 && errno == EINTR) continue;
    if (more <= 0) break;
    count += (size_t)more;
  }
  close(descriptor);
  *bytes = content;
  return (ssize_t)count;
}

bool exhibit_machine_name(char *name, size_t size, size_t limit) {
  if (gethostname(name, size - 1) != 0) return false;
  name[limit < size ? limit : size - 1] = 0;
  name[strcspn(name, ".")] = 0;
  for (char *c = name; *c; c++) {
    if (!is_letter_or_digit(*c)) *c = '-';
  }
  return *name != 0;
}

bool exhibit_is_plain_path(const char *path) {
  if (path[0] != '/') return false;
  for (const char *component = path; *component;) {
    component++;
    size_t length = strcspn(component, "/");
    if (length == 0 || (component[0] == '.' && (length == 1 || (length == 2 && component[1] == '.')))) return false;
    component += length;
  }
  char resolved[PATH_MAX];
  return !realpath(path, resolved) || strcmp(resolved, path) == 0;
}

#if defined(__linux__)
// Reads `/proc/PID/stat`, whose fields are described in proc(5). The name of the process may hold spaces and parentheses,
// so counting begins behind the last of them.
static bool read_stat(pid_t pid, pid_t *parent, char *start) {
  char path[64], stat[1024];
  snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
  int descriptor = exhibit_open(path, O_RDONLY, 0);
  if (descriptor < 0) return false;
  ssize_t count = read(descriptor, stat, sizeof stat - 1);
  close(descriptor);
  if (count <= 0) return false;
  stat[count] = 0;
  const char *field = strrchr(stat, ')');
  // The name is the second field, the parent the fourth, the start the twenty-second.
  for (int number = 2; field && number < 22; number++) {
    field = strchr(field, ' ');
    if (field) field++;
    if (field && number == 3) *parent = (pid_t)strtol(field, NULL, 10);
  }
  if (!field) return false;
  size_t length = strspn(field, "0123456789");
  if (length == 0 || length >= EXHIBIT_PROCESS_START) return false;
  memcpy(start, field, length);
  start[length] = 0;
  return true;
}

bool exhibit_process_start_time(pid_t pid, char start[EXHIBIT_PROCESS_START]) {
  pid_t parent;
  return read_stat(pid, &parent, start);
}

static bool runs_package_manager(pid_t pid) {
  char path[64], target[PATH_MAX];
  snprintf(path, sizeof path, "/proc/%ld/exe", (long)pid);
  ssize_t length = readlink(path, target, sizeof target - 1);
  if (length <= 0) return false;
  target[length] = 0;
  const char *slash = strrchr(target, '/');
  const char *name = slash ? slash + 1 : target;
  return strcmp(name, "swift-package") == 0 || strcmp(name, "swift-test") == 0;
}

pid_t exhibit_package_manager(char start[EXHIBIT_PROCESS_START]) {
  pid_t pid = getppid();
  for (int i = 0; i < 4 && pid > 1; i++) {
    pid_t parent = 0;
    if (!read_stat(pid, &parent, start)) return 0;
    if (runs_package_manager(pid)) return pid;
    pid = parent;
  }
  return 0;
}
#endif
