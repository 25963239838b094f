// Typed wrappers of libedit's variadic calls, which Swift cannot import.
#pragma once
#include <histedit.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <wchar.h>

_Static_assert(sizeof(wchar_t) == 4, "wchar_t holds one Unicode scalar");

/// A command: gets the last key, returns one of the CC_ codes.
typedef unsigned char (*cloche_command)(EditLine *_Nonnull, wint_t);
/// Reads one character: 1 = read, 0 = end of file, -1 = error.
typedef int (*cloche_reader)(EditLine *_Nonnull, wchar_t *_Nonnull);

static inline EditLine *_Nullable cloche_el_init(const char *_Nonnull program, FILE *_Nonnull sink) {
    return el_init_fd(program, stdin, sink, sink, 0, 1, 2);
}

static inline void cloche_el_set_client(EditLine *_Nonnull el, void *_Nullable client) {
    el_wset(el, EL_CLIENTDATA, client);
}

static inline void *_Nullable cloche_el_client(EditLine *_Nonnull el) {
    void *client = NULL;
    el_wget(el, EL_CLIENTDATA, &client);
    return client;
}

static inline void cloche_el_set_reader(EditLine *_Nonnull el, cloche_reader _Nonnull reader) {
    el_wset(el, EL_GETCFN, reader);
}

static inline void cloche_el_enable(EditLine *_Nonnull el) {
    el_set(el, EL_EDITMODE, 1);
}

/// Chooses the keymap, "emacs" or "vi", with libedit's own bindings.
static inline void cloche_el_use_editor(EditLine *_Nonnull el, const char *_Nonnull editor) {
    el_set(el, EL_EDITOR, editor);
}

static inline bool cloche_el_is_vi(EditLine *_Nonnull el) {
    const char *editor = NULL;
    return el_get(el, EL_EDITOR, &editor) == 0 && editor && editor[0] == 'v';
}

/// Sets one tty flag, such as "-isig", for the time of editing ("-d") or between two reads ("-x").
static inline void cloche_el_set_tty(EditLine *_Nonnull el, const char *_Nonnull time, const char *_Nonnull flag) {
    el_set(el, EL_SETTY, time, flag, NULL);
}

/// Obeys a line of a settings file; not 0 where libedit does not understand it.
static inline int cloche_el_obey(EditLine *_Nonnull el, const char *_Nonnull line) {
    Tokenizer *tokenizer = tok_init(NULL);
    const char **words = NULL;
    int count = 0;
    int result = tokenizer ? tok_str(tokenizer, line, &count, &words) : -1;
    if (result == 0 && count > 0) result = el_parse(el, count, words);
    if (tokenizer) tok_end(tokenizer);
    return result;
}

/// Puts the terminal into the modes of editing again, after another program had it.
static inline void cloche_el_prepare(EditLine *_Nonnull el) {
    el_set(el, EL_PREP_TERM, 1);
}

static inline void cloche_el_add(
    EditLine *_Nonnull el, const char *_Nonnull name, const char *_Nonnull help, cloche_command _Nonnull command
) {
    el_set(el, EL_ADDFN, name, help, command);
}

static inline void cloche_el_bind(EditLine *_Nonnull el, const char *_Nonnull key, const char *_Nonnull name) {
    el_set(el, EL_BIND, key, name, NULL);
}

/// Says how large the terminal is, instead of asking it: as many columns as rows, since libedit mixes the two up here.
static inline void cloche_el_set_size(EditLine *_Nonnull el, const char *_Nonnull size) {
    el_set(el, EL_SETTC, "co", size, NULL);
    el_set(el, EL_SETTC, "li", size, NULL);
}

/// Binds a key to text that is typed in its place.
static inline void cloche_el_bind_text(EditLine *_Nonnull el, const char *_Nonnull key, const char *_Nonnull text) {
    el_set(el, EL_BIND, "-s", key, text, NULL);
}

/// Binds a key in vi's command mode.
static inline void cloche_el_bind_alternative(
    EditLine *_Nonnull el, const char *_Nonnull key, const char *_Nonnull name
) {
    el_set(el, EL_BIND, "-a", key, name, NULL);
}

/// Writes what `bind` says to a stream: the keymaps, or with "-l" the commands and what they do.
static inline void cloche_el_list(EditLine *_Nonnull el, const char *_Nullable option, FILE *_Nonnull out, FILE *_Nonnull sink) {
    el_set(el, EL_SETFP, 1, out);
    el_set(el, EL_BIND, option, NULL);
    el_set(el, EL_SETFP, 1, sink);
}

static inline ssize_t cloche_drop(void *_Nullable cookie, const char *_Nullable bytes, size_t count) {
    (void)cookie;
    (void)bytes;
    return (ssize_t)count;
}

#if __has_include(<bits/types/cookie_io_functions_t.h>)
// The C library declares it only with _GNU_SOURCE, which would give this module other types than Swift's Glibc module.
#include <bits/types/cookie_io_functions_t.h>
#define CLOCHE_HAS_COOKIES 1
extern FILE *_Nullable fopencookie(
    void *_Nullable __restrict cookie, const char *_Nonnull __restrict mode, cookie_io_functions_t functions
);
#endif

/// A stream whose bytes are dropped: libedit paints into it.
static inline FILE *_Nullable cloche_sink(void) {
#if defined(CLOCHE_HAS_COOKIES)
    cookie_io_functions_t functions = {.write = (cookie_write_function_t *)cloche_drop};
    return fopencookie(NULL, "w", functions);
#else
    return fopen("/dev/null", "w");
#endif
}
