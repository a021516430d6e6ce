#include "rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// A pattern becomes a tree, and the tree becomes instructions of a machine that is in many places at once: it reads
// each character once, whatever the pattern, so hostile content cannot slow it down.

#define PATTERN_LIMIT 4096
#define NODE_LIMIT 8192
#define DEPTH_LIMIT 50
#define REPEAT_LIMIT 1000
#define EMISSION_LIMIT 100000
#define SET_LIMIT 512
#define UNBOUNDED (-1)

enum node_kind {
  NODE_EMPTY,
  NODE_CHARACTER,
  NODE_ANY,
  NODE_CLASS,
  NODE_ASSERTION,    // value: the operation
  NODE_SEQUENCE,     // first, then second
  NODE_ALTERNATIVE,  // first, or second
  NODE_REPEAT,       // first, from `low` to `high` times
};

typedef struct {
  enum node_kind kind;
  uint32_t value;
  int first;
  int second;
  int low;
  int high;
} node;

typedef struct {
  const uint8_t *text;
  size_t count;
  size_t position;
  bool ignores_case;
  bool has_failed;
  exhibit_pattern_error *error;
  node *nodes;
  int node_count;
  compiled_patterns *to;
  long emissions;
} compiler;

typedef struct {
  character_range ranges[SET_LIMIT];
  int count;
  bool is_full;
} character_set;

static int fail(compiler *c, size_t position, const char *message, const char *remedy) {
  if (c->has_failed) return 0;
  c->has_failed = true;
  c->error->position = position;
  snprintf(c->error->message, sizeof c->error->message, "%s", message);
  snprintf(c->error->remedy, sizeof c->error->remedy, "%s", remedy);
  return 0;
}

static int add_node(compiler *c, enum node_kind kind, uint32_t value, int first, int second) {
  if (c->node_count == NODE_LIMIT) return fail(c, c->position, "the pattern is too large", "make it shorter");
  c->nodes[c->node_count] = (node){kind, value, first, second, 0, 0};
  return c->node_count++;
}

static bool is_at(const compiler *c, char character) {
  return c->position < c->count && c->text[c->position] == (uint8_t)character;
}

static bool take(compiler *c, char character) {
  if (!is_at(c, character)) return false;
  c->position++;
  return true;
}

static bool starts_with(const compiler *c, const char *text) {
  size_t count = strlen(text);
  return c->count - c->position >= count && memcmp(c->text + c->position, text, count) == 0;
}

static bool is_letter(uint32_t character) {
  return (character | 0x20) >= 'a' && (character | 0x20) <= 'z' && character < 0x80;
}

static bool is_digit(uint32_t character) { return character >= '0' && character <= '9'; }

// MARK: Sets of characters

static void add_range(character_set *set, uint32_t low, uint32_t high) {
  if (set->count == SET_LIMIT) {
    set->is_full = true;
    return;
  }
  set->ranges[set->count++] = (character_range){low, high};
}

static void add_case_variants(character_set *set) {
  int count = set->count;
  for (int i = 0; i < count; i++) {
    character_range range = set->ranges[i];
    uint32_t low = range.low > 'a' ? range.low : 'a', high = range.high < 'z' ? range.high : 'z';
    if (low <= high) add_range(set, low - 0x20, high - 0x20);
    low = range.low > 'A' ? range.low : 'A';
    high = range.high < 'Z' ? range.high : 'Z';
    if (low <= high) add_range(set, low + 0x20, high + 0x20);
  }
}

static int compare_ranges(const void *left, const void *right) {
  uint32_t first = ((const character_range *)left)->low, second = ((const character_range *)right)->low;
  return first < second ? -1 : first > second;
}

static void normalise(character_set *set) {
  qsort(set->ranges, (size_t)set->count, sizeof set->ranges[0], compare_ranges);
  int kept = 0;
  for (int i = 0; i < set->count; i++) {
    if (kept > 0 && set->ranges[i].low <= set->ranges[kept - 1].high + 1) {
      if (set->ranges[i].high > set->ranges[kept - 1].high) set->ranges[kept - 1].high = set->ranges[i].high;
    } else {
      set->ranges[kept++] = set->ranges[i];
    }
  }
  set->count = kept;
}

// Appends everything that is not in `set`, which is in order.
static void add_complement(character_set *to, const character_set *set) {
  uint32_t low = 0;
  for (int i = 0; i < set->count; i++) {
    if (set->ranges[i].low > low) add_range(to, low, set->ranges[i].low - 1);
    low = set->ranges[i].high + 1;
  }
  if (low <= LAST_CHARACTER) add_range(to, low, LAST_CHARACTER);
}

// Appends `\d`, `\w`, `\s` or what a capital letter means. Returns false for another letter.
static bool add_named_set(character_set *to, uint8_t letter) {
  character_set set = {.count = 0};
  switch (letter | 0x20) {
    case 'd': add_range(&set, '0', '9'); break;
    case 'w':
      add_range(&set, '0', '9');
      add_range(&set, 'A', 'Z');
      add_range(&set, '_', '_');
      add_range(&set, 'a', 'z');
      break;
    case 's':
      add_range(&set, '\t', '\r');
      add_range(&set, ' ', ' ');
      break;
    default: return false;
  }
  if (letter & 0x20) {
    for (int i = 0; i < set.count; i++) add_range(to, set.ranges[i].low, set.ranges[i].high);
  } else {
    add_complement(to, &set);
  }
  return true;
}

static void *grown(void *array, uint32_t count, uint32_t more, size_t size) {
  // By powers of two, so that most calls change nothing.
  uint32_t capacity = 16;
  while (capacity < count) capacity *= 2;
  if (array && count + more <= capacity) return array;
  while (capacity < count + more) capacity *= 2;
  return realloc(array, capacity * size);
}

static int class_node(compiler *c, character_set *set, size_t position) {
  if (c->ignores_case) add_case_variants(set);
  if (set->is_full) return fail(c, position, "the class has too many ranges", "join some of them");
  normalise(set);
  compiled_patterns *to = c->to;
  character_class *classes = grown(to->classes, to->class_count, 1, sizeof *classes);
  if (classes) to->classes = classes;
  character_range *ranges = grown(to->ranges, to->range_count, (uint32_t)set->count, sizeof *ranges);
  if (ranges) to->ranges = ranges;
  if (!classes || !ranges) return fail(c, position, "", "");
  character_class class = {{0, 0, 0, 0}, to->range_count, (uint32_t)set->count};
  for (int i = 0; i < set->count; i++) {
    ranges[to->range_count++] = set->ranges[i];
    for (uint32_t k = set->ranges[i].low; k < 0x80 && k <= set->ranges[i].high; k++) {
      class.ascii[k / 32] |= 1u << k % 32;
    }
  }
  classes[to->class_count] = class;
  return add_node(c, NODE_CLASS, to->class_count++, -1, -1);
}

static int character_node(compiler *c, uint32_t character) {
  if (!c->ignores_case || !is_letter(character)) return add_node(c, NODE_CHARACTER, character, -1, -1);
  character_set set = {.count = 0};
  add_range(&set, character, character);
  return class_node(c, &set, c->position);
}

// MARK: Parsing

static uint32_t next_character(compiler *c) {
  uint32_t character = 0;
  unsigned length = decode_character(c->text + c->position, c->count - c->position, &character);
  c->position += length ? length : 1;
  return character;
}

static uint32_t hexadecimal(compiler *c, size_t start, int low, int high, char close) {
  uint32_t value = 0;
  int digits = 0;
  while (c->position < c->count && digits < high) {
    uint8_t digit = c->text[c->position];
    uint32_t number = is_digit(digit) ? digit - '0' : is_letter(digit) ? (digit | 0x20) - 'a' + 10u : 16;
    if (number > 15) break;
    value = value * 16 + number;
    digits++;
    c->position++;
  }
  if (digits < low || (close && !take(c, close))) {
    fail(c, start, "the escape has not as many hexadecimal digits as it needs",
         "write '\\x41', '\\x{1F600}' or '\\u0041'");
  } else if (value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) {
    fail(c, start, "the escape stands for no character", "");
  }
  return value;
}

// The character that an escape stands for, behind its backslash; fails for everything that is none.
static uint32_t escaped_character(compiler *c, size_t start) {
  uint8_t letter = c->text[c->position];
  if (letter >= 0x80) return next_character(c);
  c->position++;
  switch (letter) {
    case 't': return '\t';
    case 'r': return '\r';
    case 'f': return '\f';
    case 'v': return '\v';
    case 'a': return '\a';
    case 'e': return 0x1B;
    case 'x': return take(c, '{') ? hexadecimal(c, start, 1, 6, '}') : hexadecimal(c, start, 2, 2, 0);
    case 'u': return hexadecimal(c, start, 4, 4, 0);
    case 'n':
      fail(c, start, "a pattern is applied to one line, which has no line feed", "use '$' for its end");
      return 0;
    case 'p':
    case 'P':
      fail(c, start, "properties of characters are not known", "write the ranges, as in '[A-Za-z]'");
      return 0;
    case 'k':
      fail(c, start, "back-references are not known", "write the text again");
      return 0;
    default: break;
  }
  if (is_digit(letter)) {
    fail(c, start, "back-references are not known", "write the text again, or '\\x00' for a character by its number");
  } else if (is_letter(letter)) {
    fail(c, start, "this escape is not known",
         "known are \\d \\w \\s \\b \\D \\W \\S \\B \\t \\r \\f \\v \\a \\e \\x \\u");
  }
  return letter;
}

static int parse_alternatives(compiler *c, int depth);

static int parse_class(compiler *c) {
  size_t start = c->position - 1;
  character_set set = {.count = 0};
  bool is_negated = take(c, '^');
  if (is_at(c, ']')) return fail(c, c->position, "the class is empty", "write '\\]' for the bracket");
  bool is_closed = false;
  while (c->position < c->count && !c->has_failed) {
    size_t place = c->position;
    if (take(c, ']')) {
      is_closed = true;
      break;
    }
    if (is_at(c, '[')) return fail(c, place, "classes do not nest", "write '\\[' for the bracket");
    if (starts_with(c, "&&")) return fail(c, place, "classes are not intersected", "write '\\&\\&' for the characters");
    if (starts_with(c, "--")) return fail(c, place, "classes are not subtracted", "write '\\-' for the character");
    uint32_t low;
    if (take(c, '\\')) {
      if (c->position == c->count) break;
      if (add_named_set(&set, c->text[c->position])) {
        c->position++;
        if (is_at(c, '-') && c->position + 1 < c->count && c->text[c->position + 1] != ']') {
          return fail(c, c->position, "a range cannot begin with a class", "write '\\-' for the character");
        }
        continue;
      }
      low = escaped_character(c, place);
    } else {
      low = next_character(c);
    }
    uint32_t high = low;
    if (is_at(c, '-') && c->position + 1 < c->count && c->text[c->position + 1] != ']') {
      c->position++;
      size_t end = c->position;
      if (take(c, '\\')) {
        if (c->position == c->count) break;
        high = escaped_character(c, end);
      } else if (is_at(c, '[') || is_at(c, '-')) {
        return fail(c, end, "the range has no end", "write '\\-' for the character");
      } else {
        high = next_character(c);
      }
      if (high < low) return fail(c, place, "the range is upside down", "write the lower character first");
    }
    add_range(&set, low, high);
  }
  if (c->has_failed) return 0;
  if (!is_closed) return fail(c, start, "the class has no end", "write ']' behind it, or '\\[' for the bracket");
  if (!is_negated) return class_node(c, &set, start);
  if (c->ignores_case) add_case_variants(&set);
  if (set.is_full) return fail(c, start, "the class has too many ranges", "join some of them");
  normalise(&set);
  character_set complement = {.count = 0};
  add_complement(&complement, &set);
  bool ignores_case = c->ignores_case;
  c->ignores_case = false;
  int node = class_node(c, &complement, start);
  c->ignores_case = ignores_case;
  return node;
}

static int parse_group(compiler *c, int depth) {
  size_t start = c->position - 1;
  if (depth == DEPTH_LIMIT) return fail(c, start, "the groups nest too deeply", "");
  if (take(c, '?')) {
    if (starts_with(c, "=") || starts_with(c, "!") || starts_with(c, "<=") || starts_with(c, "<!")) {
      return fail(c, start, "the pattern cannot look around", "write what stands there, it is taken out too");
    }
    if (starts_with(c, "P<")) c->position++;
    if (take(c, '<')) {
      while (c->position < c->count && (is_letter(c->text[c->position]) || is_digit(c->text[c->position]) ||
                                        c->text[c->position] == '_')) {
        c->position++;
      }
      if (!take(c, '>')) {
        return fail(c, start, "the name of the group has no end", "write '(?:' for a group without a name");
      }
    } else if (!take(c, ':')) {
      return fail(c, start, "this kind of group is not known",
                  "known are '(', '(?:', '(?<name>', and '(?i)' at the start");
    }
  }
  int inside = parse_alternatives(c, depth + 1);
  if (c->has_failed) return 0;
  if (!take(c, ')')) return fail(c, start, "the group has no end", "write ')' behind it, or '\\(' for the parenthesis");
  return inside;
}

static int parse_escape(compiler *c) {
  size_t start = c->position - 1;
  if (c->position == c->count) return fail(c, start, "nothing follows the backslash", "write '\\\\' for the character");
  uint8_t letter = c->text[c->position];
  character_set set = {.count = 0};
  if (add_named_set(&set, letter)) {
    c->position++;
    return class_node(c, &set, start);
  }
  if (letter == 'b' || letter == 'B') {
    c->position++;
    return add_node(c, NODE_ASSERTION, letter == 'b' ? OP_WORD_EDGE : OP_NO_WORD_EDGE, -1, -1);
  }
  return character_node(c, escaped_character(c, start));
}

static int parse_atom(compiler *c, int depth) {
  size_t start = c->position;
  switch (c->text[start]) {
    case '(': c->position++; return parse_group(c, depth);
    case '[': c->position++; return parse_class(c);
    case '\\': c->position++; return parse_escape(c);
    case '.': c->position++; return add_node(c, NODE_ANY, 0, -1, -1);
    case '^': c->position++; return add_node(c, NODE_ASSERTION, OP_LINE_START, -1, -1);
    case '$': c->position++; return add_node(c, NODE_ASSERTION, OP_LINE_END, -1, -1);
    case '*':
    case '+':
    case '?': return fail(c, start, "there is nothing to repeat", "write a backslash before it for the character");
    case '{': return fail(c, start, "there is nothing to repeat", "write '\\{' for the brace");
    case '\n': return fail(c, start, "a pattern is applied to one line, which has no line feed", "use '$' for its end");
    default: return character_node(c, next_character(c));
  }
}

// Reads `{m}`, `{m,}` or `{m,n}` behind its brace.
static bool parse_bounds(compiler *c, int *low, int *high) {
  size_t start = c->position - 1;
  int bounds[2] = {-1, -1};
  int digits = 0;
  for (int i = 0; i < 2; i++) {
    while (c->position < c->count && is_digit(c->text[c->position])) {
      int value = (bounds[i] < 0 ? 0 : bounds[i]) * 10 + (c->text[c->position++] - '0');
      bounds[i] = value > REPEAT_LIMIT ? REPEAT_LIMIT + 1 : value;
      digits++;
    }
    if (i == 0 && !take(c, ',')) {
      bounds[1] = bounds[0];
      break;
    }
  }
  if (bounds[0] < 0 || digits == 0 || !take(c, '}')) {
    fail(c, start, "the braces hold no number of repetitions",
         "write '{3}', '{3,}' or '{3,5}', or '\\{' for the brace");
  } else if (bounds[0] > REPEAT_LIMIT || bounds[1] > REPEAT_LIMIT) {
    fail(c, start, "there are more than 1000 repetitions", "write '+' or '*' for any number of them");
  } else if (bounds[1] >= 0 && bounds[1] < bounds[0]) {
    fail(c, start, "the repetitions are upside down", "write the lower number first");
  }
  *low = bounds[0];
  *high = bounds[1] < 0 ? UNBOUNDED : bounds[1];
  return !c->has_failed;
}

static int parse_repeat(compiler *c, int depth) {
  int atom = parse_atom(c, depth);
  if (c->has_failed || c->position == c->count) return atom;
  size_t start = c->position;
  int low, high;
  if (take(c, '*')) {
    low = 0, high = UNBOUNDED;
  } else if (take(c, '+')) {
    low = 1, high = UNBOUNDED;
  } else if (take(c, '?')) {
    low = 0, high = 1;
  } else if (take(c, '{')) {
    if (!parse_bounds(c, &low, &high)) return 0;
  } else {
    return atom;
  }
  if (c->nodes[atom].kind == NODE_ASSERTION) return fail(c, start, "there is nothing to repeat", "remove it");
  // All that could match is taken out, so it does not matter in which order it is tried.
  if (!take(c, '?') && is_at(c, '+')) {
    return fail(c, c->position, "possessive repetitions are not known", "remove the '+'");
  }
  if (is_at(c, '*') || is_at(c, '+') || is_at(c, '?') || is_at(c, '{')) {
    return fail(c, c->position, "a repetition is repeated", "put the first one in parentheses");
  }
  int repeat = add_node(c, NODE_REPEAT, 0, atom, -1);
  c->nodes[repeat].low = low;
  c->nodes[repeat].high = high;
  return repeat;
}

static int parse_sequence(compiler *c, int depth) {
  int head = -1, tail = -1;
  while (c->position < c->count && !is_at(c, '|') && !is_at(c, ')') && !c->has_failed) {
    int item = add_node(c, NODE_SEQUENCE, 0, parse_repeat(c, depth), -1);
    if (head < 0) {
      head = item;
    } else {
      c->nodes[tail].second = item;
    }
    tail = item;
  }
  return head < 0 ? add_node(c, NODE_EMPTY, 0, -1, -1) : head;
}

static int parse_alternatives(compiler *c, int depth) {
  int head = -1, tail = -1;
  do {
    int item = add_node(c, NODE_ALTERNATIVE, 0, parse_sequence(c, depth), -1);
    if (head < 0) {
      head = item;
    } else {
      c->nodes[tail].second = item;
    }
    tail = item;
  } while (!c->has_failed && take(c, '|'));
  return head;
}

// MARK: Instructions

static uint32_t emit_one(compiler *c, enum operation operation, uint32_t value) {
  compiled_patterns *to = c->to;
  if (to->instruction_count == INSTRUCTION_LIMIT) {
    fail(c, 0, "the patterns together are too large", "repeat less, or use fewer of them");
    return 0;
  }
  instruction *grown_array = grown(to->instructions, to->instruction_count, 1, sizeof *grown_array);
  if (!grown_array) {
    fail(c, 0, "", "");
    return 0;
  }
  to->instructions = grown_array;
  uint32_t index = to->instruction_count++;
  to->instructions[index] = (instruction){(uint16_t)operation, (uint16_t)(index + 1), value};
  return index;
}

static void emit(compiler *c, int index);

static void emit_alternatives(compiler *c, int index) {
  // The jumps to the end are chained through their values until the end is known.
  uint32_t jumps = UINT32_MAX;
  for (; index >= 0 && !c->has_failed; index = c->nodes[index].second) {
    bool is_last = c->nodes[index].second < 0;
    uint32_t split = is_last ? 0 : emit_one(c, OP_SPLIT, 0);
    emit(c, c->nodes[index].first);
    if (is_last || c->has_failed) break;
    jumps = emit_one(c, OP_JUMP, jumps);
    if (c->has_failed) return;
    c->to->instructions[split].value = c->to->instruction_count;
  }
  if (c->has_failed) return;
  while (jumps != UINT32_MAX) {
    instruction *jump = &c->to->instructions[jumps];
    jumps = jump->value;
    jump->next = (uint16_t)c->to->instruction_count;
  }
}

static void emit_repeat(compiler *c, const node *repeat) {
  for (int i = 0; i < repeat->low && !c->has_failed; i++) emit(c, repeat->first);
  if (c->has_failed) return;
  if (repeat->high == UNBOUNDED) {
    uint32_t split = emit_one(c, OP_SPLIT, 0);
    emit(c, repeat->first);
    uint32_t jump = emit_one(c, OP_JUMP, 0);
    if (c->has_failed) return;
    c->to->instructions[jump].next = (uint16_t)split;
    c->to->instructions[split].value = c->to->instruction_count;
    return;
  }
  uint32_t splits = UINT32_MAX;
  for (int i = repeat->low; i < repeat->high && !c->has_failed; i++) {
    splits = emit_one(c, OP_SPLIT, splits);
    emit(c, repeat->first);
  }
  if (c->has_failed) return;
  while (splits != UINT32_MAX) {
    instruction *split = &c->to->instructions[splits];
    splits = split->value;
    split->value = c->to->instruction_count;
  }
}

static void emit(compiler *c, int index) {
  // Repetitions of nothing emit nothing, and would never reach the limit of instructions.
  if (++c->emissions > EMISSION_LIMIT) fail(c, 0, "the patterns together are too large", "repeat less");
  if (c->has_failed) return;
  const node *item = &c->nodes[index];
  switch (item->kind) {
    case NODE_EMPTY: break;
    case NODE_CHARACTER: emit_one(c, OP_CHARACTER, item->value); break;
    case NODE_ANY: emit_one(c, OP_ANY, 0); break;
    case NODE_CLASS: emit_one(c, OP_CLASS, item->value); break;
    case NODE_ASSERTION: emit_one(c, (enum operation)item->value, 0); break;
    case NODE_SEQUENCE:
      for (; index >= 0 && !c->has_failed; index = c->nodes[index].second) emit(c, c->nodes[index].first);
      break;
    case NODE_ALTERNATIVE: emit_alternatives(c, index); break;
    case NODE_REPEAT: emit_repeat(c, item); break;
  }
}

// MARK: Where a match can begin

static unsigned encode_character(uint32_t character, uint8_t bytes[4]) {
  if (character < 0x80) {
    bytes[0] = (uint8_t)character;
    return 1;
  }
  if (character >= NO_CHARACTER) {
    bytes[0] = (uint8_t)(character - NO_CHARACTER);
    return 1;
  }
  unsigned length = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
  for (unsigned i = length - 1; i > 0; i--) {
    bytes[i] = (uint8_t)(0x80 | (character & 0x3F));
    character >>= 6;
  }
  bytes[0] = (uint8_t)((0xF00 >> length) | character);
  return length;
}

static void add_first_bytes(uint8_t first[256], uint32_t low, uint32_t high) {
  uint8_t bytes[4];
  for (uint32_t k = low; k <= high && k < 0x80; k++) first[k] = 1;
  if (high < 0x80) return;
  if (high >= NO_CHARACTER) {
    memset(first + 0x80, 1, 0x80);
    return;
  }
  encode_character(low < 0x80 ? 0x80 : low, bytes);
  unsigned from = bytes[0];
  encode_character(high, bytes);
  for (unsigned byte = from; byte <= bytes[0]; byte++) first[byte] = 1;
}

static void find_first_bytes(const compiled_patterns *patterns, pattern_entry *entry) {
  uint8_t seen[INSTRUCTION_LIMIT] = {0};
  uint16_t stack[INSTRUCTION_LIMIT * 2];
  size_t depth = 0;
  stack[depth++] = (uint16_t)entry->start;
  while (depth > 0) {
    uint16_t index = stack[--depth];
    if (seen[index]) continue;
    seen[index] = 1;
    const instruction *at = &patterns->instructions[index];
    switch (at->operation) {
      case OP_CHARACTER: add_first_bytes(entry->first, at->value, at->value); break;
      case OP_ANY: add_first_bytes(entry->first, 0, LAST_CHARACTER); break;
      case OP_CLASS: {
        const character_class *class = &patterns->classes[at->value];
        for (uint32_t i = 0; i < class->range_count; i++) {
          const character_range *range = &patterns->ranges[class->first_range + i];
          add_first_bytes(entry->first, range->low, range->high);
        }
        break;
      }
      case OP_SPLIT: stack[depth++] = (uint16_t)at->value; stack[depth++] = at->next; break;
      case OP_MATCH: break;
      default: stack[depth++] = at->next;
    }
  }
}

static void find_prefix(const compiled_patterns *patterns, pattern_entry *entry) {
  uint32_t index = entry->start;
  bool is_inside = false;
  while (true) {
    const instruction *at = &patterns->instructions[index];
    if (at->operation == OP_CHARACTER) {
      uint8_t bytes[4];
      unsigned count = encode_character(at->value, bytes);
      if (entry->prefix_count + count > sizeof entry->prefix) return;
      memcpy(entry->prefix + entry->prefix_count, bytes, count);
      entry->prefix_count += count;
      is_inside = true;
    } else if (at->operation != OP_JUMP && (is_inside || at->operation < OP_LINE_START || at->operation == OP_MATCH)) {
      return;
    }
    index = at->next;
  }
}

bool exhibit_compile_pattern(compiled_patterns *to, const char *utf8, size_t count, exhibit_pattern_error *error) {
  compiler c = {.text = (const uint8_t *)utf8, .count = count, .error = error, .to = to};
  memset(error, 0, sizeof *error);
  compiled_patterns before = *to;
  if (count == 0) {
    fail(&c, 0, "the pattern is empty", "remove it");
    return false;
  }
  if (count > PATTERN_LIMIT) {
    fail(&c, PATTERN_LIMIT, "the pattern is too long", "use several");
    return false;
  }
  c.nodes = malloc(NODE_LIMIT * sizeof *c.nodes);
  if (!c.nodes) return false;
  if (starts_with(&c, "(?i)")) {
    c.ignores_case = true;
    c.position = 4;
  }
  int root = parse_alternatives(&c, 0);
  if (!c.has_failed && c.position < c.count) {
    fail(&c, c.position, "the parenthesis closes no group", "write '\\)' for the character");
  }
  pattern_entry *patterns = grown(to->patterns, to->pattern_count, 1, sizeof *patterns);
  if (patterns) to->patterns = patterns;
  if (!patterns) fail(&c, 0, "", "");
  uint32_t start = to->instruction_count;
  if (!c.has_failed) emit(&c, root);
  if (!c.has_failed) emit_one(&c, OP_MATCH, 0);
  free(c.nodes);
  if (c.has_failed) {
    // The arrays may have moved; only what is in them goes back.
    to->instruction_count = before.instruction_count;
    to->class_count = before.class_count;
    to->range_count = before.range_count;
    return false;
  }
  pattern_entry *entry = &to->patterns[to->pattern_count++];
  memset(entry, 0, sizeof *entry);
  entry->start = start;
  find_first_bytes(to, entry);
  find_prefix(to, entry);
  return true;
}
