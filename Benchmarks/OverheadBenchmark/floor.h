#ifndef FLOOR_H
#define FLOOR_H

/// Reads a plan, see floor.c, from a file. Ends the process if it cannot.
void floor_read(const char *path);

/// Opens the record in a directory, below which everything is made from then on.
void floor_open(const char *directory);

/// Does what is planned before the next mark of a kind: `s`, a test starts, `e`, it ends, or 0, the end of the plan.
void floor_run(char mark);

#endif
