/// The names of the fields of all headers.
enum WireField: String, CodingKey {
    case type, key
    case arguments, cell, columns, commands, cursor, deno, display, duration, environment, exitCode, full, heapBytes
    case hidden, item, kind, libraries, loadedFrom, lost, maxNetBytes, maxOutput, memory, message, mounts, name, offset
    case outputBytes, part, parts, pending, prompt, pyodide, python, receivedBytes, request, rows, sentBytes, source
    case status, stream, terminal, text, variables, withheldBytes, workingDirectory
}
