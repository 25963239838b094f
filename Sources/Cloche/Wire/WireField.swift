/// The names of the fields of all headers.
enum WireField: String, CodingKey {
    case type, key
    case arguments, cell, columns, deno, display, duration, environment, exitCode, full, heapBytes, hidden, item, kind
    case loadedFrom, lost, maxOutput, memory, message, mounts, name, offset, outputBytes, part, parts, prompt, pyodide
    case python, request, rows, status, stream, terminal, variables, text, withheldBytes, workingDirectory
}
