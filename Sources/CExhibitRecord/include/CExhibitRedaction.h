#ifndef CEXHIBIT_REDACTION_H
#define CEXHIBIT_REDACTION_H

// Takes secrets out of bytes on their way to a file.
//
// What is taken out is the union of all places where a word stands and of all matches of a pattern within a line;
// places that overlap or touch become one replacement. It is C for the same reason as the record's hot path, and
// because a helper process that may not allocate uses it too.

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Compiled words and patterns: one block of memory without pointers, which never changes once it is made.
typedef struct exhibit_rules exhibit_rules;

/// Words and patterns while they are collected.
typedef struct exhibit_rules_builder exhibit_rules_builder;

/// The most bytes of a word, and of a line for patterns; of a longer line each piece of that size counts as a line.
#define EXHIBIT_WORD_LIMIT 8192
#define EXHIBIT_LINE_LIMIT 65536

/// What is wrong with a pattern: where (in bytes from 0), what, and what to write instead (may be empty).
typedef struct exhibit_pattern_error {
  size_t position;
  char message[96];
  char remedy[96];
} exhibit_pattern_error;

/// Begins a collection, or returns NULL if memory ran out.
exhibit_rules_builder *_Nullable exhibit_rules_builder_make(void);

/// Adds a word of 1 to `EXHIBIT_WORD_LIMIT` bytes; others are ignored.
void exhibit_rules_builder_add_word(exhibit_rules_builder *_Nonnull builder, const void *_Nullable bytes, size_t count);

/// Adds a pattern. Returns false, and adds nothing, if it cannot be understood.
bool exhibit_rules_builder_add_pattern(exhibit_rules_builder *_Nonnull builder, const char *_Nullable utf8,
                                       size_t count, exhibit_pattern_error *_Nonnull error);

/// Makes the block and frees the builder. Returns NULL if memory ran out.
exhibit_rules *_Nullable exhibit_rules_builder_finish(exhibit_rules_builder *_Nonnull builder);

/// Frees a block that `exhibit_rules_builder_finish` made.
void exhibit_rules_free(exhibit_rules *_Nullable rules);

/// The size of the block in bytes.
size_t exhibit_rules_size(const exhibit_rules *_Nonnull rules);

/// The bytes of the longest word, 0 if there is none.
size_t exhibit_rules_longest_word(const exhibit_rules *_Nonnull rules);

/// Whether there is nothing to take out.
bool exhibit_rules_are_empty(const exhibit_rules *_Nonnull rules);

/// Whether a word stands in the bytes, or some pattern may match there. False is certain, true is not.
bool exhibit_rules_may_touch(const exhibit_rules *_Nonnull rules, const void *_Nullable bytes, size_t count);

/// Whether a word stands in the bytes.
bool exhibit_rules_hold_word(const exhibit_rules *_Nonnull rules, const void *_Nullable bytes, size_t count);

/// Whether the first bytes of a file are UTF-8 without NUL; a character that is cut off at the end does not count.
bool exhibit_looks_like_text(const void *_Nullable bytes, size_t count);

/// Takes bytes that may be written. Returns false to stop: nothing more is then given to it in this call.
typedef bool (*exhibit_redaction_sink)(void *_Nullable context, const void *_Nonnull bytes, size_t count);

/// A stream on its way through rules. Its memory is the caller's; no function on it allocates.
typedef struct exhibit_stream exhibit_stream;

/// The size of a stream in bytes, aligned as for `malloc`.
size_t exhibit_stream_size(void);

/// Begins a stream.
///
/// - replacement: What stands in the place of a secret, at most 32 bytes.
/// - words_only: Whether patterns are left out, as for bytes that are no text.
void exhibit_stream_begin(exhibit_stream *_Nonnull stream, const char *_Nonnull replacement, bool words_only);

/// Takes bytes in and gives to the sink what may be written.
///
/// Held back is what may be the beginning of a word (at most the longest word less one byte) and what some pattern may
/// come to match (at most a line of `EXHIBIT_LINE_LIMIT`), and nothing else. The rules may be others than in the call
/// before: what is held back is then looked at again. Returns false if the sink did.
bool exhibit_stream_feed(exhibit_stream *_Nonnull stream, const exhibit_rules *_Nullable rules,
                         const void *_Nullable bytes, size_t count, exhibit_redaction_sink _Nonnull sink,
                         void *_Nullable context);

/// Gives the rest to the sink, as at the end of a line. Returns false if the sink did.
bool exhibit_stream_flush(exhibit_stream *_Nonnull stream, const exhibit_rules *_Nullable rules,
                          exhibit_redaction_sink _Nonnull sink, void *_Nullable context);

/// How many bytes are held back.
size_t exhibit_stream_held(const exhibit_stream *_Nonnull stream);

/// Whether anything was found so far.
bool exhibit_stream_found(const exhibit_stream *_Nonnull stream);

/// Takes secrets out of a whole text, which ends a line.
///
/// Returns how many bytes the result has, which the caller frees, or -1 if there is nothing to take out, and -2 if
/// memory ran out.
ptrdiff_t exhibit_redact(const exhibit_rules *_Nonnull rules, const void *_Nullable bytes, size_t count,
                         const char *_Nonnull replacement, char *_Nullable *_Nonnull result);

/// Shared memory through which a process tells its helper processes of its rules.
typedef struct exhibit_rules_board exhibit_rules_board;

/// Reserves the memory, to be made before the helpers. Returns NULL if it is not to be had.
exhibit_rules_board *_Nullable exhibit_rules_board_make(void);

/// Gives the memory back.
void exhibit_rules_board_free(exhibit_rules_board *_Nullable board);

/// Replaces the rules that are on the board; one thread at a time. Returns false if there is no room.
bool exhibit_rules_board_publish(exhibit_rules_board *_Nonnull board, const exhibit_rules *_Nonnull rules);

/// The rules that are on the board, or NULL if there are none; they stay until they are handed back.
const exhibit_rules *_Nullable exhibit_rules_board_take(exhibit_rules_board *_Nonnull board);

/// Hands rules back.
void exhibit_rules_board_hand_back(exhibit_rules_board *_Nonnull board, const exhibit_rules *_Nullable rules);

#endif
