#include "rules.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  uint8_t *bytes;
  uint32_t count;
} collected_word;

struct exhibit_rules_builder {
  collected_word *words;
  uint32_t word_count;
  uint32_t word_capacity;
  compiled_patterns patterns;
  bool has_failed;
};

exhibit_rules_builder *exhibit_rules_builder_make(void) { return calloc(1, sizeof(exhibit_rules_builder)); }

void exhibit_rules_builder_add_word(exhibit_rules_builder *builder, const void *bytes, size_t count) {
  if (count == 0 || count > EXHIBIT_WORD_LIMIT || builder->has_failed) return;
  if (builder->word_count == builder->word_capacity) {
    uint32_t capacity = builder->word_capacity ? builder->word_capacity * 2 : 16;
    collected_word *words = realloc(builder->words, capacity * sizeof *words);
    if (!words) {
      builder->has_failed = true;
      return;
    }
    builder->words = words;
    builder->word_capacity = capacity;
  }
  uint8_t *copy = malloc(count);
  if (!copy) {
    builder->has_failed = true;
    return;
  }
  memcpy(copy, bytes, count);
  builder->words[builder->word_count++] = (collected_word){copy, (uint32_t)count};
}

bool exhibit_rules_builder_add_pattern(exhibit_rules_builder *builder, const char *utf8, size_t count,
                                       exhibit_pattern_error *error) {
  return exhibit_compile_pattern(&builder->patterns, utf8, count, error);
}

static size_t aligned(size_t size) { return (size + 15) & ~(size_t)15; }

// Takes room in the block that is laid out.
static uint32_t place(size_t *size, size_t count, size_t element) {
  size_t offset = *size;
  *size = aligned(offset + count * element);
  return (uint32_t)offset;
}

static void *at(exhibit_rules *rules, uint32_t offset) { return (uint8_t *)rules + offset; }

// The shifts say how far the end of the shortest word's length may move on when it stands behind a pair of bytes (Wu
// and Manber's search for many words): what no word holds there is passed over without being looked at.
static void fill_words(exhibit_rules *rules, const exhibit_rules_builder *builder, uint32_t text) {
  word_entry *entries = at(rules, rules->words);
  uint32_t *pair_words = at(rules, rules->pair_words);
  uint32_t *first_words = at(rules, rules->first_words);
  uint16_t *shifts = at(rules, rules->shifts);
  for (int i = 0; i < 256; i++) first_words[i] = NO_WORD;
  uint32_t length = rules->shortest;
  for (int i = 0; i < PAIR_COUNT; i++) {
    pair_words[i] = NO_WORD;
    // A word of one byte has no pair: then every place is looked at.
    shifts[i] = length < 2 ? 0 : (uint16_t)(length - 1);
  }
  for (uint32_t i = 0; i < builder->word_count; i++) {
    const collected_word *word = &builder->words[i];
    word_entry *entry = &entries[i];
    entry->text = text;
    entry->count = word->count;
    memcpy(at(rules, text), word->bytes, word->count);
    text += word->count;
    entry->next_of_first = first_words[word->bytes[0]];
    first_words[word->bytes[0]] = i;
    unsigned last = length < 2 ? 0 : PAIR(word->bytes[length - 2], word->bytes[length - 1]);
    entry->next_of_pair = pair_words[last];
    pair_words[last] = i;
    for (uint32_t j = 1; j < length; j++) {
      uint16_t *shift = &shifts[PAIR(word->bytes[j - 1], word->bytes[j])];
      if (*shift > length - 1 - j) *shift = (uint16_t)(length - 1 - j);
    }
  }
}

static void fill_patterns(exhibit_rules *rules, const compiled_patterns *patterns) {
  rules->all_prefixed = 1;
  for (uint32_t i = 0; i < patterns->pattern_count; i++) {
    const pattern_entry *entry = &patterns->patterns[i];
    if (entry->prefix_count < 2) rules->all_prefixed = 0;
    for (int k = 0; k < 256; k++) rules->first[k] |= entry->first[k];
  }
  rules->first['\n'] = 1;
  // More searches would cost more than to look at each byte.
  if (patterns->pattern_count > 4) rules->all_prefixed = 0;
  memcpy(at(rules, rules->patterns), patterns->patterns, patterns->pattern_count * sizeof(pattern_entry));
  if (patterns->instruction_count > 0) {
    memcpy(at(rules, rules->instructions), patterns->instructions,
           patterns->instruction_count * sizeof(instruction));
  }
  if (patterns->class_count > 0) {
    memcpy(at(rules, rules->classes), patterns->classes, patterns->class_count * sizeof(character_class));
    memcpy(at(rules, rules->ranges), patterns->ranges, patterns->range_count * sizeof(character_range));
  }
}

static exhibit_rules *make_block(const exhibit_rules_builder *builder) {
  static _Atomic uint64_t last_identity;
  const compiled_patterns *patterns = &builder->patterns;
  exhibit_rules head = {.word_count = builder->word_count, .pattern_count = patterns->pattern_count};
  size_t text_size = 0;
  for (uint32_t i = 0; i < builder->word_count; i++) {
    uint32_t count = builder->words[i].count;
    text_size += count;
    if (head.shortest == 0 || count < head.shortest) head.shortest = count;
    if (count > head.longest) head.longest = count;
  }
  size_t size = aligned(sizeof head);
  uint32_t text = 0;
  if (builder->word_count > 0) {
    head.words = place(&size, builder->word_count, sizeof(word_entry));
    head.pair_words = place(&size, PAIR_COUNT, sizeof(uint32_t));
    head.first_words = place(&size, 256, sizeof(uint32_t));
    head.shifts = place(&size, PAIR_COUNT, sizeof(uint16_t));
    text = place(&size, text_size, 1);
  }
  if (patterns->pattern_count > 0) {
    head.patterns = place(&size, patterns->pattern_count, sizeof(pattern_entry));
    head.instructions = place(&size, patterns->instruction_count, sizeof(instruction));
    head.classes = place(&size, patterns->class_count, sizeof(character_class));
    head.ranges = place(&size, patterns->range_count, sizeof(character_range));
  }
  exhibit_rules *rules = size <= UINT32_MAX ? calloc(1, size) : NULL;
  if (!rules) return NULL;
  *rules = head;
  rules->size = size;
  rules->identity = atomic_fetch_add(&last_identity, 1) + 1;
  if (builder->word_count > 0) fill_words(rules, builder, text);
  if (patterns->pattern_count > 0) fill_patterns(rules, patterns);
  return rules;
}

exhibit_rules *exhibit_rules_builder_finish(exhibit_rules_builder *builder) {
  exhibit_rules *rules = builder->has_failed ? NULL : make_block(builder);
  for (uint32_t i = 0; i < builder->word_count; i++) free(builder->words[i].bytes);
  free(builder->words);
  free(builder->patterns.instructions);
  free(builder->patterns.classes);
  free(builder->patterns.ranges);
  free(builder->patterns.patterns);
  free(builder);
  return rules;
}

void exhibit_rules_free(exhibit_rules *rules) { free(rules); }

size_t exhibit_rules_size(const exhibit_rules *rules) { return rules->size; }

bool exhibit_rules_are_empty(const exhibit_rules *rules) {
  return rules->word_count == 0 && rules->pattern_count == 0;
}
