# What start, fetch-runtime, stamp and test share. Sourced, never run; the caller sets `here` to this folder.
# shellcheck shell=sh disable=SC2034,SC2154

# Where everything is said: stdout belongs to the user's program.
say() {
    printf 'cloche: %s\n' "$1" >&2
}

# Ends with the exit status that means "cloche itself failed", after one sentence.
fail() {
    say "$1"
    exit 125
}

have() {
    command -v "$1" >/dev/null 2>&1
}

# The command that prints SHA-256 sums; macOS has it under another name.  Used unquoted: it can be several words.
if have sha256sum; then sha256='sha256sum'; else sha256='shasum -a 256'; fi

# The pinned versions, each written in one place only.
deno_version=$(sed -n 's/^deno==\([^ ]*\).*/\1/p' "$here/requirements.txt")
pyodide_version=$(sed -n '1s/^# Pyodide //p' "$here/pyodide.sha256")

# Sets `runtime` (the folder of everything installed), `deno` (the binary) and `pyodide` (the folder of its files).
# The binary of cloche looks in the same places.
locate_runtime() {
    case ${XDG_CACHE_HOME:-} in
    /*) runtime=$XDG_CACHE_HOME/cloche/runtime ;;
    *)
        [ -n "${HOME:-}" ] ||
            fail "Cannot choose a folder for the runtime: HOME is not set; set it, or XDG_CACHE_HOME, and run this again"
        runtime=$HOME/.cache/cloche/runtime
        ;;
    esac
    deno=$(absolute "${CLOCHE_DENO:-$runtime/deno-$deno_version/deno}")
    pyodide=$(absolute "${CLOCHE_PYODIDE:-$runtime/pyodide-$pyodide_version}")
}

absolute() {
    case $1 in
    /*) printf '%s' "$1" ;;
    *) printf '%s' "$PWD/$1" ;;
    esac
}
