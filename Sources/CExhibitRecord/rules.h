#ifndef EXHIBIT_RULES_H
#define EXHIBIT_RULES_H

// How the block of `exhibit_rules` is laid out. All places are offsets from its beginning.

#include "CExhibitRedaction.h"

/// The most instructions of all patterns together, which bounds the memory of a stream and its work for each byte.
#define INSTRUCTION_LIMIT 4096

/// The shifts and buckets are found by a hash of two bytes.
#define PAIR_COUNT 4096
#define PAIR(first, second) ((((unsigned)(first) << 4) ^ (unsigned)(second)) & (PAIR_COUNT - 1))

/// A byte that is no part of a character in UTF-8 counts as this character, plus its value.
#define NO_CHARACTER 0x110000u
#define LAST_CHARACTER (NO_CHARACTER + 0xFF)

#define NO_WORD UINT32_MAX

enum operation {
  OP_CHARACTER,  // value: the character
  OP_ANY,
  OP_CLASS,  // value: the index of the class
  OP_SPLIT,  // value: the other way
  OP_JUMP,
  OP_LINE_START,
  OP_LINE_END,
  OP_WORD_EDGE,
  OP_NO_WORD_EDGE,
  OP_MATCH,
};

typedef struct {
  uint16_t operation;
  uint16_t next;
  uint32_t value;
} instruction;

typedef struct {
  uint32_t low;
  uint32_t high;
} character_range;

typedef struct {
  uint32_t ascii[4];
  uint32_t first_range;
  uint32_t range_count;
} character_class;

/// A pattern: where it begins, the bytes a match can begin with, and the bytes with which every match begins.
typedef struct {
  uint32_t start;
  uint32_t prefix_count;
  uint8_t prefix[32];
  uint8_t first[256];
} pattern_entry;

typedef struct {
  uint32_t text;
  uint32_t count;
  /// The next word with the same pair where the shortest word ends, and with the same first byte.
  uint32_t next_of_pair;
  uint32_t next_of_first;
} word_entry;

struct exhibit_rules {
  uint64_t size;
  /// Tells one set of rules from another.
  uint64_t identity;
  uint32_t word_count;
  uint32_t shortest;
  uint32_t longest;
  uint32_t words;
  uint32_t pair_words;
  uint32_t first_words;
  uint32_t shifts;
  uint32_t pattern_count;
  uint32_t patterns;
  uint32_t instructions;
  uint32_t classes;
  uint32_t ranges;
  /// Whether every pattern has a prefix worth searching for.
  uint32_t all_prefixed;
  /// The bytes with which some match can begin, and the line feed.
  uint8_t first[256];
};

/// The patterns while they are compiled.
typedef struct {
  instruction *_Nullable instructions;
  uint32_t instruction_count;
  character_class *_Nullable classes;
  uint32_t class_count;
  character_range *_Nullable ranges;
  uint32_t range_count;
  pattern_entry *_Nullable patterns;
  uint32_t pattern_count;
} compiled_patterns;

/// Compiles one more pattern. Returns false with the error, or with an empty message if memory ran out.
bool exhibit_compile_pattern(compiled_patterns *_Nonnull to, const char *_Nullable utf8, size_t count,
                             exhibit_pattern_error *_Nonnull error);

/// Reads one character. Returns its length; 0 if the bytes end inside of it.
static inline unsigned decode_character(const uint8_t *_Nonnull bytes, size_t count, uint32_t *_Nonnull character) {
  uint8_t lead = bytes[0];
  if (lead < 0x80) {
    *character = lead;
    return 1;
  }
  *character = NO_CHARACTER + lead;
  if (lead < 0xC2 || lead > 0xF4) return 1;
  unsigned length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  uint32_t value = lead & (0x7F >> length);
  for (unsigned i = 1; i < length; i++) {
    if (i >= count) return 0;
    uint8_t next = bytes[i];
    uint8_t low = 0x80, high = 0xBF;
    // No longer forms than needed, no surrogates, nothing beyond Unicode.
    if (i == 1 && lead == 0xE0) low = 0xA0;
    if (i == 1 && lead == 0xED) high = 0x9F;
    if (i == 1 && lead == 0xF0) low = 0x90;
    if (i == 1 && lead == 0xF4) high = 0x8F;
    if (next < low || next > high) return 1;
    value = value << 6 | (next & 0x3F);
  }
  *character = value;
  return length;
}

#endif
