/// The names of the fields of all headers.
enum WireField: String, CodingKey {
    case type, key
    case arguments, cell, columns, cursor, deno, display, duration, environment, exitCode, full, heapBytes, hidden, item
    case kind, loadedFrom, lost, maxOutput, memory, message, mounts, name, offset, outputBytes, part, parts, pending
    case prompt, pyodide, python, request, rows, source, status, stream, terminal, variables, text, withheldBytes
    case workingDirectory
}
