internal import Cloche
internal import ClocheREPL

extension Invocation {
    /// The installations that the command line and the file to run ask for, in order.
    ///
    /// - Parameter script: The text of the file; nil where none is run.
    /// - Returns: Requests; none where nothing is asked for.
    /// - Throws: `ClocheError` where the lock file cannot be read.
    func installations(script: String?) throws(ClocheError) -> [InstallRequest] {
        var requests: [InstallRequest] = []
        if let packages {
            requests.append(InstallRequest(lock: try PackageLock(reading: packages), isOffline: settings.isOffline))
        }
        var request = InstallRequest(isOffline: settings.isOffline)
        // The options have been checked.
        if let asked = try? InstallWords.request(installs, isOffline: settings.isOffline) { request = asked }
        if case .file(let path) = work, let script, InlineMetadata.isIn(script) { request.files.append(path) }
        if request != InstallRequest(isOffline: settings.isOffline) { requests.append(request) }
        return requests
    }

    /// The user's own modules: those in the working directory, and those beside the script.
    var localModules: LocalModules {
        var folders = [SessionOptions().workingDirectory]
        if case .file(let path) = work {
            let isAbsolute = path.hasPrefix("/")
            let parent = path.lastIndex(of: "/").map { String(path[..<$0]) }
            if let parent { folders.append(isAbsolute ? parent : folders[0] + "/" + parent) }
        }
        return LocalModules(folders: folders) { Folder.contains($0) }
    }
}
