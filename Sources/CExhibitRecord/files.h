#ifndef EXHIBIT_FILES_H
#define EXHIBIT_FILES_H

#include <sys/stat.h>

/// Stores what tells an open file from others, its number of links, its type and its size, and nothing else.
///
/// `fstat` asks for the times too. On kernels with fine-grained times (Linux 6.13) the next write then has to store a
/// new one in the inode, which costs more than the write itself.
int exhibit_identify(int descriptor, struct stat *status);

/// Makes a directory and those above it that are missing. The path is changed meanwhile. Returns 0 or -1 with `errno`.
int exhibit_make_directories(char *path);

#endif
