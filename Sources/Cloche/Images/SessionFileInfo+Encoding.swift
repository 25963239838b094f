extension SessionFileInfo: Encodable {
    private enum CodingKeys: String, CodingKey {
        case size, format, build, saved, session, heapBytes, lost, sections, loadable, obstacles
    }

    private enum BuildKeys: String, CodingKey { case pyodide, runner, architecture }

    /// Writes the manifest as the file has it, and beside it what was found out.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(size, forKey: .size)
        try fields.encode(format, forKey: .format)
        var build = fields.nestedContainer(keyedBy: BuildKeys.self, forKey: .build)
        try build.encode(pyodideVersion, forKey: .pyodide)
        try build.encode(runner, forKey: .runner)
        try build.encode(architecture, forKey: .architecture)
        try fields.encodeIfPresent(saved, forKey: .saved)
        try fields.encode(metadata, forKey: .session)
        try fields.encode(heapBytes, forKey: .heapBytes)
        try fields.encode(lost, forKey: .lost)
        try fields.encode(sections, forKey: .sections)
        try fields.encode(isLoadable, forKey: .loadable)
        try fields.encode(obstacles, forKey: .obstacles)
    }
}
