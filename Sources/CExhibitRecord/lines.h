#ifndef EXHIBIT_LINES_H
#define EXHIBIT_LINES_H

#include <string.h>

#include "CExhibitRecord.h"

/// Appends a literal. The calls that this saves take longer than the copy where nothing is optimised.
#define LITERAL(line, text)                                                         \
  do {                                                                              \
    exhibit_buffer *literal_line = (line);                                          \
    if (literal_line->capacity - literal_line->count >= sizeof(text)) {             \
      memcpy(literal_line->bytes + literal_line->count, text, sizeof(text) - 1);    \
      literal_line->count += sizeof(text) - 1;                                      \
    } else {                                                                        \
      exhibit_buffer_append(literal_line, text, sizeof(text) - 1);                  \
    }                                                                               \
  } while (0)

#endif
