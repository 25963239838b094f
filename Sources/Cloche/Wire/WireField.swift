/// The names of the fields of all headers.
enum WireField: String, CodingKey {
    case type, key
    case arguments, cell, columns, commands, cursor, deno, digests, display, duration, environment, exitCode, full
    case heapBytes, hidden, item, kind, libraries, loadedFrom, lost, maxNetBytes, maxOutput, memory, message, mounts,
        name
    case offset, outputBytes, part, parts, pending, prompt, pyodide, python, receivedBytes, request, rows, sentBytes,
        source
    case status, stream, terminal, text, variables, withheldBytes, workingDirectory
}
