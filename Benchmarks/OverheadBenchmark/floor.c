// Does what a run of tests left behind once more, as a careful C program would: the same directories under the same
// names, the same files with as many bytes, record lines of the same lengths. Prints the nanoseconds that it took and
// those of them that the processor worked.
//
// The plan is a text on standard input, one operation a line:
//   l LENGTH            appends that many bytes to the record
//   d PATH              makes a directory, and the ones above it that are missing
//   o PATH LENGTH       opens a file for appending and writes that many bytes
//   c LENGTH            writes that many bytes to the file that was opened last, and closes it
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

typedef struct operation {
  char kind;
  char *path;
  size_t length;
} operation;

static char bytes[1 << 18];

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void append(int descriptor, size_t length) {
  if (write(descriptor, bytes, length) != (ssize_t)length) fail("write");
}

static void make_directory(char *path) {
  if (mkdir(path, 0777) == 0) return;
  if (errno != ENOENT) fail(path);
  char *slash = strrchr(path, '/');
  if (!slash) fail(path);
  *slash = 0;
  make_directory(path);
  *slash = '/';
  if (mkdir(path, 0777) != 0) fail(path);
}

static long long now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int count, char **arguments) {
  if (count != 2 || chdir(arguments[1]) != 0) fail("usage: floor DIRECTORY < PLAN");
  memset(bytes, 'x', sizeof bytes);
  size_t capacity = 0, total = 0;
  operation *plan = NULL;
  char line[8192], path[8192];
  while (fgets(line, sizeof line, stdin)) {
    if (total == capacity) plan = realloc(plan, (capacity = capacity ? capacity * 2 : 1024) * sizeof *plan);
    if (!plan) fail("plan");
    operation next = {line[0], NULL, 0};
    int read = 0;
    if (line[0] == 'd') read = sscanf(line + 1, " %8191s", path) == 1;
    if (line[0] == 'o') read = sscanf(line + 1, " %8191s %zu", path, &next.length) == 2;
    if (line[0] == 'l' || line[0] == 'c') read = sscanf(line + 1, " %zu", &next.length) == 1;
    if (!read || next.length > sizeof bytes) fail("plan");
    if (line[0] == 'd' || line[0] == 'o') next.path = strdup(path);
    plan[total++] = next;
  }

  long long started = now(CLOCK_MONOTONIC), worked = now(CLOCK_PROCESS_CPUTIME_ID);
  int flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, file = -1;
  int record = open("record.jsonl", flags | O_EXCL, 0666);
  if (record < 0) fail("record.jsonl");
  for (size_t i = 0; i < total; i++) {
    switch (plan[i].kind) {
      case 'l': append(record, plan[i].length); break;
      case 'd': make_directory(plan[i].path); break;
      case 'o':
        if ((file = open(plan[i].path, flags, 0666)) < 0) fail(plan[i].path);
        append(file, plan[i].length);
        break;
      case 'c':
        append(file, plan[i].length);
        if (close(file) != 0) fail("close");
        break;
    }
  }
  close(record);
  printf("%lld %lld\n", now(CLOCK_MONOTONIC) - started, now(CLOCK_PROCESS_CPUTIME_ID) - worked);
}
