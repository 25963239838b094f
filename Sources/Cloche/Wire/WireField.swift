/// The names of the fields of all headers.
enum WireField: String, CodingKey {
    case type, key
    case arguments, cell, columns, commands, cursor, deno, digests, display, duration, environment, exitCode, full
    case heapBytes, hidden, item, kind, libraries, load, loadedFrom, lost, maxNetBytes, maxOutput, memory, message
    case mounts, name, offset, outputBytes, packages, part, parts, pending, prompt, pyodide, python, receivedBytes
    case request, rows, sentBytes, site, source, status, stream, terminal, text, variables, withheldBytes
    case workingDirectory
}
