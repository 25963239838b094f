/// The names of the fields of all headers.
enum WireField: String, CodingKey {
    case type, key
    case arguments, cell, columns, cursor, deno, display, duration, environment, exitCode, full, heapBytes, hidden, item
    case kind, libraries, loadedFrom, lost, maxNetBytes, maxOutput, memory, message, mounts, name, offset, outputBytes
    case part, parts, pending, prompt, pyodide, python, receivedBytes, request, rows, sentBytes, source, status, stream
    case terminal, text, variables, withheldBytes, workingDirectory
}
