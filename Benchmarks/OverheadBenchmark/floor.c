// Does what a run of tests left behind once more, as a careful C program would: the same directories under the same
// names, the same files with as many bytes, record lines of the same lengths.
//
// As a program it prints the nanoseconds that it took and those of them that the processor worked. Compiled with
// FLOOR_IN_SUITE it is called by an observer, where each test starts and ends; see observer.swift.
//
// The plan is a text, one operation a line:
//   s, e                a test starts, a test ends
//   l LENGTH            appends that many bytes to the record
//   d PATH              makes a directory, and the ones above it that are missing
//   o PATH LENGTH       opens a file for appending and writes that many bytes
//   c LENGTH            writes that many bytes to the file that was opened last, and closes it
#define _GNU_SOURCE
#include "floor.h"

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
static operation *plan;
static size_t total, next;
static int record = -1, file = -1;

static const int flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC;

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

void floor_read(const char *path) {
  FILE *text = fopen(path, "r");
  if (!text) fail(path);
  size_t capacity = 0;
  char line[8192], name[8192];
  while (fgets(line, sizeof line, text)) {
    if (total == capacity) plan = realloc(plan, (capacity = capacity ? capacity * 2 : 1024) * sizeof *plan);
    if (!plan) fail("plan");
    operation found = {line[0], NULL, 0};
    int read = strchr("se", line[0]) != NULL;
    if (line[0] == 'd') read = sscanf(line + 1, " %8191s", name) == 1;
    if (line[0] == 'o') read = sscanf(line + 1, " %8191s %zu", name, &found.length) == 2;
    if (line[0] == 'l' || line[0] == 'c') read = sscanf(line + 1, " %zu", &found.length) == 1;
    if (!read || found.length > sizeof bytes) fail("plan");
    if (line[0] == 'd' || line[0] == 'o') found.path = strdup(name);
    plan[total++] = found;
  }
  fclose(text);
}

void floor_open(const char *directory) {
  memset(bytes, 'x', sizeof bytes);
  char path[8192];
  // Absolute, since a test may be anywhere.
  for (size_t i = 0; i < total; i++) {
    if (!plan[i].path) continue;
    snprintf(path, sizeof path, "%s/%s", directory, plan[i].path);
    plan[i].path = strdup(path);
  }
  snprintf(path, sizeof path, "%s/record.jsonl", directory);
  record = open(path, flags | O_EXCL, 0666);
  if (record < 0) fail(path);
}

void floor_run(char mark) {
  for (; next < total; next++) {
    const operation *operation = &plan[next];
    switch (operation->kind) {
      case 'l': append(record, operation->length); break;
      case 'd': make_directory(operation->path); break;
      case 'o':
        if ((file = open(operation->path, flags, 0666)) < 0) fail(operation->path);
        append(file, operation->length);
        break;
      case 'c':
        append(file, operation->length);
        if (close(file) != 0) fail("close");
        break;
      default:
        if (operation->kind == mark) return;
    }
  }
}

#ifndef FLOOR_IN_SUITE

static long long now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int count, char **arguments) {
  if (count != 3) {
    fprintf(stderr, "usage: floor DIRECTORY PLAN\n");
    return 2;
  }
  floor_read(arguments[2]);
  long long started = now(CLOCK_MONOTONIC), worked = now(CLOCK_PROCESS_CPUTIME_ID);
  floor_open(arguments[1]);
  floor_run(0);
  close(record);
  printf("%lld %lld\n", now(CLOCK_MONOTONIC) - started, now(CLOCK_PROCESS_CPUTIME_ID) - worked);
}

#endif
